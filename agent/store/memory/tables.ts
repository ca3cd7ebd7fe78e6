import { DefectError } from '../../../core/errors.ts';
import type { Spawn } from '../../../core/machine.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { BALANCE_MS_MAX } from '../pool-readings.ts';
import type { Head, Tables } from '../tables.ts';
import type { WallWatch } from '../wall-watch.ts';
import type { MemoryState } from './state.ts';

/** Tables of one transaction: writes wait until {@link MemoryTables.commit}, so that a defect leaves nothing behind. */
export interface MemoryTables extends Tables {
  commit(): void;
}

function put(state: MemoryState, recipient: string, from: string, body: Spawn['first']): void {
  state.messages += 1;
  const inbox = state.inboxes.get(recipient) ?? [];
  inbox.push({ from, seq: state.messages, body });
  state.inboxes.set(recipient, inbox);
}

/** What a machine has before its first step. */
export const NOT_STEPPED = {
  owner: null,
  fence: 0,
  seq: 0,
  hash: '',
  effect: null,
  wakeInMs: null,
  ended: false,
} as const;

/** Place of a document in the map. */
export const documentId = (kind: string, key: string): string => JSON.stringify([kind, key]);

const hasEnded = (state: MemoryState, machine: string): boolean => state.heads.get(machine)?.ended !== false;

function create(state: MemoryState, spawn: Spawn, version: number): void {
  const { id, kind, rollout } = spawn;
  const head: Head = {
    id,
    kind,
    version,
    rollout,
    state: spawn.state,
    ...NOT_STEPPED,
  };
  state.heads.set(id, head);
  for (const name of spawn.claims ?? []) {
    const holder = state.claims.get(name);
    if (holder === undefined || hasEnded(state, holder)) state.claims.set(name, id);
  }
  if (spawn.reserve.length > 0) state.reservations.set(id, { rows: spawn.reserve, endedAt: null });
}

/** Opens a transaction on the state. */
export function memoryTables(state: MemoryState, clock: Clock, wallJumpMs: WallWatch): MemoryTables {
  const writes: (() => void)[] = [];
  const claimed: [string, string][] = [];
  return {
    head: (machine) => state.heads.get(machine) ?? null,
    inbox: (machine) => state.inboxes.get(machine) ?? [],
    gate: (rollout) => state.gates.get(rollout) ?? null,
    rows: (plan, from, count) => state.plans.get(plan)?.rows.slice(from, from + count) ?? [],
    claim(machine, names, from) {
      for (const name of names) {
        const holder = state.claims.get(name) ?? machine;
        if (holder !== machine && holder !== from) return holder;
      }
      for (const [name, holder] of state.claims) if (holder === from) claimed.push([name, machine]);
      for (const name of names) claimed.push([name, machine]);
      return null;
    },
    claimsUnder: (prefix) =>
      [...state.claims]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, machine]) => ({ name, machine, isEnded: hasEnded(state, machine) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    plan: (hash) => state.plans.get(hash)?.plan ?? null,
    document(kind, key) {
      const text = state.documents.get(JSON.stringify([kind, key]))?.text;
      return text === undefined ? null : (JSON.parse(text) as unknown);
    },
    reservations: (account) =>
      [...state.reservations].flatMap(([id, { rows, endedAt }]) =>
        rows
          .filter((row) => row.account.toLowerCase() === account)
          .map((row) => ({ ...row, machine: id, endedAt })),
      ),
    wallMs: () => clock.wallMs(),
    wallJumpMs,
    clearInbox: (machine) => writes.push(() => state.inboxes.delete(machine)),
    putEvent: (machine, seq, at, body, hash) =>
      writes.push(() => {
        const events = state.events.get(machine) ?? [];
        events.push({ machine, seq, at, body, hash });
        state.events.set(machine, events);
      }),
    putRow: (head) =>
      writes.push(() => {
        state.heads.set(head.id, head);
        state.unchecked.add(head.id);
      }),
    send: (from, to, body) => writes.push(() => put(state, to, from, body)),
    spawn: (spawn, version) =>
      writes.push(() => {
        create(state, spawn, version);
        put(state, spawn.id, spawn.rollout ?? spawn.id, spawn.first);
      }),
    setGate: (rollout, gate) =>
      writes.push(() =>
        state.gates.set(rollout, { state: gate, epoch: (state.gates.get(rollout)?.epoch ?? 0) + 1 }),
      ),
    moveDocument({ from, to }) {
      const source = documentId(from.kind, from.key);
      const document = state.documents.get(source);
      if (document === undefined) throw new DefectError('DEFECT', `there is no document ${source} to move`);
      writes.push(() => {
        state.documents.delete(source);
        state.documents.set(documentId(to.kind, to.key), { ...document, ...to });
      });
    },
    freeClaims: (machine) =>
      writes.push(() => {
        for (const [name, holder] of state.claims) if (holder === machine) state.claims.delete(name);
      }),
    endReservations: (machine) =>
      writes.push(() => {
        const now = clock.wallMs();
        const held = state.reservations.get(machine);
        if (held !== undefined) state.reservations.set(machine, { ...held, endedAt: now });
        for (const [id, { endedAt }] of state.reservations)
          if (endedAt !== null && now - endedAt > BALANCE_MS_MAX) state.reservations.delete(id);
      }),
    commit() {
      for (const [name, machine] of claimed) state.claims.set(name, machine);
      for (const write of writes) write();
    },
  };
}
