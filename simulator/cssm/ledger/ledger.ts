import { apply } from './apply.ts';
import type { LedgerChange, LedgerEvent } from './events.ts';
import { isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { emptyLedger } from './state.ts';
import type { LedgerState } from './state.ts';

/** Events kept one by one, about 300 MB; older ones are folded into the base from which a replay begins. */
const EVENTS_MAX = 1_000_000;

/** What being recorded adds to a change. */
type Numbered = Pick<LedgerEvent, 'seq' | 'at'>;

/** The book of CSSM: a state, and the events that made it. Without clock, randomness or network. */
export interface Ledger {
  /** The present. To be read only: changes go through {@link record}. */
  readonly state: LedgerState;
  /** Appends what was decided and folds it in; a refusal is handed back and changes nothing. */
  record<Change extends LedgerChange>(decision: Change | Refusal, at: number): (Change & Numbered) | Refusal;
  /** Events that are kept, oldest first. */
  events(): readonly LedgerEvent[];
  /** A new state folded from the events up to and including `at` (default: all). */
  replay(at?: number): LedgerState;
}

/** What a book is opened with. */
export interface LedgerSettings {
  /** Events kept in memory, one by one. */
  readonly eventsMax?: number;
  /** What happened before: a state and the events after it. */
  readonly past?: LedgerPast | null;
  /** Gets every event before it counts; when it throws, the event did not happen. */
  readonly keep?: (event: LedgerEvent) => void;
}

/** A state, and the events after it. */
export interface LedgerPast {
  readonly base: LedgerState;
  readonly events: readonly LedgerEvent[];
}

/** Opens a book: an empty one, or one that goes on. */
export function createLedger({ eventsMax = EVENTS_MAX, past, keep }: LedgerSettings = {}): Ledger {
  const base = past?.base ?? emptyLedger();
  const state = structuredClone(base);
  const events: LedgerEvent[] = [];
  for (const event of past?.events ?? []) add(event);

  function add(event: LedgerEvent): void {
    apply(state, event);
    events.push(event);
    if (events.length > eventsMax) {
      for (const old of events.splice(0, Math.ceil(eventsMax / 10))) apply(base, old);
    }
  }

  return {
    state,

    record(decision, at) {
      if (isRefusal(decision)) return decision;
      const event = { ...decision, seq: state.seq + 1, at };
      keep?.(event);
      add(event);
      return event;
    },

    events: () => events,

    replay(at = Number.POSITIVE_INFINITY) {
      const past = structuredClone(base);
      for (const event of events) {
        if (event.at > at) break;
        apply(past, event);
      }
      return past;
    },
  };
}
