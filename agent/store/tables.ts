/** What an append reads and writes inside its transaction; memory and SQLite implement it, the fold is the same. */
import type { GateState, MachineRow } from '../../core/ports/store.ts';
import type { DocumentMove, Message, PlanRow, Reservation, Spawn } from '../../core/machine.ts';

/** A reservation, and when its change ended; null: it is open. */
export interface HeldLicense extends Reservation {
  readonly machine: string;
  readonly endedAt: number | null;
}

/** A machine row with the hash of its last event. */
export interface Head extends MachineRow {
  readonly hash: string;
}

/** Tables within one open transaction. Nothing is seen by others before the commit. */
export interface Tables {
  head(machine: string): Head | null;
  /** Messages in order; {@link Tables.clearInbox} removes them. */
  inbox(machine: string): readonly Message[];
  gate(rollout: string): { readonly state: GateState; readonly epoch: number } | null;
  rows(plan: string, from: number, count: number): readonly PlanRow[];
  /**
   * Claims all names or none; gives the holder that was in the way, or null. `from` is not in the way: what it holds passes to
   * the machine, all of it.
   */
  claim(machine: string, names: readonly string[], from: string | null): string | null;
  /** Claims whose name begins so, with whether their machine has ended. */
  claimsUnder(
    prefix: string,
  ): readonly { readonly name: string; readonly machine: string; readonly isEnded: boolean }[];
  /** A stored plan without its rows; null: there is none. */
  plan(hash: string): unknown;
  document(kind: string, key: string): unknown;
  /** Reservations that an account's balance may not know yet: open ones, and ended ones of the last day. */
  reservations(account: string): readonly HeldLicense[];
  wallMs(): number;
  /** Milliseconds by which the wall clock has jumped since the gate was first read at this epoch. */
  wallJumpMs(rollout: string, epoch: number): number;

  clearInbox(machine: string): void;
  putEvent(machine: string, seq: number, at: number, body: string, hash: string): void;
  putRow(head: Head): void;
  send(from: string, to: string, body: Message['body']): void;
  spawn(spawn: Spawn, version: number): void;
  setGate(rollout: string, state: GateState): void;
  /** Throws `DEFECT` when there is nothing to move. */
  moveDocument(move: DocumentMove): void;
  freeClaims(machine: string): void;
  /** Ends them: they count until a balance that was begun later is known. */
  endReservations(machine: string): void;
}
