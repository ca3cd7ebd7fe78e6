import { afterEach, expect, test } from 'vitest';
import type { RolloutDevice, RolloutView } from '../../../agent/rollouts/contract.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { createScriptedEngine, createWorld } from './support.ts';
import type { ScriptedEngine, World } from './support.ts';

let world: World;
afterEach(() => world.remove());

const HERE = ['--inventory', 'inventory.yaml'];
const PLAN = ['plan', ...HERE, '--select', 'all', '--level', 'network-advantage', '--out', 'plan.json'];

/** A rollout r1 over sw-1 to sw-3 that stands as the test says; `released` names changes that were freed. */
async function after(
  ends: Parameters<typeof createScriptedEngine>[0],
  view: Partial<RolloutView> = {},
  device: (device: RolloutDevice, index: number) => Partial<RolloutDevice> = () => ({}),
  planned: (plan: Plan) => Plan = (plan) => plan,
) {
  const engine = createScriptedEngine(ends);
  const released: string[] = [];
  const scripted: ScriptedEngine = {
    ...engine,
    rollouts: {
      ...engine.rollouts,
      plan: async () => planned(engine.begun[0] as Plan),
      release: async (changes) => void released.push(...changes),
      async show(id) {
        const shown = await engine.rollouts.show(id);
        const devices = shown.devices.map((one, index) => ({
          ...one,
          change: `r1-000${index + 1}`,
          holds: one.class === 'FAILED',
          ...device(one, index),
        }));
        return { ...shown, state: 'finished', ended: true, ...view, devices };
      },
    },
  };
  world = createWorld({ engine: scripted });
  await world.run(...PLAN);
  engine.settle('finished');
  await world.run('apply', 'plan.json', ...HERE, '--yes');
  return { engine, released };
}

const FAILED = { 'sw-2': ['FAILED_UNCHANGED', 'FAILED'], 'sw-3': ['SKIPPED_BUDGET', 'SKIPPED'] } as const;

test('a retry plans who failed or was never reached, takes over what is held, and binds to the rollout', async () => {
  const { engine } = await after(FAILED);
  const ran = await world.run('rollout', 'retry', 'r1', ...HERE, '--yes', '--out', 'again.json');
  expect(ran.stdout).toContain('Plan for 2 switches');
  const [before, plan] = engine.begun;
  expect(plan?.follows).toEqual({ rollout: 'r1', as: 'retry' });
  expect(plan?.devices.map(({ address, takesOver }) => [address.deviceId, takesOver])).toEqual([
    ['sw-2', 'r1-0002'],
    ['sw-3', undefined],
  ]);
  expect(plan?.hash).not.toBe(before?.hash);
  expect(plan?.exposure).toBe(2);
});

test('a retry without --yes and without a terminal is refused, after the plan was written', async () => {
  const { engine } = await after(FAILED);
  const ran = await world.run('rollout', 'retry', 'r1', ...HERE, '--out', 'again.json', '--json');
  expect(ran.code).toBe(4);
  expect(ran.object).toMatchObject({ error: { code: 'APPROVAL_MISSING' } });
  expect(engine.begun).toHaveLength(1);
  expect((await world.run('apply', 'again.json', ...HERE)).stderr).toContain('APPROVAL_MISSING');
});

test('when all ended well, nothing is left to retry', async () => {
  await after({});
  const ran = await world.run('rollout', 'retry', 'r1', ...HERE, '--yes', '--json');
  expect(ran.code).toBe(0);
  expect(ran.object).toMatchObject({ schema: 'liclab.rollout-retry/1', plan: null });
});

test.each([
  ['a switch that is none of the rollout', ['retry', 'r1', 'sw-9'], 2, 'DEVICE_UNKNOWN'],
  ['a switch that ended well', ['retry', 'r1', 'sw-1'], 2, 'DEVICE_NOT_MEANT'],
  ['a number that is none', ['retry', 'r1', '--exposure', 'x'], 2, 'OPTION_INVALID'],
])('%s is refused', async (_name, words, code, named) => {
  await after(FAILED);
  const ran = await world.run('rollout', ...words, ...HERE, '--yes');
  expect([ran.code, ran.stderr]).toEqual([code, expect.stringContaining(named)]);
});

test('a rollout that still runs is not followed', async () => {
  await after(FAILED, { state: 'running', ended: false });
  for (const as of ['retry', 'revert']) {
    const ran = await world.run('rollout', as, 'r1', ...HERE, '--yes');
    expect([ran.code, ran.stderr]).toEqual([4, expect.stringContaining('ROLLOUT_IN_FLIGHT')]);
  }
});

test('windows that are over are said to be over, and others can be given', async () => {
  const window = { text: 'Sat 02:00-04:00 UTC', fromMs: 1, toMs: 2 };
  const { engine } = await after(FAILED, {}, undefined, (plan) => ({
    ...plan,
    options: { ...plan.options, windows: [window] },
  }));
  const ran = await world.run('rollout', 'retry', 'r1', ...HERE, '--yes');
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('WINDOW_PAST')]);
  await world.run('rollout', 'retry', 'r1', ...HERE, '--yes', '--no-window');
  expect(engine.begun.at(-1)?.options.windows).toEqual([]);
});

test('a revert of switches that had different levels asks for one of them', async () => {
  await after({}, {}, undefined, (plan) => ({
    ...plan,
    devices: plan.devices.map((device, index) =>
      index === 0 ? { ...device, from: { network: 'network-essentials', addon: 'dna-essentials' } } : device,
    ),
  }));
  const ran = await world.run('rollout', 'revert', 'r1', ...HERE, '--yes');
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('REVERT_LEVELS_DIFFER')]);
});

test('a release asks whether they were looked at, names them, and frees those that are held', async () => {
  const { released } = await after(FAILED);
  const asked = await world.run('rollout', 'release', 'r1');
  expect([asked.code, asked.stderr]).toEqual([4, expect.stringContaining('APPROVAL_MISSING')]);
  expect(released).toEqual([]);
  const ran = await world.run('rollout', 'release', 'r1', '--yes', '--json');
  expect(ran.code).toBe(0);
  expect(ran.object['released']).toEqual([{ id: 'sw-2', change: 'r1-0002', state: 'FAILED_UNCHANGED' }]);
  expect(released).toEqual(['r1-0002']);
});

test('a switch whose change has not ended is not released', async () => {
  const { released } = await after({ 'sw-2': ['EDIT_SEEN', null] });
  const ran = await world.run('rollout', 'release', 'r1', 'sw-2', '--yes');
  expect([ran.code, ran.stderr]).toEqual([4, expect.stringContaining('CHANGE_NOT_ENDED')]);
  expect(released).toEqual([]);
});
