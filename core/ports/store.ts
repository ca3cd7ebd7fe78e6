import type { LicenseLabError } from '../errors.ts';
import type { Effect, GateReading, PlanRow } from '../machine.ts';

/** One machine as stored: its row (R1). */
export interface MachineRow {
  readonly id: string;
  readonly kind: string;
  /** Version of the kind that wrote the state. */
  readonly version: number;
  /** Rollout it belongs to, or null. */
  readonly rollout: string | null;
  /** Worker that owns it, or null. */
  readonly owner: string | null;
  /** Raised with every change of ownership; an append names it. */
  readonly fence: number;
  /** Number of its events. */
  readonly seq: number;
  readonly state: unknown;
  /** Effect outstanding, or null. */
  readonly effect: Effect | null;
  /** Milliseconds from the owner's taking it to an event WAKE, or null. */
  readonly wakeInMs: number | null;
  readonly ended: boolean;
}

/** A stored event. `hash` covers `body`, the place in the chain, and the hash before. */
export interface StoredEvent {
  readonly machine: string;
  readonly seq: number;
  /** Milliseconds since 1970-01-01 UTC, for people. */
  readonly at: number;
  /** JSON text: `{event, facts, boundaries, reason}`. */
  readonly body: string;
  readonly hash: string;
}

/** Appends one event, and whatever waits in the inbox before it, to one machine. */
export interface Append {
  readonly machine: string;
  readonly owner: string;
  readonly fence: number;
  /** Null: only drain the inbox. */
  readonly event: { readonly type: string; readonly [field: string]: unknown } | null;
}

/** What a commit did. */
export interface Committed {
  readonly row: MachineRow;
  /** True when there is something new to perform (a new effect), false when what is outstanding goes on. */
  readonly isNewEffect: boolean;
  readonly release: boolean;
  readonly boundaries: readonly string[];
  /** Machines with something in their inbox now, new ones included. */
  readonly notified: readonly string[];
}

/** Answer to an append: committed, or ownership was lost (nothing changed), or an error (nothing changed). */
export type AppendResult =
  | { readonly result: 'committed'; readonly committed: Committed }
  | { readonly result: 'lost' }
  | { readonly result: 'failed'; readonly error: LicenseLabError };

/** A machine that no rollout makes. */
export interface NewMachine {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly state: unknown;
  /** Worker that owns it from the start. */
  readonly owner: string;
  /** Names it holds until it ends; not empty. */
  readonly claims: readonly string[];
  readonly actor: string;
}

/** What became of a new machine: `isNew` false means that another one holds a claim, and `row` is that one. */
export interface Started {
  readonly row: MachineRow;
  readonly isNew: boolean;
}

/** Which machines are asked for; all of those given must hold. */
export interface MachineQuery {
  readonly rollout?: string;
  readonly kind?: string;
  /** True: only those that have not ended. */
  readonly isOpen?: boolean;
}

/** A worker's sign of life. */
export interface WorkerRow {
  readonly id: string;
  readonly beat: number;
  readonly host: string;
  readonly pid: number;
}

/** The gate of a rollout, without the window. */
export type GateState = GateReading['state'];

/** One rollout, stored with its plan. */
export interface NewRollout {
  readonly id: string;
  readonly planHash: string;
  /** Plan without its devices, as JSON. */
  readonly plan: unknown;
  readonly rows: readonly PlanRow[];
  readonly state: unknown;
  readonly kind: string;
  readonly version: number;
  readonly actor: string;
}

/** An observation or a setting: what is true until it is written again. It is no machine's state and is not journalled. */
export interface StoredDocument {
  /** What it is about, e.g. `account`. */
  readonly kind: string;
  /** Unique within its kind. */
  readonly key: string;
  /** When it was written: milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** Plain JSON of at most {@link DOCUMENT_BYTES_MAX} bytes. Never a secret. */
  readonly body: unknown;
}

/** Largest document: one account's snapshot of 100,000 rows fits, and an answer that grows for ever does not. */
export const DOCUMENT_BYTES_MAX = 64 * 1024 * 1024;

/** One link of the chain over all machines: heads that changed since the link before. */
export interface Checkpoint {
  readonly seq: number;
  readonly at: number;
  /** JSON text: `[[machine, seq, hash], ...]` in order of machine. */
  readonly heads: string;
  readonly hash: string;
}

/**
 * Durable truth. Every call ends in exactly one callback, never in the same tick. Writers of one machine are serialised;
 * an append commits in one transaction: compare-and-set on owner and fence, events, row, inbox rows of other machines,
 * claims, reservations, gate. Errors: `STORE_BUSY`, `STORE_FULL`, `STORE_BROKEN`, `STORE_CLOSED`.
 */
export interface Store {
  /** Takes machines that are owned by nobody or by a dead worker, and not ended: `fence + 1`. `kinds` null: of every kind. */
  take(
    worker: string,
    deadWorkers: readonly string[],
    kinds: readonly string[] | null,
    max: number,
    done: Answer<readonly MachineRow[]>,
  ): void;
  /** Stores a machine with its claims and a START in its inbox, or gives the one that holds a claim; one transaction. */
  start(machine: NewMachine, done: Answer<Started>): void;
  append(append: Append, done: (result: AppendResult) => void): void;
  /**
   * Steps ended machines with an operator's RELEASE, all or none, in one transaction: their claims are freed. Fails with
   * `CHANGE_UNKNOWN`, and with `CHANGE_NOT_ENDED` while one may still act.
   */
  release(machines: readonly string[], actor: string, done: Answer<void>): void;
  /** Machines of a rollout that hold a claim, in order of id. */
  claimants(rollout: string, done: Answer<readonly string[]>): void;

  /** Stores a plan, its rollout's gate and machine; with a plan hash that began one already, gives that one. */
  begin(rollout: NewRollout, done: Answer<{ readonly id: string; readonly resumed: boolean }>): void;
  /**
   * Sets the gate and tells the rollout, in one transaction. Fails with `ROLLOUT_UNKNOWN`, and with `ROLLOUT_ENDED` for
   * anything but *aborted* once it is aborted.
   */
  setGate(rollout: string, state: GateState, actor: string, done: Answer<void>): void;
  /** Gates with their epochs; a changed epoch wakes those who wait. */
  gates(
    done: Answer<readonly { readonly rollout: string; readonly state: GateState; readonly epoch: number }[]>,
  ): void;

  machine(id: string, done: Answer<MachineRow | null>): void;
  machines(query: MachineQuery, done: Answer<readonly MachineRow[]>): void;
  /** Machines owned by `worker` with rows in their inbox. */
  withInbox(worker: string, done: Answer<readonly string[]>): void;
  plan(
    hash: string,
    done: Answer<{ readonly plan: unknown; readonly rows: readonly PlanRow[] } | null>,
  ): void;
  /** Events of one machine, or of all in order of machine and seq. */
  events(machine: string | null, done: Answer<readonly StoredEvent[]>): void;
  checkpoints(done: Answer<readonly Checkpoint[]>): void;
  /** Appends a checkpoint over the heads that changed; null when none did. */
  checkpoint(done: Answer<Checkpoint | null>): void;
  /** Quantities reserved now, per pool. */
  reserved(
    done: Answer<
      readonly {
        readonly account: string;
        readonly virtualAccount: string;
        readonly license: string;
        readonly quantity: number;
      }[]
    >,
  ): void;

  /** Writes a document in place of the one before; a null body removes it. */
  putDocument(kind: string, key: string, body: unknown, done: Answer<void>): void;
  /** Documents of a kind in order of key. */
  documents(kind: string, done: Answer<readonly StoredDocument[]>): void;

  /** Adds or refreshes a worker's row and counts its beat up. */
  beat(worker: Omit<WorkerRow, 'beat'>, done: Answer<void>): void;
  workers(done: Answer<readonly WorkerRow[]>): void;
  forgetWorker(id: string, done: Answer<void>): void;

  close(done: () => void): void;
}

/** A callback that gets a value or an expected error. */
export type Answer<Value> = (
  answer:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly error: LicenseLabError },
) => void;
