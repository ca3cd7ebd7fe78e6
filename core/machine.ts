/**
 * The shape of a machine: what changes a device or CSSM is a table that is total by type, stepped by events, with at most
 * one effect outstanding. Everything here is plain JSON, so the store can journal it and a crash can resume from it.
 */
import type { ErrorContext, LicenseLabError } from './errors.ts';

/**
 * How an effect may be repeated. After a crash a *read* without outcome is performed again; a *mutation* may be repeated
 * after a look; an *at-most-once* effect never.
 */
export type EffectKind = 'read' | 'mutation' | 'at-most-once';

/** An effect as data: what to do, and how it may be repeated. */
export interface Effect<Op extends string = string, Kind extends EffectKind = EffectKind> {
  readonly op: Op;
  readonly kind: Kind;
}

/** An error as data, so that events can carry it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly context: ErrorContext;
}

/** How an effect ended. `value` is plain JSON; events are at most {@link EVENT_BYTES_MAX}. */
export type Outcome<Value = unknown> =
  | { readonly result: 'ok'; readonly value: Value }
  | { readonly result: 'refused'; readonly failure: Failure; readonly value?: Value }
  | { readonly result: 'not-sent'; readonly failure: Failure }
  | { readonly result: 'unknown'; readonly failure: Failure };

/** Every way an effect can end. */
export type Result = Outcome['result'];

/** Turns an error into data. */
export function failureOf(error: LicenseLabError): Failure {
  return { code: error.code, message: error.message, hint: error.hint, context: error.context };
}

/** Largest stored event: big answers go to staging tables. */
export const EVENT_BYTES_MAX = 65_536;

/** Largest stored machine state: a state is of constant size. */
export const STATE_BYTES_MAX = 8_192;

/** A message from one machine to another; `seq` makes it unique per sender. */
export interface Message {
  readonly from: string;
  readonly seq: number;
  readonly body: { readonly type: string; readonly [field: string]: unknown };
}

/** Reading of a rollout's gate, taken inside the transaction that acts on it. */
export interface GateReading {
  readonly state: 'open' | 'paused' | 'aborted';
  readonly epoch: number;
  /** True when the maintenance window is open with enough time left; true also when the plan has none. */
  readonly inWindow: boolean;
  /** Milliseconds by which the wall clock jumped; present above {@link CLOCK_JUMP_MS_MAX}, and only where a window decides. */
  readonly clockJumpMs?: number;
}

/** A wall clock that jumped further decides no window until a person has looked (F43). */
export const CLOCK_JUMP_MS_MAX = 300_000;

/** Why a rollout pauses then. */
export function clockJumped(jumpMs: number): string {
  const minutes = Math.round(jumpMs / 60_000);
  return `the wall clock jumped by ${minutes} minutes, and it decides the window: check the time of this machine, then resume`;
}

/** One row of a stored plan, in the order of admission. */
export interface PlanRow {
  readonly index: number;
  readonly body: unknown;
}

/** What a step must know from the store; read inside its own transaction and recorded with its event. */
export interface Needs {
  /** Rollout whose gate is read (and held until the commit). */
  readonly gate?: {
    readonly rollout: string;
    readonly windows: readonly WindowInstant[];
    readonly allowanceMs: number;
  };
  /** Names to claim for this machine, all of them or none. */
  readonly claims?: readonly string[];
  /** A machine whose claims pass to this one together with `claims`, all of them, if it has ended. */
  readonly takeOver?: string;
  /** Rows of a plan to read. */
  readonly rows?: { readonly plan: string; readonly from: number; readonly count: number };
}

/** An approved maintenance window, resolved to instants (milliseconds since 1970-01-01 UTC). */
export interface WindowInstant {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Answers to {@link Needs}. */
export interface Facts {
  readonly gate?: GateReading;
  /** Holder of the first claim that another machine holds; null when all were granted. */
  readonly claimedBy?: string | null;
  readonly rows?: readonly PlanRow[];
  /** Pools that those rows take licenses from, as far as their balance is known. */
  readonly pools?: readonly PoolReading[];
  /** Failure domains of those rows in which a slot is held. */
  readonly domains?: readonly DomainReading[];
}

/** The slots of a failure domain inside the transaction that admits into it. */
export interface DomainReading {
  readonly domain: string;
  /** Slots held, whichever rollout the changes belong to. */
  readonly held: number;
  /** Those of them whose change has not ended. */
  readonly open: number;
  /** A change that holds one: an ended one where there is one. */
  readonly holder: string;
  /** Switches of the rows asked for that hold one themselves, from a change that has ended. */
  readonly own: readonly string[];
}

/** Licenses of a pool inside the transaction that promises some of them. */
export interface PoolReading {
  readonly account: string;
  readonly virtualAccount: string;
  readonly license: string;
  readonly quantity: number;
  /** In use and reserved at CSSM, by the newest balance there is. */
  readonly inUse: number;
  readonly reserved: number;
  /** Promised to changes that this balance cannot know: open ones, and those that ended after it was begun. */
  readonly held: number;
  /** Milliseconds since the balance was begun. */
  readonly ageMs: number;
}

/** A quantity set aside from a pool while a change runs. */
export interface Reservation {
  readonly account: string;
  readonly virtualAccount: string;
  readonly license: string;
  readonly quantity: number;
}

/** A machine to be created by this commit, with its first event in its inbox. */
export interface Spawn {
  readonly id: string;
  readonly kind: string;
  readonly rollout: string | null;
  readonly state: unknown;
  readonly first: Message['body'];
  readonly reserve: readonly Reservation[];
  /** Names it holds from the start; what a machine that has ended held is taken over from it, what an open one holds stays there. */
  readonly claims?: readonly string[];
}

/** A stored document in place of another one: what was staged becomes current. */
export interface DocumentMove {
  readonly from: { readonly kind: string; readonly key: string };
  readonly to: { readonly kind: string; readonly key: string };
}

/** What one step decides. Everything absent stays as it is. */
export interface Transition<State> {
  readonly state: State;
  /** Next effect; null when the machine waits for something else. */
  readonly effect: Effect | null;
  /** True when the event was ignored: it is journalled, and what is outstanding goes on. */
  readonly isUnchanged?: boolean;
  /** Milliseconds until an event WAKE, from the commit; absent: none. */
  readonly wakeInMs?: number;
  /** Messages to other machines: id and body. */
  readonly send?: readonly { readonly to: string; readonly body: Message['body'] }[];
  readonly spawn?: readonly Spawn[];
  /** An event to be processed in the same commit, after this one. */
  readonly raise?: { readonly type: string; readonly [field: string]: unknown };
  /** The gate of a rollout is set in the same commit: by its own machine, when it pauses itself. */
  readonly gate?: { readonly rollout: string; readonly state: 'open' | 'paused' };
  /** A document that is moved by the same commit, in place of what was there. A source that is absent is a defect. */
  readonly moveDocument?: DocumentMove;
  /** Claims of this machine to free: all of them. Its reservations are freed when it ends. */
  readonly freeClaims?: boolean;
  /** The machine's sessions are closed after the commit. */
  readonly release?: boolean;
  /** The machine has ended and gets no more events but operator ones. */
  readonly ended?: boolean;
  /** Durable boundaries passed by this commit, e.g. `B4`. */
  readonly boundaries?: readonly string[];
  /** Why, in words for the journal. */
  readonly reason?: string;
}

/** State of a machine that has effects: outcomes name the number, so that late ones are told apart. */
export interface Numbered {
  readonly effectNumber: number;
}

/** A kind of machine. `step` and `needs` are pure; the fold of its events gives its row. */
export interface MachineKind<State, Event extends { readonly type: string }> {
  readonly kind: string;
  /** Raised when stored states or events change their meaning. */
  readonly version: number;
  needs(state: State, event: Event): Needs;
  step(state: State, event: Event, facts: Facts): Transition<State>;
}
