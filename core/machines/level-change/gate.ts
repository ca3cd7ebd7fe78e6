/** What an open, paused, closed or aborted gate means at the two intents. */
import { DefectError } from '../../errors.ts';
import type { Facts, GateReading } from '../../machine.ts';
import { standingOf } from './configuration.ts';
import { finding, type Next, NO_SESSION } from './row.ts';
import type { ChangeState } from './state.ts';

/** The failure an abort leaves. */
export const ABORTED = finding('ROLLOUT_ABORTED', 'the rollout was aborted by an operator');

/** The gate as read in this transaction. */
export function gateOf(facts: Facts): GateReading {
  if (facts.gate === undefined)
    throw new DefectError('DEFECT', 'an intent was decided without a gate reading');
  return facts.gate;
}

/** True when a new intent may be written. */
export function isOpen(gate: GateReading): boolean {
  return gate.state === 'open' && gate.inWindow && gate.clockJumpMs === undefined;
}

/** EDIT_INTENT when the gate is open, else a wait or a skip. Only called when running was just read as the pre-image. */
export function editIntent(facts: Facts, next: Omit<Next, 'to'>): Next {
  const gate = gateOf(facts);
  if (gate.state === 'aborted') return { ...next, to: 'SKIPPED_ABORT', failure: ABORTED };
  if (!isOpen(gate)) return { ...next, to: 'AWAITING_WINDOW', set: { ...next.set, ...NO_SESSION } };
  return { ...next, to: 'EDIT_INTENT', passed: [...(next.passed ?? []), 'B5'] };
}

/** Where {@link editIntent} may lead. */
export const EDIT_INTENT_TO = ['EDIT_INTENT', 'AWAITING_WINDOW', 'SKIPPED_ABORT'] as const;

/** RELOAD_INTENT when the gate is open, else a wait, or what the plan says for an abort. */
export function reloadIntent(state: ChangeState, facts: Facts, next: Omit<Next, 'to'>): Next {
  const gate = gateOf(facts);
  if (gate.state === 'aborted') return undoOrKeep(state, next);
  if (!isOpen(gate)) return { ...next, to: 'SAVED_AWAITING_GATE', set: { ...next.set, ...NO_SESSION } };
  return { ...next, to: 'RELOAD_INTENT', passed: [...(next.passed ?? []), 'B9', 'B10'] };
}

/** Where {@link reloadIntent} may lead besides the intent. */
export const RELOAD_INTENT_ELSE = [
  'SAVED_AWAITING_GATE',
  'SAVED_PENDING_RELOAD',
  'REVERT_INTENT',
  'SKIPPED_ABORT',
] as const;

/** Abort between save and reload: the plan says whether to revert, or to keep what is saved. */
function undoOrKeep(state: ChangeState, next: Omit<Next, 'to'>): Next {
  // It was saved before this change came, which has written nothing.
  if (!state.editMaybe) return { ...next, to: 'SKIPPED_ABORT', failure: ABORTED };
  const isNothingToUndo = standingOf(state, state.preImage) === 'target';
  if (state.options.onAbort === 'keep' || isNothingToUndo)
    return { ...next, to: 'SAVED_PENDING_RELOAD', failure: ABORTED };
  return {
    ...next,
    to: 'REVERT_INTENT',
    passed: [...(next.passed ?? []), 'REVERT_INTENT'],
    set: { ...next.set, goal: 'revert' },
    failure: ABORTED,
  };
}
