import type { Checkpoint, StoredEvent } from '../../core/ports/store.ts';
import type { OpenChange } from '../accounts/balance.ts';
import type { Need } from '../../core/model/fit.ts';
import type { Follows, Plan } from '../../core/model/plan.ts';

/** Class of an end, safety contract 3.1. */
export type EndClass = 'OK' | 'SKIPPED' | 'BLOCKED' | 'FAILED' | 'IDENTITY' | 'UNKNOWN';

/** One device of a rollout as `rollout show` gives it. */
export interface RolloutDevice {
  readonly id: string;
  /** Id of the change, or null while it is only planned. */
  readonly change: string | null;
  readonly serials: readonly string[];
  /** `PLANNED`, a waiting state, the last boundary, or the terminal state. */
  readonly state: string;
  readonly class: EndClass | null;
  readonly reason: { readonly code: string; readonly text: string } | null;
  readonly levelBefore: string;
  readonly bootLevel: string | null;
  readonly runningLevel: string | null;
  readonly members: readonly {
    readonly slot: number;
    readonly serial: string;
    readonly model: string;
    readonly state: string;
  }[];
  readonly bootTimeBefore: string | null;
  readonly bootTimeAfter: string | null;
  /** How often a reload may have been sent: 0 or 1. */
  readonly reloadsSent: number;
  readonly report: string | null;
  /** Lines of a difference that blocked the change; null when none. */
  readonly diff: readonly string[] | null;
  /** True while its ended change keeps every other change from this switch: until `retry`, `revert` or `release`. */
  readonly holds: boolean;
}

/** State of a rollout as a whole. */
export type RolloutState = 'running' | 'paused' | 'stopped' | 'aborted' | 'finished';

/** One rollout as `rollout ls` gives it. */
export interface RolloutSummary {
  readonly id: string;
  readonly planHash: string;
  readonly state: RolloutState;
  /** True when nothing of it is in flight and nothing more will begin. */
  readonly ended: boolean;
  /** Why it is paused or stopped, or null. */
  readonly reason: string | null;
  readonly target: string;
  /** The rollout that it retries or reverts, or null. */
  readonly follows: Follows | null;
  readonly credit: { readonly exposure: number; readonly held: number };
  readonly counts: Readonly<Record<string, number>>;
  readonly devicesTotal: number;
  readonly wave: { readonly number: number; readonly of: number };
}

/** One rollout as `rollout show` gives it. */
export interface RolloutView extends RolloutSummary {
  readonly devices: readonly RolloutDevice[];
}

/**
 * What verbs ask about rollouts. Everything works from another process on the same store. Errors: `ROLLOUT_UNKNOWN`,
 * `ROLLOUT_ENDED`, `PLAN_HASH_MISMATCH`.
 */
export interface Rollouts {
  /** Stores the plan and the rollout; the same plan again gives the rollout it began, never a second one. */
  begin(plan: Plan, actor: string): Promise<{ readonly id: string; readonly resumed: boolean }>;
  list(): Promise<readonly RolloutSummary[]>;
  show(id: string): Promise<RolloutView>;
  /** Changes that have begun and not ended. */
  openChanges(): Promise<readonly OpenChange[]>;
  /** Licenses that switches of open rollouts will need which have not begun: nothing is reserved for them yet. */
  plannedNeeds(): Promise<readonly Need[]>;
  /** Durable when the promise settles. */
  pause(id: string, actor: string): Promise<void>;
  resume(id: string, actor: string): Promise<void>;
  abort(id: string, actor: string): Promise<void>;
  /** The plan that a rollout runs, whole. */
  plan(id: string): Promise<Plan>;
  /** Frees what ended changes of a rollout hold, all of them or none; each is an operator's event in the journal. */
  release(changes: readonly string[], actor: string): Promise<void>;
  /** The journal of a rollout and its changes, machine by machine. */
  journal(id: string): Promise<RolloutJournal>;
}

/** What an export of a rollout is made from. */
export interface RolloutJournal {
  readonly plan: Plan;
  /** The rollout first, then its changes in order of id. */
  readonly machines: readonly { readonly id: string; readonly kind: string; readonly version: number }[];
  events(machine: string): Promise<readonly StoredEvent[]>;
  checkpoints(): Promise<readonly Checkpoint[]>;
}

/** A change of state, for progress displays; never stored. */
export interface Progress {
  readonly rollout: string;
  readonly device: string;
  readonly state: string;
  readonly class: EndClass | null;
  readonly text: string | null;
}

/** A running engine in this process. */
export interface RunningEngine {
  readonly rollouts: Rollouts;
  /** Listens to progress until the returned function is called. */
  listen(listener: (progress: Progress) => void): () => void;
  /** Settles when the rollout's state is `finished`, `stopped` or `aborted` and nothing of it is in flight, or `stopAdmitting` was called and nothing is in flight. */
  settled(id: string): Promise<RolloutSummary>;
  /** Stops new admissions of this process only (first Ctrl-C); durable rollouts continue later. */
  stopAdmitting(): void;
  /** Ends the engine: no further act; what is in flight is left resumable. */
  stop(): Promise<void>;
}
