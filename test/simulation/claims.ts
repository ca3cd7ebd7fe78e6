/** Claims of a change compared with the truth at that moment: of its end (I8, I16) and of the boundaries it passes. */
import { type ChangeState, type EndName } from '../../core/machines/level-change/index.ts';
import { isSameLevel, type Level } from '../../core/model/level.ts';
import type { DeviceState } from '../../simulator/device/model/state.ts';

/** A claim that does not hold, in words; null when all hold. */
export type Wrong = string | null;

/** What a judge knows of one switch besides its state. */
export interface Seen {
  /** Reloads of ours that the switch took. */
  readonly accepted: number;
  /** Another operator or the power was at this switch: what was read may be over already. */
  readonly isDisturbed: boolean;
  /** Boundaries its change has passed. */
  readonly intents: ReadonlySet<string>;
}

const same = (a: Level | null, b: Level | null): boolean =>
  a === null || b === null ? a === b : isSameLevel(a, b);

/** The first of the statements that is not true. */
function firstWrong(...statements: readonly (readonly [isTrue: boolean, otherwise: string])[]): Wrong {
  return statements.find(([isTrue]) => !isTrue)?.[1] ?? null;
}

/** True when exactly the planned chassis are there. */
function isPlanned({ members }: DeviceState, { device }: ChangeState): boolean {
  const present = members.map(({ serial }) => serial);
  return (
    device.serials.every((serial) => present.includes(serial)) && present.length === device.serials.length
  );
}

function wellAtTarget(truth: DeviceState, change: ChangeState): Wrong {
  return firstWrong(
    [same(truth.level, change.target), 'another level is in use'],
    [truth.members.every(({ state }) => state === 'ready'), 'a member is not ready'],
    [same(truth.startup.level, change.target), 'startup is not the target'],
    [isPlanned(truth, change), 'other chassis are there'],
  );
}

/** Whether the end of a change says what is so (I8; for `FAILED_REVERTED` I16). */
export function wrongEnd(truth: DeviceState, change: ChangeState, end: EndName, seen: Seen): Wrong {
  const { running, startup, level, members } = truth;
  const { target, device } = change;
  const isOld = same(running.level, device.from) && same(startup.level, device.from);
  const levels = `running ${running.level?.network}, startup ${startup.level?.network}`;
  switch (end) {
    case 'SUCCEEDED':
    case 'SUCCEEDED_UNREPORTED':
    case 'ALREADY_AT_LEVEL':
      // A power cut after the verdict is no false claim.
      return seen.isDisturbed && truth.phase !== 'ready' ? null : wellAtTarget(truth, change);
    case 'FAILED_UNCHANGED':
    case 'FAILED_REVERTED':
    case 'SKIPPED_BLOCKED':
    case 'SKIPPED_ABORT':
      return firstWrong([isOld, levels], [seen.accepted === 0, 'it was reloaded']);
    case 'FAILED_CHANGED_NOT_SAVED':
      return firstWrong([same(running.level, target) && same(startup.level, device.from), levels]);
    case 'SAVED_PENDING_RELOAD':
      return firstWrong(
        [same(startup.level, target), 'startup is not the target'],
        [seen.accepted === 0, 'it was reloaded'],
        [
          change.failure?.code !== 'ROLLOUT_ABORTED' ||
            change.options.onAbort === 'keep' ||
            seen.intents.has('REVERT_INTENT'),
          'the plan says that an abort reverts',
        ],
      );
    case 'FAILED_OLD_LEVEL':
      return firstWrong([!same(level, target), 'the target is in use']);
    case 'FAILED_DEGRADED':
      return firstWrong([
        members.some(({ state }) => state !== 'ready') ||
          truth.boot.via === 'crash' ||
          truth.phase !== 'ready' ||
          !isPlanned(truth, change),
        'it is well',
      ]);
    case 'IDENTITY_MISMATCH':
    case 'LOST':
    case 'INDETERMINATE':
    case 'SKIPPED_BUDGET':
    case 'SKIPPED_WINDOW':
    case 'SKIPPED_DUPLICATE':
      return null;
  }
}

/** Whether a boundary just passed says what is so. Only judged while nobody else is at the switch. */
export function wrongBoundary(
  truth: DeviceState,
  change: ChangeState,
  boundary: string,
  nowMs: number,
): Wrong {
  switch (boundary) {
    case 'B6':
      return firstWrong([same(truth.running.level, change.target), 'running is not the target']);
    case 'B8':
      return firstWrong([same(truth.startup.level, change.target), 'startup is not the target']);
    case 'REVERT_SEEN':
      return firstWrong([same(truth.running.level, change.preImage), 'running is not the pre-image']);
    case 'B16': {
      // It may have crashed while the last answer travelled.
      if (truth.phase !== 'ready') return null;
      const isStable = nowMs - truth.boot.bootTimeMs >= change.options.deadlines.dwellMs;
      return wellAtTarget(truth, change) ?? firstWrong([isStable, 'it rebooted during the dwell']);
    }
    default:
      return null;
  }
}
