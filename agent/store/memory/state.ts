import type { Message, PlanRow, Reservation } from '../../../core/machine.ts';
import type { Checkpoint, GateState, StoredEvent, WorkerRow } from '../../../core/ports/store.ts';
import type { Head } from '../tables.ts';

/** Everything the memory store holds. */
export interface MemoryState {
  readonly heads: Map<string, Head>;
  readonly events: Map<string, StoredEvent[]>;
  readonly inboxes: Map<string, Message[]>;
  readonly gates: Map<string, { state: GateState; epoch: number }>;
  readonly plans: Map<string, { readonly plan: unknown; readonly rows: readonly PlanRow[] }>;
  /** Plan hash to rollout id. */
  readonly rollouts: Map<string, string>;
  /** Claim to machine. */
  readonly claims: Map<string, string>;
  readonly reservations: Map<
    string,
    { readonly rows: readonly Reservation[]; readonly endedAt: number | null }
  >;
  readonly workers: Map<string, WorkerRow>;
  /** By kind and key, as JSON text: what is read is never what a caller may still change. */
  readonly documents: Map<
    string,
    { readonly kind: string; readonly key: string; readonly at: number; readonly text: string }
  >;
  readonly checkpoints: Checkpoint[];
  /** Machines whose head is newer than the last checkpoint. */
  readonly unchecked: Set<string>;
  messages: number;
}

/** An empty store. */
export function emptyState(): MemoryState {
  return {
    heads: new Map(),
    events: new Map(),
    inboxes: new Map(),
    gates: new Map(),
    plans: new Map(),
    rollouts: new Map(),
    claims: new Map(),
    reservations: new Map(),
    workers: new Map(),
    documents: new Map(),
    checkpoints: [],
    unchecked: new Set(),
    messages: 0,
  };
}
