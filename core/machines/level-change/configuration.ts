/** What a look at running and startup means for a change. */
import type { Failure } from '../../machine.ts';
import type { Look } from '../../model/device.ts';
import { isSameLevel, type Level } from '../../model/level.ts';
import { finding, type Next } from './row.ts';
import { DIFF_LINES_MAX, type ChangeState } from './state.ts';

/** A level compared with what the change wants and what it found. */
export type Standing = 'target' | 'pre-image' | 'other' | 'unstated';

/** Where a level stands. When target and pre-image are equal, *target* wins. */
export function standingOf(state: ChangeState, level: Level | null): Standing {
  if (level === null) return 'unstated';
  if (isSameLevel(level, state.target)) return 'target';
  return state.preImage !== null && isSameLevel(level, state.preImage) ? 'pre-image' : 'other';
}

/** Startup level as far as it is known: read over the CLI, or stated equal to running by `unsaved-config` false. */
export function startupOf(look: Look): Level | null {
  if (look.startup !== null) return look.startup;
  return look.unsaved === false ? look.running : null;
}

/** True when running and startup are both known to hold the target. */
export function isSavedTarget(state: ChangeState, look: Look): boolean {
  return standingOf(state, look.running) === 'target' && standingOf(state, startupOf(look)) === 'target';
}

/** True when running differs from startup by something that is not ours, or when nobody can tell. */
export function isForeignDirty(look: Look): boolean {
  return look.foreignDiff !== null ? look.foreignDiff.length > 0 : look.unsaved !== false;
}

/** Fields every look sets. */
export function seen(look: Look): Partial<ChangeState> {
  return { bootLevel: look.running };
}

/** The difference that blocks, cut to what a state may hold. */
export function diffOf(look: Look): readonly string[] | null {
  if (look.foreignDiff === null) return null;
  const lines = look.foreignDiff.slice(0, DIFF_LINES_MAX);
  const more = look.foreignDiff.length - lines.length;
  return more > 0 ? [...lines.slice(0, -1), `... ${more + 1} more lines`] : lines;
}

/** The failure for configuration of somebody else that is not saved. */
export function foreignFailure(look: Look): Failure {
  const lines = look.foreignDiff?.length ?? 0;
  return finding(
    'FOREIGN_UNSAVED',
    lines > 0
      ? `running-config has ${lines} unsaved line${lines === 1 ? '' : 's'} that this change did not write`
      : 'running-config is not saved, and what differs could not be read',
    'Save or undo them on the switch, or plan with --save-foreign.',
  );
}

/**
 * The end that a read proves, for a change that goes no further: each claim equals what was read. Boot time and running
 * are of the same look, taken after the longest life of a command.
 */
export function conclude(state: ChangeState, look: Look, failure: Failure): Next {
  const set = { ...seen(look), diff: diffOf(look) ?? state.diff };
  const running = standingOf(state, look.running);
  const startup = standingOf(state, startupOf(look));
  const end = endOf(state, running, startup);
  return { to: end, set, failure };
}

type ConcludedEnd =
  | 'SAVED_PENDING_RELOAD'
  | 'FAILED_CHANGED_NOT_SAVED'
  | 'FAILED_REVERTED'
  | 'FAILED_UNCHANGED'
  | 'INDETERMINATE';

/** Ends {@link conclude} may give. */
export const CONCLUSIONS: readonly ConcludedEnd[] = [
  'SAVED_PENDING_RELOAD',
  'FAILED_CHANGED_NOT_SAVED',
  'FAILED_REVERTED',
  'FAILED_UNCHANGED',
  'INDETERMINATE',
];

function endOf(state: ChangeState, running: Standing, startup: Standing): ConcludedEnd {
  if (startup === 'target') return 'SAVED_PENDING_RELOAD';
  // A startup nobody could read is still the old one when no save can have reached the switch.
  const startupIsOld = startup === 'pre-image' || (startup === 'unstated' && !state.saveMaybe);
  if (!startupIsOld) return 'INDETERMINATE';
  if (running === 'target') return 'FAILED_CHANGED_NOT_SAVED';
  if (running !== 'pre-image') return 'INDETERMINATE';
  return state.goal === 'revert' && state.editMaybe ? 'FAILED_REVERTED' : 'FAILED_UNCHANGED';
}
