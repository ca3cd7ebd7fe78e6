/** What goes on from a rollout: retry and revert under new changes, two at once, and the journal that leaves the store. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeExport } from '../../agent/audit/export-file.ts';
import { verifyExport } from '../../agent/audit/verify-export.ts';
import { planHash } from '../../agent/planning/index.ts';
import type { RolloutJournal } from '../../agent/rollouts/contract.ts';
import { sha256 } from '../../agent/runtime/ports/digest.ts';
import type { Facts, PlanRow, Transition } from '../../core/machine.ts';
import { LEVEL_CHANGE, type ChangeState } from '../../core/machines/level-change/index.ts';
import { initialRollout, ROLLOUT } from '../../core/machines/rollout/index.ts';
import type { Follows, Plan, PlanDevice } from '../../core/model/plan.ts';
import type { Checkpoint, MachineRow, StoredEvent } from '../../core/ports/store.ts';
import { createJudge } from './invariants.ts';
import { createWorld, type World } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'liclab-follow-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A plan that takes over what the changes of `before` hold. */
function following(world: World, before: string, as: Follows['as'], madeAt: string): Plan {
  const changes = new Map(world.changes().map((change) => [change.device.address.deviceId, change]));
  const devices = world.plan.devices
    .filter(({ address }) => changes.get(address.deviceId)?.endClass !== 'OK')
    .map(
      (device, index): PlanDevice => ({
        ...device,
        index,
        takesOver: changes.get(device.address.deviceId)?.change ?? '',
      }),
    );
  const content = {
    ...world.plan,
    devices,
    waves: [devices.length],
    madeAt,
    follows: { rollout: before, as },
  };
  return { ...content, hash: planHash(content, sha256) };
}

function begin(world: World, id: string, plan: Plan): void {
  const { devices, ...rest } = plan;
  world.read((done) =>
    world.store.begin(
      {
        id,
        planHash: plan.hash,
        plan: rest,
        rows: devices.map((body, index) => ({ index, body })),
        state: initialRollout(id, plan),
        kind: ROLLOUT.kind,
        version: ROLLOUT.version,
        actor: 'test',
      },
      done,
    ),
  );
}

const rowsOf = (world: World, rollout: string): readonly MachineRow[] =>
  world.read((done) => world.store.machines({ rollout }, done));
const isOver = (world: World, rollout: string): boolean =>
  rowsOf(world, rollout).find(({ id }) => id === rollout)?.ended === true;
const endsOf = (world: World, rollout: string): Record<string, string> =>
  Object.fromEntries(
    rowsOf(world, rollout)
      .filter(({ kind }) => kind === LEVEL_CHANGE.kind)
      .map(({ state }) => [(state as ChangeState).device.address.deviceId, (state as ChangeState).at]),
  );

/** Four switches, two of which end badly: one cannot save, one never gets the reload. */
function afterTrouble(seed: number) {
  const world = createWorld({ seed, devices: 4, waves: [4] });
  const judge = createJudge(world);
  world.observe(judge.onCommit);
  world.faults.add({ fault: 'device.save-fails', target: 'sw-0002' });
  world.faults.add({ fault: 'netconf.edit-refused', target: 'sw-0003' });
  world.begin();
  const engine = world.engine(judge.watch(world.devicePort));
  world.run(() => isOver(world, 'R1'));
  return { world, judge, engine };
}

describe('after a rollout that ended badly for two of four', () => {
  test('a retry takes over, changes those two under new ids, and frees them', () => {
    const { world, judge, engine } = afterTrouble(1);
    expect(world.read((done) => world.store.claimants('R1', done))).toEqual(['R1-0002', 'R1-0003']);
    begin(world, 'R2', following(world, 'R1', 'retry', 'x'));
    engine.sweep();
    world.run(() => isOver(world, 'R2'));
    engine.stop();
    expect(endsOf(world, 'R2')).toEqual({ 'sw-0002': 'SUCCEEDED', 'sw-0003': 'SUCCEEDED' });
    expect(world.read((done) => world.store.claimants('R1', done))).toEqual([]);
    expect(world.read((done) => world.store.claimants('R2', done))).toEqual([]);
    expect(judge.finish()).toEqual([]);
  });

  test('an ordinary plan is kept off until they are released', () => {
    const { world, judge, engine } = afterTrouble(2);
    const own = following(world, 'R1', 'retry', 'x');
    const plain = {
      ...own,
      devices: own.devices.map(({ takesOver: _held, ...device }) => device),
      hash: 'plain',
    };
    begin(world, 'R2', plain);
    engine.sweep();
    world.run(() => isOver(world, 'R2'));
    expect(endsOf(world, 'R2')).toEqual({ 'sw-0002': 'SKIPPED_DUPLICATE', 'sw-0003': 'SKIPPED_DUPLICATE' });
    world.read((done) => world.store.release(['R1-0002', 'R1-0003'], 'carol', done));
    begin(world, 'R3', { ...plain, hash: 'plain again' });
    engine.sweep();
    world.run(() => isOver(world, 'R3'));
    engine.stop();
    expect(endsOf(world, 'R3')).toEqual({ 'sw-0002': 'SUCCEEDED', 'sw-0003': 'SUCCEEDED' });
    expect(judge.finish()).toEqual([]);
  });

  test('two retries at once: each switch is changed by one of them, and the other one skips it', () => {
    for (let seed = 10; seed < 20; seed += 1) {
      const { world, judge, engine } = afterTrouble(seed);
      begin(world, 'R2', following(world, 'R1', 'retry', 'x'));
      begin(world, 'R3', following(world, 'R1', 'retry', 'y'));
      engine.sweep();
      world.run(() => isOver(world, 'R2') && isOver(world, 'R3'));
      engine.stop();
      for (const id of ['sw-0002', 'sw-0003']) {
        const ends = new Set([endsOf(world, 'R2')[id], endsOf(world, 'R3')[id]]);
        expect(ends).toEqual(new Set(['SKIPPED_DUPLICATE', 'SUCCEEDED']));
      }
      expect(judge.finish()).toEqual([]);
    }
  });
});

describe('an export', () => {
  const { world, engine } = afterTrouble(3);
  const plan = following(world, 'R1', 'retry', 'x');
  begin(world, 'R2', plan);
  engine.sweep();
  world.run(() => isOver(world, 'R2'));
  engine.stop();
  world.read((done) => world.store.checkpoint(done));
  const machines = rowsOf(world, 'R2').toSorted((a, b) => (a.id === 'R2' || a.id < b.id ? -1 : 1));
  const journal: RolloutJournal = {
    plan,
    machines: machines.map(({ id, kind, version }) => ({ id, kind, version })),
    events: async (machine) =>
      world.read<readonly StoredEvent[]>((done) => world.store.events(machine, done)),
    checkpoints: async () => world.read<readonly Checkpoint[]>((done) => world.store.checkpoints(done)),
  };
  const write = async (name: string): Promise<string> => {
    const path = join(folder, name);
    await writeExport(path, 'R2', journal);
    return path;
  };

  test('is private, is not written over another file, and verifies without the store', async () => {
    const path = await write('one.jsonl');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await expect(write('one.jsonl')).rejects.toMatchObject({ code: 'EXPORT_EXISTS' });
    const report = verifyExport(path, sha256, null);
    expect(report).toMatchObject({ ok: true, firstBad: null });
    expect(report.events).toBeGreaterThan(20);
    expect(verifyExport(path, sha256, report.head)).toMatchObject({ ok: true });
    expect(verifyExport(path, sha256, 'f'.repeat(64))).toMatchObject({ ok: false });
  });

  test.each<[string, (lines: string[]) => string[], string]>([
    [
      'a changed event',
      (lines) => lines.map((line) => line.replace('B10', 'B11')),
      'does not match its hash',
    ],
    ['a missing event', (lines) => lines.filter((line) => !line.includes('"seq":5')), 'is missing'],
    ['a cut end', (lines) => lines.slice(0, -2), 'its last events'],
    ['a cut last line', (lines) => lines.slice(0, -1), 'the end of the file'],
    [
      'a changed switch',
      (lines) => lines.map((line) => line.replace('"site":"branch"', '"site":"x"')),
      'the plan',
    ],
    [
      'a missing checkpoint',
      (lines) => lines.filter((line) => !line.startsWith('{"checkpoint":{"seq":1,')),
      'checkpoint',
    ],
  ])('%s is found', async (name, spoil, reason) => {
    const path = await write(`${name}.jsonl`);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    writeFileSync(path, `${spoil(lines).join('\n')}\n`);
    const { ok, firstBad } = verifyExport(path, sha256, null);
    expect(ok).toBe(false);
    expect(firstBad?.reason).toContain(reason);
  });

  test('what is no export is refused', () => {
    const path = join(folder, 'notes.txt');
    writeFileSync(path, 'my notes\n');
    expect(() => verifyExport(path, sha256, null)).toThrow(
      expect.objectContaining({ code: 'EXPORT_INVALID' }),
    );
    expect(() => verifyExport(join(folder, 'none'), sha256, null)).toThrow(/no such file/);
  });

  test('folds to the rows that the store has', async () => {
    const lines = readFileSync(await write('fold.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as { event?: StoredEvent; row?: PlanDevice });
    const rows = parsed.flatMap(({ row }, index): PlanRow[] =>
      row === undefined ? [] : [{ index: index - 1, body: row }],
    );
    const states = new Map<string, unknown>([['R2', initialRollout('R2', plan)]]);
    for (const { event } of parsed) if (event !== undefined) foldEvent(states, event, rows);
    expect(Object.fromEntries(states)).toEqual(
      Object.fromEntries(machines.map(({ id, state }) => [id, state])),
    );
  });
});

/** Steps one machine by one journalled event, with the facts that were recorded. */
function foldEvent(
  states: Map<string, unknown>,
  { machine, body }: StoredEvent,
  rows: readonly PlanRow[],
): void {
  const { event, facts } = JSON.parse(body) as {
    event: never;
    facts: Omit<Facts, 'rows'> & { rows?: [number, number] };
  };
  const { rows: range, ...rest } = facts;
  const known: Facts =
    range === undefined ? rest : { ...rest, rows: rows.slice(range[0], range[0] + range[1]) };
  const kind = machine === 'R2' ? ROLLOUT : LEVEL_CHANGE;
  const transition: Transition<unknown> = kind.step(states.get(machine) as never, event, known);
  states.set(machine, transition.state);
  for (const spawn of transition.spawn ?? []) states.set(spawn.id, spawn.state);
}
