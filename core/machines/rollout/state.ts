import type { Level } from '../../model/level.ts';
import type { Follows, Plan, PlanOptions, Verdicts } from '../../model/plan.ts';

/** The rollout's own state. Only `running` admits. */
export type RolloutAt = 'running' | 'paused' | 'stopped' | 'aborted' | 'finished';

/** Ends since a person looked, or since the wave began. */
export interface Tally {
  readonly bad: number;
  /** Not changed for another reason: skipped, blocked, or behind a jump host that failed. */
  readonly skipped: number;
  readonly unreported: number;
}

/** State of a rollout: counts and cursors, never members. Who is in flight is a query. */
export interface RolloutState {
  readonly rollout: string;
  /** Hash of the stored plan this rollout runs. */
  readonly plan: string;
  readonly target: Level;
  /** The rollout that it retries or reverts; absent in any other. */
  readonly follows?: Follows;
  readonly options: PlanOptions;
  readonly at: RolloutAt;
  /** Why it is paused, stopped or aborted. */
  readonly reason: string | null;
  readonly waves: readonly number[];
  readonly devices: number;
  readonly exposure: number;
  readonly failureBudget: number;
  /** Most switches of a failure domain in flight or bad; absent: no switch has a domain. */
  readonly maxUnavailable?: number;
  /** Absent: every wave that is over opens the next. */
  readonly verdicts?: Verdicts;
  /** Index of the first plan row that has not begun. */
  readonly cursor: number;
  /** Rows beyond it that went first, because the failure domain of those before was full; at most a window of the plan. */
  readonly ahead?: readonly number[];
  /** What the next verdict is made from. */
  readonly since?: Tally;
  /** Wave being admitted, 0 and up. */
  readonly wave: number;
  /** Credit held: admitted and not yet verified, and every bad device. */
  readonly held: number;
  /** Devices with a verdict (verified, or ended without one). The next wave opens when all before it are judged. */
  readonly judged: number;
  readonly settled: number;
  readonly bad: number;
  /** Ended devices by terminal state. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A rollout that has admitted nobody. */
export function initialRollout(rollout: string, plan: Plan): RolloutState {
  return {
    rollout,
    plan: plan.hash,
    target: plan.target,
    ...(plan.follows === undefined ? {} : { follows: plan.follows }),
    options: plan.options,
    at: 'running',
    reason: null,
    waves: plan.waves,
    devices: plan.devices.length,
    exposure: plan.exposure,
    failureBudget: plan.failureBudget,
    ...(plan.maxUnavailable !== undefined && plan.devices.some(({ domain }) => domain !== null)
      ? { maxUnavailable: plan.maxUnavailable }
      : {}),
    ...(plan.verdicts === undefined ? {} : { verdicts: plan.verdicts }),
    cursor: 0,
    wave: 0,
    held: 0,
    judged: 0,
    settled: 0,
    bad: 0,
    counts: {},
  };
}

/** Devices that have begun. */
export function begun({ cursor, ahead }: RolloutState): number {
  return cursor + (ahead?.length ?? 0);
}

/** True when this row of the plan has begun. */
export function hasBegun({ cursor, ahead }: RolloutState, index: number): boolean {
  return index < cursor || ahead?.includes(index) === true;
}

/** Index one past the last device of the wave being admitted. */
export function waveEnd(state: RolloutState): number {
  return state.waves.slice(0, state.wave + 1).reduce((sum, wave) => sum + wave, 0);
}

/** Id of the change of one device: it names the reload, so it keeps to the letters a reload reason may have. */
export function changeId(rollout: string, index: number): string {
  return `${rollout}-${String(index + 1).padStart(4, '0')}`;
}
