import type { Clock } from '../../core/ports/clock.ts';

/** What the simulator notes about the world. *reload-received* and *reload-executed* are two things. */
export type GroundOp =
  | 'connect'
  | 'auth'
  | 'rpc'
  | 'cli'
  | 'edit'
  | 'save'
  | 'reload-received'
  | 'reload-executed'
  | 'boot'
  | 'ready'
  | 'power'
  | 'http'
  | 'unmatched';

/** One line of the simulator's own record. `at` is milliseconds on the simulator's wall clock. */
export interface GroundEntry {
  readonly seq: number;
  readonly at: number;
  /** Device id, or `cssm`. */
  readonly device: string;
  readonly op: GroundOp;
  /** Session number on that device; null where there is none. */
  readonly session: number | null;
  readonly user: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Entries kept in memory; older ones are dropped and {@link GroundJournal.dropped} says how many. */
const ENTRIES_MAX = 2_000_000;

/** The simulator's ground truth, in order. Never holds a password. */
export interface GroundJournal {
  note(
    device: string,
    op: GroundOp,
    session: number | null,
    user: string | null,
    detail: GroundEntry['detail'],
  ): void;
  /** Entries with `seq` of at least `from`. */
  from(seq: number): readonly GroundEntry[];
  /** Entries no longer held. */
  dropped(): number;
  /** Called with every new entry until the returned function is called. */
  listen(listener: (entry: GroundEntry) => void): () => void;
}

/** Makes an empty journal stamped by `clock`. */
export function createGroundJournal(clock: Clock): GroundJournal {
  const entries: GroundEntry[] = [];
  const listeners = new Set<(entry: GroundEntry) => void>();
  let seq = 0;
  let dropped = 0;
  return {
    note(device, op, session, user, detail) {
      const entry = { seq: ++seq, at: Math.round(clock.wallMs()), device, op, session, user, detail };
      entries.push(entry);
      if (entries.length > ENTRIES_MAX) dropped += entries.splice(0, ENTRIES_MAX / 10).length;
      for (const listener of listeners) listener(entry);
    },
    from: (first) => entries.slice(Math.max(0, first - 1 - dropped)),
    dropped: () => dropped,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
