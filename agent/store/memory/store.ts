import type { Clock } from '../../../core/ports/clock.ts';
import type {
  Answer,
  Append,
  AppendResult,
  Checkpoint,
  MachineQuery,
  MachineRow,
  NewMachine,
  NewRollout,
  Started,
  Store,
  StoredDocument,
} from '../../../core/ports/store.ts';
import { documentText } from '../document.ts';
import { answerLater, type Later, storeErrorOf } from '../answer.ts';
import { nextCheckpoint } from '../checkpoints.ts';
import { type FoldContext, performAppend, performRelease } from '../fold.ts';
import { checkGateMove } from '../gate.ts';
import type { Head } from '../tables.ts';
import { createWallWatch, type WallWatch } from '../wall-watch.ts';
import { emptyState, type MemoryState } from './state.ts';
import { documentId, memoryTables, NOT_STEPPED } from './tables.ts';

/** What a memory store is made from. The clock labels events and brings the answers. */
export interface MemoryStoreOptions extends FoldContext {
  readonly clock: Clock;
}

/** The options of an open store. */
interface Watched extends MemoryStoreOptions {
  readonly wallJumpMs: WallWatch;
}

function append(options: Watched, state: MemoryState, request: Append): AppendResult {
  try {
    const tables = memoryTables(state, options.clock, options.wallJumpMs);
    const result = performAppend(options, tables, request);
    if (result.result === 'committed') tables.commit();
    return result;
  } catch (error) {
    return { result: 'failed', error: storeErrorOf(error) };
  }
}

function take(
  state: MemoryState,
  worker: string,
  dead: readonly string[],
  kinds: readonly string[] | null,
  max: number,
): Head[] {
  const taken: Head[] = [];
  for (const head of state.heads.values()) {
    if (taken.length >= max) break;
    if (kinds !== null && !kinds.includes(head.kind)) continue;
    if (head.ended || (head.owner !== null && !dead.includes(head.owner))) continue;
    const mine = { ...head, owner: worker, fence: head.fence + 1 };
    state.heads.set(head.id, mine);
    taken.push(mine);
  }
  return taken;
}

function start(state: MemoryState, machine: NewMachine): Started {
  const { id, kind, version, owner, claims, actor } = machine;
  const holder = claims.map((name) => state.claims.get(name)).find((held) => held !== undefined);
  const held = holder === undefined ? undefined : state.heads.get(holder);
  if (held !== undefined) return { row: held, isNew: false };
  const head: Head = {
    ...NOT_STEPPED,
    id,
    kind,
    version,
    rollout: null,
    state: machine.state,
    owner,
    fence: 1,
  };
  state.heads.set(id, head);
  for (const name of claims) state.claims.set(name, id);
  state.messages += 1;
  state.inboxes.set(id, [{ from: `operator:${actor}`, seq: state.messages, body: { type: 'START' } }]);
  return { row: head, isNew: true };
}

function begin(state: MemoryState, rollout: NewRollout): { id: string; resumed: boolean } {
  const known = state.rollouts.get(rollout.planHash);
  if (known !== undefined) return { id: known, resumed: true };
  state.plans.set(rollout.planHash, { plan: rollout.plan, rows: rollout.rows });
  state.rollouts.set(rollout.planHash, rollout.id);
  state.gates.set(rollout.id, { state: 'open', epoch: 1 });
  state.heads.set(rollout.id, {
    id: rollout.id,
    kind: rollout.kind,
    version: rollout.version,
    rollout: rollout.id,
    state: rollout.state,
    ...NOT_STEPPED,
  });
  state.inboxes.set(rollout.id, [
    {
      from: `operator:${rollout.actor}`,
      seq: (state.messages += 1),
      body: { type: 'START', plan: rollout.planHash, actor: rollout.actor },
    },
  ]);
  return { id: rollout.id, resumed: false };
}

function checkpoint(options: MemoryStoreOptions, state: MemoryState): Checkpoint | null {
  if (state.unchecked.size === 0) return null;
  const changed = [...state.unchecked].map((id) => {
    const head = state.heads.get(id) as Head;
    return [head.id, head.seq, head.hash] as const;
  });
  const next = nextCheckpoint(
    options.digest,
    state.checkpoints.at(-1) ?? null,
    changed,
    options.clock.wallMs(),
  );
  state.checkpoints.push(next);
  state.unchecked.clear();
  return next;
}

function findMachines(state: MemoryState, query: MachineQuery): MachineRow[] {
  return [...state.heads.values()].filter(
    (head) =>
      (query.isOpen !== true || !head.ended) &&
      (query.rollout === undefined || head.rollout === query.rollout) &&
      (query.kind === undefined || head.kind === query.kind),
  );
}

function setGate(
  options: Watched,
  state: MemoryState,
  rollout: string,
  gate: 'open' | 'paused' | 'aborted',
  actor: string,
): void {
  checkGateMove(rollout, state.gates.get(rollout)?.state ?? null, gate);
  const tables = memoryTables(state, options.clock, options.wallJumpMs);
  tables.setGate(rollout, gate);
  tables.send(`operator:${actor}`, rollout, { type: 'GATE', state: gate, actor });
  tables.commit();
}

function release(options: Watched, state: MemoryState, machines: readonly string[], actor: string): void {
  const tables = memoryTables(state, options.clock, options.wallJumpMs);
  performRelease(options, tables, machines, actor);
  tables.commit();
}

function claimants(state: MemoryState, rollout: string): string[] {
  const holders = [...new Set(state.claims.values())];
  return holders.filter((id) => state.heads.get(id)?.rollout === rollout).sort();
}

function putDocument(
  options: MemoryStoreOptions,
  state: MemoryState,
  kind: string,
  key: string,
  body: unknown,
): void {
  const id = documentId(kind, key);
  if (body === null) state.documents.delete(id);
  else state.documents.set(id, { kind, key, at: options.clock.wallMs(), text: documentText(body) });
}

function documentsOf(state: MemoryState, kind: string): StoredDocument[] {
  return [...state.documents.values()]
    .filter((document) => document.kind === kind)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ text, ...rest }) => ({ ...rest, body: JSON.parse(text) as unknown }));
}

/** A store that lives as long as the process: for tests, scenarios and the virtual clock. The contract is the same. */
export function createMemoryStore(given: MemoryStoreOptions, state: MemoryState = emptyState()): Store {
  const options: Watched = { ...given, wallJumpMs: createWallWatch(given.clock) };
  // On the clock, not in a microtask: a virtual clock can then run a whole schedule without leaving its loop.
  const later: Later = (call) => void options.clock.setTimer('store.answer', 0, call);
  const answer = <Value>(work: () => Value, done: Answer<Value>): void => answerLater(work, done, later);
  return {
    take: (worker, dead, kinds, max, done) => answer(() => take(state, worker, dead, kinds, max), done),
    start: (machine, done) => answer(() => start(state, machine), done),
    append(request, done) {
      const result = append(options, state, request);
      later(() => done(result));
    },
    release: (machines, actor, done) => answer(() => release(options, state, machines, actor), done),
    claimants: (rollout, done) => answer(() => claimants(state, rollout), done),
    begin: (rollout, done) => answer(() => begin(state, rollout), done),
    setGate: (rollout, gate, actor, done) =>
      answer(() => setGate(options, state, rollout, gate, actor), done),
    gates: (done) => answer(() => [...state.gates].map(([rollout, gate]) => ({ rollout, ...gate })), done),
    machine: (id, done) => answer(() => state.heads.get(id) ?? null, done),
    machines: (query, done) => answer(() => findMachines(state, query), done),
    withInbox: (worker, done) =>
      answer(() => [...state.inboxes.keys()].filter((id) => state.heads.get(id)?.owner === worker), done),
    plan: (hash, done) => answer(() => state.plans.get(hash) ?? null, done),
    events: (machine, done) =>
      answer(
        () =>
          (machine === null ? [...state.events.keys()].sort() : [machine]).flatMap(
            (id) => state.events.get(id) ?? [],
          ),
        done,
      ),
    checkpoints: (done) => answer(() => [...state.checkpoints], done),
    checkpoint: (done) => answer(() => checkpoint(options, state), done),
    reserved: (done) =>
      answer(
        () => [...state.reservations.values()].flatMap(({ rows, endedAt }) => (endedAt === null ? rows : [])),
        done,
      ),
    putDocument: (kind, key, body, done) => answer(() => putDocument(options, state, kind, key, body), done),
    documents: (kind, done) => answer(() => documentsOf(state, kind), done),
    beat: (worker, done) =>
      answer(() => {
        state.workers.set(worker.id, { ...worker, beat: (state.workers.get(worker.id)?.beat ?? 0) + 1 });
      }, done),
    workers: (done) => answer(() => [...state.workers.values()], done),
    forgetWorker: (id, done) => answer(() => void state.workers.delete(id), done),
    close: later,
  };
}
