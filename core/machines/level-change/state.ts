import type { Failure } from '../../machine.ts';
import type { Level } from '../../model/level.ts';
import type { PlanDevice, PlanOptions } from '../../model/plan.ts';
import type { EndClass, EndName } from './ends.ts';

/** Steps of the change: each has one effect outstanding. Named by the last boundary passed where there is one. */
export type StepName =
  | 'ADMITTED'
  | 'IDENTIFIED'
  | 'PREFLIGHT_PASSED'
  | 'EDIT_INTENT'
  | 'EDIT_SEEN'
  | 'SAVE_INTENT'
  | 'SAVE_ANSWERED'
  | 'SAVE_PROVEN'
  | 'RELOAD_INTENT'
  | 'CLI_RELOAD_INTENT'
  | 'RELOAD_ANSWERED'
  | 'DOWN_SEEN'
  | 'UP_SEEN'
  | 'READY_SEEN'
  | 'IDENTIFIED_AGAIN'
  | 'VERIFIED'
  | 'REPORT_ASKED'
  | 'REJOINING'
  | 'RELOCKING'
  | 'LOOKING'
  | 'REVERT_INTENT'
  | 'REVERT_SEEN'
  | 'REVERT_SAVE_INTENT'
  | 'REVERT_SAVED';

/** States without an effect: before the start, and waiting for the gate or the window (no lock is held there). */
export type WaitName = 'NEW' | 'AWAITING_WINDOW' | 'SAVED_AWAITING_GATE';

/** Every state of a level change. */
export type StateName = StepName | WaitName | EndName;

/** State of one level change: constant size, no connection, no secret. */
export interface ChangeState {
  readonly change: string;
  readonly rollout: string;
  readonly device: PlanDevice;
  readonly target: Level;
  readonly options: PlanOptions;
  readonly at: StateName;
  /** Last boundary passed, for people. */
  readonly boundary: string;
  /** Number of the effect outstanding; outcomes of other numbers are late and dropped. */
  readonly effectNumber: number;
  /** Session on which the device was identified; null when there is none. */
  readonly sessionEpoch: string | null;
  /** What is being brought about: the change, or its undoing. */
  readonly goal: 'change' | 'revert';
  /** True while running is locked by this change's session. */
  readonly locked: boolean;
  /** Boot level in running-config before our first edit: the pre-image. */
  readonly preImage: Level | null;
  /** True once an edit may have reached the switch. */
  readonly editMaybe: boolean;
  /** True once a save may have reached the switch. */
  readonly saveMaybe: boolean;
  /** True when lines of somebody else may be unsaved in running and nobody could read whether: a revert is not saved then. */
  readonly foreignMaybe: boolean;
  /** True once the saved state was proved (B8). */
  readonly saveProven: boolean;
  /** True when `unsaved-config` is absent or misleads here: saving is proved over the CLI. */
  readonly proofByCli: boolean;
  /** How the reload was answered; null before it was asked for. */
  readonly reloadAnswer: 'ok' | 'lost' | null;
  /** How often a reload may have been sent: 0 or 1. */
  readonly reloadsSent: number;
  /** Boot time read last before the reload. */
  readonly bootTimeBefore: string | null;
  readonly bootTimeAfter: string | null;
  /** Last observed boot level in running, and level in use. */
  readonly bootLevel: Level | null;
  readonly levelInUse: Level | null;
  readonly members: readonly {
    readonly slot: number;
    readonly serial: string;
    readonly model: string;
    readonly state: string;
  }[];
  /** How often this kind of step was tried in a row. */
  readonly tries: {
    readonly session: number;
    readonly edit: number;
    readonly save: number;
    readonly watch: number;
    readonly report: number;
    readonly rejoin: number;
  };
  readonly report: 'asked' | 'seen' | 'unseen' | 'not-applicable' | null;
  /** What a reader should know besides the state: at most 8 short words. */
  readonly notes: readonly string[];
  /** Why the change reverts or ended, or the last failure seen. */
  readonly failure: Failure | null;
  /** Lines of the difference that blocked the change; at most 20. */
  readonly diff: readonly string[] | null;
  readonly endClass: EndClass | null;
}

/** Longest list of notes and of difference lines kept in a state. */
export const NOTES_MAX = 8;
export const DIFF_LINES_MAX = 20;

/** Start of a change that was admitted. */
export function initialChange(
  change: string,
  rollout: string,
  device: PlanDevice,
  target: Level,
  options: PlanOptions,
): ChangeState {
  return {
    change,
    rollout,
    device,
    target,
    options,
    at: 'NEW',
    boundary: 'PLANNED',
    effectNumber: 0,
    sessionEpoch: null,
    goal: 'change',
    locked: false,
    preImage: null,
    editMaybe: false,
    saveMaybe: false,
    foreignMaybe: false,
    saveProven: false,
    proofByCli: false,
    reloadAnswer: null,
    reloadsSent: 0,
    bootTimeBefore: null,
    bootTimeAfter: null,
    bootLevel: null,
    levelInUse: null,
    members: device.members.map((member) => ({ ...member, state: 'unknown' })),
    tries: { session: 0, edit: 0, save: 0, watch: 0, report: 0, rejoin: 0 },
    report: null,
    notes: [],
    failure: null,
    diff: null,
    endClass: null,
  };
}
