import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Plan } from '../../../core/model/plan.ts';
import { CANARY, createScriptedEngine, createWorld } from './support.ts';
import type { ScriptedEngine, World } from './support.ts';

let world: World;
afterEach(() => world.remove());

const HERE = ['--inventory', 'inventory.yaml'];
const PLAN = ['plan', ...HERE, '--select', 'all', '--level', 'network-advantage', '--out', 'plan.json'];
const APPLY = ['apply', 'plan.json', ...HERE];

test('plan prints what would be sent, the order, the worst case and the hash, and writes the file', async () => {
  world = createWorld();
  const ran = await world.run(...PLAN);
  expect(ran.code).toBe(0);
  for (const words of [
    '<edit-config>',
    'license smart sync all',
    'C9300 Network Advantage',
    'worst case  at most 2 switches',
    'hash        ',
  ]) {
    expect(ran.stdout).toContain(words);
  }
  expect(statSync(join(world.folder, 'plan.json')).mode & 0o777).toBe(0o600);
});

test('the object of plan holds the plan with its messages and the balance', async () => {
  world = createWorld({ switches: { 'sw-3': { level: { network: 'network-advantage', addon: null } } } });
  const { object, code } = await world.run(
    ...PLAN,
    '--waves',
    '1',
    '--window',
    'Sat 02:00-04:00 Europe/Berlin',
    '--json',
  );
  expect(code).toBe(0);
  expect(object).toMatchObject({
    schema: 'liclab.plan/1',
    plan: {
      waves: [1, 1],
      messages: [{ devices: ['sw-1', 'sw-2'], rpcs: expect.any(Array), cli: ['license smart sync all'] }],
      options: {
        report: true,
        windows: [{ text: 'Sat 02:00-04:00 Europe/Berlin', fromMs: Date.parse('2026-11-28T01:00:00Z') }],
      },
    },
    leftOut: [{ device: 'sw-3', code: 'ALREADY_AT_LEVEL' }],
    balance: [{ license: 'C9300 Network Advantage', inUseAfter: 2 }, {}],
    refusals: [],
    out: 'plan.json',
  });
});

test.each([
  ['too few licenses', { licenses: 1 }, 'LICENSES_SHORT', '--allow-overuse'],
  [
    'a dead switch',
    { switches: { 'sw-2': { fails: 'UNREACHABLE' } } },
    'DEVICES_UNREADABLE',
    '--skip-unreadable',
  ],
  [
    'a demotion',
    { switches: { 'sw-2': { level: { network: 'network-advantage', addon: 'dna-advantage' } as const } } },
    'FEATURE_LOSS',
    '--accept-feature-loss',
  ],
  ['no CSSM', { runtime: { openCssm: async () => null } }, 'BALANCE_NO_CSSM', '--without-balance'],
])(
  'plan with %s is refused with exit code 4, writes nothing, and consent lets it through',
  async (_name, setting, refusal, consent) => {
    world = createWorld(setting);
    const refused = await world.run(...PLAN, '--json');
    expect(refused).toMatchObject({
      code: 4,
      object: { plan: null, out: null, refusals: [{ code: refusal }] },
    });
    expect(refused.stderr).toContain(consent);
    expect(() => statSync(join(world.folder, 'plan.json'))).toThrow('ENOENT');
    expect((await world.run(...PLAN, consent)).code).toBe(0);
  },
);

test('plan without anything to do says so and ends with 0', async () => {
  const done = { level: { network: 'network-advantage', addon: null } } as const;
  world = createWorld({ switches: { 'sw-1': done, 'sw-2': done, 'sw-3': done } });
  expect(await world.run(...PLAN)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Nothing to do'),
  });
});

test('Ctrl-C while the switches are read ends with 130', async () => {
  world = createWorld({ switches: { 'sw-1': { hangs: true } } });
  const ran = world.run(...PLAN);
  await tick();
  world.interrupt();
  expect(await ran).toMatchObject({ code: 130, stderr: expect.stringContaining('INTERRUPTED') });
  expect(world.opened).toEqual({ devices: 1, closed: 1 });
});

test('apply tells the rollout id first, shows progress, and ends with 0 when all ended well', async () => {
  const engine = createScriptedEngine({
    'sw-2': ['ALREADY_AT_LEVEL', 'OK'],
    'sw-3': ['SUCCEEDED_UNREPORTED', 'OK'],
  });
  world = createWorld({ engine });
  await world.run(...PLAN);
  const running = world.run(...APPLY, '--yes', '--json');
  await tick();
  engine.emit({ device: 'sw-1', state: 'SUCCEEDED', class: 'OK' });
  engine.settle('finished');
  const ran = await running;
  expect(ran.code).toBe(0);
  expect(ran.stderr).toMatch(/Rollout r1\n[^]*sw-1 SUCCEEDED\n[^]*SWITCH/);
  expect(ran.object).toMatchObject({
    schema: 'liclab.apply/1',
    id: 'r1',
    resumed: false,
    state: 'finished',
    devices: [{ id: 'sw-1', state: 'SUCCEEDED' }, { id: 'sw-2' }, { id: 'sw-3' }],
  });
  expect(engine.calls).toEqual(['begin tester@here', 'stop']);
});

test.each([
  ['one switch lost', { 'sw-2': ['LOST', 'UNKNOWN'] }, 'finished', 1],
  ['one switch blocked', { 'sw-2': ['SKIPPED_BLOCKED', 'BLOCKED'] }, 'finished', 1],
  ['a budget that is spent', {}, 'stopped', 0],
  ['an abort that came late', {}, 'aborted', 0],
  ['a pause', {}, 'paused', 5],
] as const)('apply with %s ends with the exit code that says it', async (_name, ends, state, code) => {
  const engine = createScriptedEngine(ends);
  world = createWorld({ engine });
  await world.run(...PLAN);
  const running = world.run(...APPLY, '--yes');
  await tick();
  engine.settle(state);
  const ran = await running;
  expect(ran.code).toBe(code);
  expect(ran.stdout.includes('+ntp server')).toBe(JSON.stringify(ends).includes('BLOCKED'));
});

test('apply --quiet shows no progress and only what did not end well; --json-lines ends with the result', async () => {
  const quietly = createScriptedEngine({ 'sw-2': ['LOST', 'UNKNOWN'] });
  world = createWorld({ engine: quietly });
  await world.run(...PLAN);
  const quiet = world.run(...APPLY, '--yes', '--quiet');
  await tick();
  quietly.emit({ device: 'sw-1', state: 'SUCCEEDED', class: 'OK' });
  quietly.settle('finished');
  const told = await quiet;
  expect(told.code).toBe(1);
  expect(told.stderr).toBe('');
  expect(told.stdout).toContain('sw-2');
  expect(told.stdout).not.toMatch(/sw-1 +SUCCEEDED/);

  const engine = createScriptedEngine();
  const beside = createWorld({ engine });
  await beside.run(...PLAN);
  const running = beside.run(...APPLY, '--yes', '--json-lines');
  await tick();
  engine.emit({ device: 'sw-1', state: 'SUCCEEDED', class: 'OK' });
  engine.settle('finished');
  const { stdout, object } = await running;
  beside.remove();
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ type }) => type === 'switch')).toMatchObject([
    { device: 'sw-1', state: 'SUCCEEDED' },
  ]);
  expect(object).toMatchObject({ schema: 'liclab.apply/1', state: 'finished' });

  const both = await world.run(...APPLY, '--yes', '--quiet', '--json-lines');
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('OPTION_INVALID') });
});

test('the first Ctrl-C stops admitting and ends with 5, the second leaves at once with 130', async () => {
  const engine = createScriptedEngine();
  world = createWorld({ engine });
  await world.run(...PLAN);
  const first = world.run(...APPLY, '--yes');
  await tick();
  world.interrupt();
  expect(engine.calls).toContain('stopAdmitting');
  engine.settle('running');
  expect(await first).toMatchObject({ code: 5, stderr: expect.stringContaining('liclab apply plan.json') });

  const other = createScriptedEngine();
  const beside = createWorld({ engine: other });
  await beside.run(...PLAN);
  const second = beside.run(...APPLY, '--yes', '--json');
  await tick();
  beside.interrupt();
  beside.interrupt();
  const left = await second;
  beside.remove();
  expect(left).toMatchObject({ code: 130, object: { id: 'r1', left: true } });
  expect(other.calls).toEqual(['begin tester@here', 'stopAdmitting', 'stop']);
});

test('the same plan again goes on with its rollout', async () => {
  const engine = createScriptedEngine();
  world = createWorld({ engine });
  await world.run(...PLAN);
  engine.settle('finished');
  await world.run(...APPLY, '--yes');
  expect((await world.run(...APPLY, '--yes', '--json')).object).toMatchObject({ id: 'r1', resumed: true });
});

test('without terminal and without --yes nothing is begun: exit code 4', async () => {
  const engine = createScriptedEngine();
  world = createWorld({ engine });
  await world.run(...PLAN);
  expect(await world.run(...APPLY)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('APPROVAL_MISSING'),
  });
  expect(engine.calls).toEqual([]);
});

test('on a terminal the person sees hash, waves and worst case, and only yes begins', async () => {
  const engine: ScriptedEngine = createScriptedEngine();
  world = createWorld({ engine, isTTY: true });
  await world.run(...PLAN);
  const plan = JSON.parse(readFileSync(join(world.folder, 'plan.json'), 'utf8')) as Plan;
  const refused = world.run(...APPLY);
  world.type('no\n');
  const ran = await refused;
  expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('APPROVAL_REFUSED') });
  for (const words of [plan.hash, 'waves       1, 2', 'at most 2 switches wrong or down at once'])
    expect(ran.stdout).toContain(words);
  const interrupted = world.run(...APPLY);
  await tick();
  world.interrupt();
  expect((await interrupted).code).toBe(130);
  expect(engine.calls).toEqual([]);
  engine.settle('finished');
  const approved = world.run(...APPLY);
  world.type('yes\n');
  expect((await approved).code).toBe(0);
});

test('a changed plan, a changed inventory, and --detach without a worker are refused before anything is opened', async () => {
  const engine = createScriptedEngine();
  world = createWorld({ engine });
  await world.run(...PLAN);
  const path = join(world.folder, 'plan.json');
  const good = readFileSync(path, 'utf8');
  writeFileSync(path, good.replace('127.16.0.2', '127.16.0.9'));
  expect(await world.run(...APPLY, '--yes')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('PLAN_HASH_MISMATCH'),
  });
  writeFileSync(path, good);
  const inventory = readFileSync(join(world.folder, 'inventory.yaml'), 'utf8');
  world.file('inventory.yaml', inventory.replace('127.16.0.2', '127.16.0.9'));
  expect(await world.run(...APPLY, '--yes')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('PLAN_INVENTORY_CHANGED'),
  });
  expect(await world.run(...APPLY, '--detach')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('DETACH_NO_WORKER'),
  });
  expect(engine.calls).toEqual([]);
});

test('no secret is in anything that plan and apply show or write', async () => {
  const engine = createScriptedEngine();
  world = createWorld({ engine });
  const shown = [await world.run(...PLAN), await world.run(...PLAN, '--json')];
  engine.settle('finished');
  shown.push(await world.run(...APPLY, '--yes'), await world.run(...APPLY, '--yes', '--json'));
  const everything = JSON.stringify(shown) + readFileSync(join(world.folder, 'plan.json'), 'utf8');
  for (const form of [CANARY, Buffer.from(CANARY).toString('base64'), Buffer.from(CANARY).toString('hex')]) {
    expect(everything).not.toContain(form);
  }
});

function tick(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, 20));
}
