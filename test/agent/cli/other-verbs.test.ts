import { readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { StoreError } from '../../../agent/store/index.ts';
import { createScriptedEngine, createWorld } from './support.ts';
import type { World } from './support.ts';

let world: World;
afterEach(() => world.remove());

test('rollout ls and show give the fixed shapes', async () => {
  world = createWorld();
  expect(await world.run('rollout', 'ls', '--json')).toMatchObject({
    code: 0,
    object: {
      schema: 'liclab.rollout-ls/1',
      rollouts: [{ id: 'r1', state: 'running', credit: { exposure: 2, held: 0 } }],
    },
  });
  expect(await world.run('rollout', 'show', 'r1', '--json')).toMatchObject({
    code: 0,
    object: {
      schema: 'liclab.rollout-show/1',
      id: 'r1',
      planHash: '',
      state: 'running',
      counts: {},
      devices: [],
    },
  });
  expect((await world.run('rollout', 'ls')).stdout).toContain('1 of 2');
});

test.each(['pause', 'resume', 'abort'])('rollout %s names who did it', async (move) => {
  const engine = createScriptedEngine();
  world = createWorld({ engine });
  expect(await world.run('rollout', move, 'r1', '--json')).toMatchObject({
    code: 0,
    object: { schema: `liclab.rollout-${move}/1`, id: 'r1', done: move },
  });
  expect(engine.calls).toEqual([`${move} r1 tester@here`]);
});

test('no rollouts yet says how to make one', async () => {
  const engine = createScriptedEngine();
  world = createWorld({ engine: { ...engine, rollouts: { ...engine.rollouts, list: async () => [] } } });
  expect((await world.run('rollout', 'ls')).stdout).toContain('liclab plan');
});

test.each([
  [{ ok: true, events: 3, head: 'a'.repeat(64), firstBad: null }, 0, 'whole'],
  [
    {
      ok: false,
      events: 3,
      head: 'a'.repeat(64),
      firstBad: { machine: 'c1', seq: 2, reason: 'hash differs' },
    },
    1,
    'c1 event 2: hash differs',
  ],
  [{ ok: false, events: 3, head: 'a'.repeat(64), firstBad: null }, 1, 'wound back'],
])('audit verify tells what it found', async (report, code, words) => {
  world = createWorld({ runtime: { verifyAudit: async () => report } });
  const ran = await world.run('audit', 'verify', '--json');
  expect(ran).toMatchObject({ code, object: { schema: 'liclab.audit-verify/1', ...report } });
  expect(ran.stderr).toContain(words);
});

test('a store that cannot be opened is the environment: exit code 3', async () => {
  const openRollouts = () => Promise.reject(new StoreError('STORE_BUSY', 'another process holds the store'));
  world = createWorld({ runtime: { openRollouts } });
  expect(await world.run('rollout', 'ls')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('STORE_BUSY'),
  });
});

test('config show tells every value and where it comes from', async () => {
  world = createWorld({ env: { LICLAB_SEED: '7' } });
  world.file('liclab.yaml', 'deadlines:\n  up: 30m\n');
  const ran = await world.run('config', 'show', '--data', 'd', '--json');
  expect(ran.code).toBe(0);
  expect(ran.object['settings']).toEqual(
    expect.arrayContaining([
      { key: 'data', value: 'd', origin: '--data' },
      { key: 'seed', value: '7', origin: 'LICLAB_SEED' },
      { key: 'deadlines.up', value: '30m', origin: 'liclab.yaml:2' },
      { key: 'color', value: 'true', origin: 'default' },
    ]),
  );
});

test.each([
  ['a file of another kind', ['r1', '--out', 'report.pdf'], 2, 'OPTION_INVALID'],
  ['a rollout that is not there', ['r9', '--out', 'report.html'], 2, 'ROLLOUT_UNKNOWN'],
])('rollout report of %s writes nothing', async (_name, args, code, error) => {
  world = createWorld();
  const ran = await world.run('rollout', 'report', ...args, '--json');
  expect(ran).toMatchObject({ code, object: { error: { code: error } } });
  expect(readdirSync(world.folder).filter((name) => name.startsWith('report'))).toEqual([]);
});
