/** One suite for every store: what a store promises (R1-R5, R7, R8, R12). */
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../../../agent/audit/verify.ts';
import { sha256 } from '../../../agent/runtime/ports/digest.ts';
import { anyKind, type AnyKind, ask } from '../../../agent/store/index.ts';
import type { MachineKind } from '../../../core/machine.ts';
import type {
  AppendResult,
  Checkpoint,
  MachineRow,
  Started,
  Store,
  StoredDocument,
  StoredEvent,
} from '../../../core/ports/store.ts';

interface Counter {
  readonly total: number;
  readonly note: string;
}
type CounterEvent = {
  readonly type: string;
  readonly by?: number;
  readonly to?: string;
  readonly tell?: string;
  readonly claims?: string[];
  readonly takeOver?: string;
  readonly move?: string;
};

/** A small machine that uses everything an append offers. */
const COUNTER: MachineKind<Counter, CounterEvent> = {
  kind: 'counter',
  version: 3,
  needs: (_state, event) => ({
    ...(event.claims === undefined ? {} : { claims: event.claims }),
    ...(event.takeOver === undefined ? {} : { takeOver: event.takeOver }),
    ...(event.type === 'GATED' ? { gate: { rollout: 'R1', windows: [], allowanceMs: 0 } } : {}),
    ...(event.type === 'ROWS' ? { rows: { plan: 'H1', from: 1, count: 2 } } : {}),
  }),
  step(state, event, facts) {
    const total = state.total + (event.by ?? 0);
    const note = JSON.stringify(facts);
    if (event.type === 'DEFECT') throw new Error('a bug');
    if (event.type === 'IGNORED') return { state, effect: null, isUnchanged: true };
    return {
      state: { total, note },
      effect: event.type === 'ACT' ? { op: 'act', kind: 'mutation' } : null,
      boundaries: [event.type],
      ...(event.to === undefined
        ? {}
        : { send: [{ to: event.to, body: { type: event.tell ?? 'ADD', by: 1 } }] }),
      ...(event.type === 'RAISE' ? { raise: { type: 'ADD', by: 10 } } : {}),
      ...(event.type === 'SPAWN' ? { spawn: [spawn('child')] } : {}),
      ...(event.move === undefined
        ? {}
        : {
            moveDocument: { from: { kind: 'staged', key: event.move }, to: { kind: 'shown', key: 'last' } },
          }),
      ...(event.type === 'END' ? { ended: true, freeClaims: true } : {}),
      ...(event.type === 'BAD END' ? { ended: true } : {}),
      ...(event.type === 'RELEASE' ? { freeClaims: true } : {}),
      ...(event.type === 'PAUSE' ? { gate: { rollout: 'R1', state: 'paused' } } : {}),
    };
  },
};

const spawn = (id: string) => ({
  id,
  kind: 'counter',
  rollout: 'R1',
  state: { total: 0, note: '' },
  first: { type: 'ADD', by: 100 },
  reserve: [{ account: 'a', virtualAccount: 'v', license: 'l', quantity: 2 }],
});

/** Kinds for {@link storeContract}. */
export const CONTRACT_KINDS: ReadonlyMap<string, AnyKind> = new Map([['counter', anyKind(COUNTER)]]);

const NEW = {
  id: 'R1',
  planHash: 'H1',
  plan: { name: 'p' },
  rows: [0, 1, 2, 3].map((index) => ({ index, body: { index } })),
  state: { total: 0, note: '' },
  kind: 'counter',
  version: 3,
  actor: 'alice',
};

/** Runs the suite on stores made by `open`. `again` opens the same store a second time, where that is possible. */
export function storeContract(
  name: string,
  open: () => Store,
  again: ((store: Store) => Store) | null,
): void {
  describe(`store contract: ${name}`, () => {
    let store: Store;
    let row: MachineRow;
    const append = (event: CounterEvent | null, machine = row): Promise<AppendResult> =>
      new Promise((resolve) =>
        store.append({ machine: machine.id, owner: 'w1', fence: machine.fence, event }, resolve),
      );
    const committed = async (event: CounterEvent | null, machine = row) => {
      const result = await append(event, machine);
      if (result.result !== 'committed') throw new Error(`not committed: ${JSON.stringify(result)}`);
      return result.committed;
    };
    const machine = (id: string) => ask<MachineRow | null>((done) => store.machine(id, done));
    const take = (worker: string, dead: string[] = []) =>
      ask<readonly MachineRow[]>((done) => store.take(worker, dead, null, 10, done));

    beforeEach(async () => {
      store = open();
      await ask((done) => store.begin(NEW, done));
      const [taken] = await take('w1');
      if (taken === undefined) throw new Error('nothing taken');
      row = taken;
      return () => new Promise<void>((resolve) => store.close(resolve));
    });

    test('the same plan begins one rollout, never a second', async () => {
      const answer = await ask((done) => store.begin({ ...NEW, id: 'R2' }, done));
      expect(answer).toEqual({ id: 'R1', resumed: true });
    });

    test('an append drains the inbox first, steps, and gives the row', async () => {
      const { row: after, boundaries } = await committed({ type: 'ADD', by: 5 });
      expect(after).toMatchObject({ seq: 2, state: { total: 5 }, owner: 'w1', fence: 1 });
      expect(boundaries).toEqual(['START', 'ADD']);
      expect(await machine('R1')).toMatchObject({ seq: 2, state: { total: 5 } });
    });

    test('an append of another fence or owner is lost and changes nothing', async () => {
      expect(await append({ type: 'ADD', by: 5 }, { ...row, fence: 0 })).toEqual({ result: 'lost' });
      await take('w2', ['w1']);
      expect(await append({ type: 'ADD', by: 5 })).toEqual({ result: 'lost' });
      expect(await machine('R1')).toMatchObject({ seq: 0, owner: 'w2', fence: 2 });
    });

    test('a bug in a step undoes its append alone', async () => {
      const [good, defect] = await Promise.all([append({ type: 'ADD', by: 1 }), append({ type: 'DEFECT' })]);
      expect(good.result).toBe('committed');
      expect(defect).toMatchObject({ result: 'failed', error: { code: 'STORE_BROKEN' } });
      expect(await machine('R1')).toMatchObject({ seq: 2, state: { total: 1 } });
    });

    test('messages reach another machine once, and raised events share the append', async () => {
      await committed({ type: 'SPAWN' });
      const [child] = await take('w1');
      const { notified } = await committed({ type: 'RAISE', to: 'child' });
      expect(notified).toEqual(['child']);
      expect(await ask((done) => store.withInbox('w1', done))).toEqual(['child']);
      expect((await committed(null, child)).row.state).toMatchObject({ total: 101 });
      expect(await ask((done) => store.withInbox('w1', done))).toEqual([]);
      expect((await machine('R1'))?.state).toMatchObject({ total: 10 });
    });

    test('an ignored event is journalled and leaves the effect outstanding', async () => {
      await committed({ type: 'ACT' });
      const { row: after, isNewEffect } = await committed({ type: 'IGNORED' });
      expect(isNewEffect).toBe(false);
      expect(after.effect).toEqual({ op: 'act', kind: 'mutation' });
    });

    test('an end stays an end, whatever comes with it', async () => {
      const { row: after } = await committed({ type: 'END' });
      expect(after.ended).toBe(true);
      expect((await committed({ type: 'ADD', by: 1 })).row.ended).toBe(true);
      expect(await take('w2', ['w1'])).toEqual([]);
    });

    test('claims are granted all or none, held by name, and freed at the end', async () => {
      await committed({ type: 'SPAWN' });
      const [child] = await take('w1');
      await committed({ type: 'CLAIM', claims: ['a', 'b'] });
      expect(
        JSON.parse(
          ((await committed({ type: 'CLAIM', claims: ['c', 'b'] }, child)).row.state as Counter).note,
        ),
      ).toEqual({ claimedBy: 'R1' });
      await committed({ type: 'END' });
      expect(
        JSON.parse(
          ((await committed({ type: 'CLAIM', claims: ['c', 'b'] }, child)).row.state as Counter).note,
        ),
      ).toEqual({ claimedBy: null });
    });

    const claimedBy = async (machine: MachineRow, ...more: Pick<CounterEvent, 'claims' | 'takeOver'>[]) => {
      const { row: after } = await committed({ type: 'CLAIM', ...Object.assign({}, ...more) }, machine);
      return (JSON.parse((after.state as Counter).note) as { claimedBy: string | null }).claimedBy;
    };
    const claimants = (rollout = 'R1') => ask<readonly string[]>((done) => store.claimants(rollout, done));
    const release = (...machines: string[]) => ask<void>((done) => store.release(machines, 'carol', done));

    test('what an ended machine holds passes to one successor, all of it; a second one finds it taken', async () => {
      await committed({ type: 'SPAWN' });
      await ask((done) => store.begin({ ...NEW, id: 'R2', planHash: 'H2' }, done));
      const taken = await take('w1');
      const [child, second] = ['child', 'R2'].map((id) => taken.find((one) => one.id === id)) as [
        MachineRow,
        MachineRow,
      ];
      await committed({ type: 'CLAIM', claims: ['device:a', 'serial:a'] });
      const over = { claims: ['device:a'], takeOver: 'R1' };
      expect(await claimedBy(child, over)).toBe('R1');
      await committed({ type: 'BAD END' });
      expect(await claimedBy(second, { claims: ['serial:a'] })).toBe('R1');
      expect(await claimedBy(child, over)).toBe(null);
      expect(await claimants()).toEqual(['child']);
      expect(await claimedBy(second, { claims: ['serial:a'] })).toBe('child');
      expect(await claimedBy(second, over)).toBe('child');
    });

    test('a release frees what ended machines hold, is in their journals, and is done for all or none', async () => {
      await committed({ type: 'SPAWN' });
      const [child] = (await take('w1')) as [MachineRow];
      await committed({ type: 'CLAIM', claims: ['a'] });
      await committed({ type: 'BAD END' });
      await committed({ type: 'CLAIM', claims: ['b'] }, child);
      await expect(release('R1', 'child')).rejects.toMatchObject({ code: 'CHANGE_NOT_ENDED' });
      await expect(release('R1', 'nobody')).rejects.toMatchObject({ code: 'CHANGE_UNKNOWN' });
      expect(await claimants()).toEqual(['R1', 'child']);
      await release('R1');
      expect(await claimants()).toEqual(['child']);
      expect(await claimedBy(child, { claims: ['a'] })).toBe(null);
      const events = await ask<readonly StoredEvent[]>((done) => store.events('R1', done));
      expect(JSON.parse(events.at(-1)?.body ?? '')).toMatchObject({
        event: { type: 'RELEASE', actor: 'carol' },
      });
      const all = await ask<readonly StoredEvent[]>((done) => store.events(null, done));
      expect(verifyAudit(sha256, all, [], null)).toMatchObject({ ok: true });
      expect((await machine('R1'))?.ended).toBe(true);
    });

    test('reservations live until their machine ends', async () => {
      await committed({ type: 'SPAWN' });
      const [child] = await take('w1');
      expect(await ask((done) => store.reserved(done))).toEqual([
        { account: 'a', virtualAccount: 'v', license: 'l', quantity: 2 },
      ]);
      await committed({ type: 'END' }, child);
      expect(await ask((done) => store.reserved(done))).toEqual([]);
    });

    test('the gate is read in the same transaction, and moving it tells the rollout', async () => {
      await ask<void>((done) => store.setGate('R1', 'paused', 'bob', done));
      const { row: after } = await committed({ type: 'GATED' });
      expect(JSON.parse((after.state as Counter).note)).toEqual({
        gate: { state: 'paused', epoch: 2, inWindow: true },
      });
      const events = await ask<readonly { body: string }[]>((done) => store.events('R1', done));
      expect(events.map((event) => (JSON.parse(event.body) as { event: unknown }).event)).toContainEqual({
        type: 'GATE',
        state: 'paused',
        actor: 'bob',
      });
      await expect(ask<void>((done) => store.setGate('R9', 'paused', 'bob', done))).rejects.toMatchObject({
        code: 'ROLLOUT_UNKNOWN',
      });
    });

    test('an abort is not taken back: by no operator, and by no machine that has not read it yet', async () => {
      const gate = () => ask<readonly { state: string }[]>((done) => store.gates(done));
      await committed({ type: 'PAUSE' });
      expect(await gate()).toMatchObject([{ state: 'paused' }]);
      await ask<void>((done) => store.setGate('R1', 'aborted', 'bob', done));
      for (const state of ['open', 'paused'] as const) {
        await expect(ask<void>((done) => store.setGate('R1', state, 'eve', done))).rejects.toMatchObject({
          code: 'ROLLOUT_ENDED',
        });
      }
      await committed({ type: 'PAUSE' });
      expect(await gate()).toMatchObject([{ state: 'aborted' }]);
      await ask<void>((done) => store.setGate('R1', 'aborted', 'bob', done));
    });

    test('of a machine that pauses and an operator who resumes, the later word stands', async () => {
      const gate = () => ask<readonly { state: string }[]>((done) => store.gates(done));
      await committed({ type: 'SPAWN' });
      const [child] = await take('w1');
      const tellToPause = () => committed({ type: 'ADD', to: 'R1', tell: 'PAUSE' }, child);
      await tellToPause();
      await ask<void>((done) => store.setGate('R1', 'open', 'bob', done));
      await committed(null);
      expect(await gate()).toMatchObject([{ state: 'open' }]);
      await ask<void>((done) => store.setGate('R1', 'open', 'bob', done));
      await tellToPause();
      await committed(null);
      expect(await gate()).toMatchObject([{ state: 'paused' }]);
    });

    test('plan rows come by range, in order', async () => {
      const { row: after } = await committed({ type: 'ROWS' });
      expect(JSON.parse((after.state as Counter).note)).toMatchObject({ rows: [{ index: 1 }, { index: 2 }] });
    });

    test('the journal verifies; a changed, missing or rewound event is named', async () => {
      await committed({ type: 'ADD', by: 1 });
      const head = await ask<{ hash: string } | null>((done) => store.checkpoint(done));
      await committed({ type: 'ADD', by: 1 });
      await ask((done) => store.checkpoint(done));
      expect(await ask((done) => store.checkpoint(done))).toBeNull();
      const events = [...(await ask<readonly StoredEvent[]>((done) => store.events(null, done)))];
      const checkpoints = await ask<readonly Checkpoint[]>((done) => store.checkpoints(done));
      expect(verifyAudit(sha256, events, checkpoints, head?.hash ?? null)).toMatchObject({
        ok: true,
        events: 3,
        firstBad: null,
      });
      const changed = events.map((event, index) =>
        index === 1 ? { ...event, body: event.body.replace('"by":1', '"by":2') } : event,
      );
      expect(verifyAudit(sha256, changed, checkpoints, null).firstBad).toMatchObject({
        machine: 'R1',
        seq: 2,
      });
      expect(verifyAudit(sha256, events.toSpliced(1, 1), checkpoints, null).firstBad).toMatchObject({
        machine: 'R1',
        seq: 2,
      });
      expect(verifyAudit(sha256, events.slice(0, 2), checkpoints, null).firstBad).toMatchObject({
        machine: 'R1',
        seq: 3,
      });
      expect(
        verifyAudit(sha256, events.slice(0, 2), checkpoints.slice(0, 1), checkpoints[1]?.hash ?? '').ok,
      ).toBe(false);
    });

    test('a document is replaced as a whole, listed in order of key, and removed', async () => {
      const put = (key: string, body: unknown) =>
        ask<void>((done) => store.putDocument('account', key, body, done));
      const all = () => ask<readonly StoredDocument[]>((done) => store.documents('account', done));
      await put('b', { n: 1 });
      await put('a', { n: 2 });
      await put('b', { n: 3 });
      expect((await all()).map(({ key, body }) => [key, body])).toEqual([
        ['a', { n: 2 }],
        ['b', { n: 3 }],
      ]);
      await put('a', null);
      expect((await all()).map(({ key }) => key)).toEqual(['b']);
      expect(await ask((done) => store.documents('other', done))).toEqual([]);
    });

    test('a worker beats, and is forgotten', async () => {
      const worker = { id: 'w1', host: 'h', pid: 1 };
      await ask<void>((done) => store.beat(worker, done));
      await ask<void>((done) => store.beat(worker, done));
      expect(await ask((done) => store.workers(done))).toEqual([{ ...worker, beat: 2 }]);
      await ask<void>((done) => store.forgetWorker('w1', done));
      expect(await ask((done) => store.workers(done))).toEqual([]);
    });

    test('a machine is started once per claim by its owner; an end frees the claim', async () => {
      const one = { id: 'M1', kind: 'counter', version: 3, state: { total: 0, note: '' }, actor: 'alice' };
      const start = (id: string, claims: readonly string[]) =>
        ask<Started>((done) => store.start({ ...one, id, owner: 'w9', claims }, done));
      expect(await start('M1', ['c1'])).toMatchObject({
        isNew: true,
        row: { id: 'M1', owner: 'w9', fence: 1 },
      });
      expect(await start('M2', ['c2', 'c1'])).toMatchObject({ isNew: false, row: { id: 'M1' } });
      expect(await ask((done) => store.machine('M2', done))).toBe(null);
      expect(await take('w2')).toMatchObject([]);
      const open = await ask<readonly MachineRow[]>((done) =>
        store.machines({ kind: 'counter', isOpen: true }, done),
      );
      expect(open.map(({ id }) => id)).toContain('M1');
      const end = { machine: 'M1', owner: 'w9', fence: 1, event: { type: 'END' } };
      await new Promise((resolve) => store.append(end, resolve));
      expect(await start('M2', ['c2', 'c1'])).toMatchObject({ isNew: true, row: { id: 'M2' } });
      const others = await ask<readonly MachineRow[]>((done) =>
        store.take('w2', ['w9'], ['other'], 10, done),
      );
      expect(others).toEqual([]);
    });

    test('a document is moved by the commit, and a source that is absent changes nothing', async () => {
      await ask<void>((done) => store.putDocument('staged', 's1', { rows: 1 }, done));
      await ask<void>((done) => store.putDocument('shown', 'last', { rows: 0 }, done));
      const shown = () => ask<readonly { body: unknown }[]>((done) => store.documents('shown', done));
      const bad = await append({ type: 'MOVE', move: 's2' });
      expect([bad.result, (await shown()).map(({ body }) => body)]).toEqual(['failed', [{ rows: 0 }]]);
      await committed({ type: 'MOVE', move: 's1' });
      expect((await shown()).map(({ body }) => body)).toEqual([{ rows: 1 }]);
      expect(await ask((done) => store.documents('staged', done))).toEqual([]);
    });

    test.skipIf(again === null)('what was committed is there when the store is opened again', async () => {
      await committed({ type: 'ADD', by: 5 });
      const second = again?.(store) as Store;
      expect(await ask((done) => second.machine('R1', done))).toMatchObject({ seq: 2, state: { total: 5 } });
      expect(await ask<readonly MachineRow[]>((done) => second.take('w2', [], null, 10, done))).toEqual([]);
      expect(
        await ask<readonly MachineRow[]>((done) => second.take('w2', ['w1'], null, 10, done)),
      ).toMatchObject([{ id: 'R1', fence: 2 }]);
      await new Promise<void>((resolve) => second.close(resolve));
    });
  });
}
