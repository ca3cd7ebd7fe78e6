import { afterEach, expect, test } from 'vitest';
import { createWorld } from './support.ts';
import type { World } from './support.ts';

let world: World;
afterEach(() => world.remove());

const PLAN = ['plan', '--inventory', 'inventory.yaml', '--select', 'all', '--level', 'network-advantage'];
const HERE = ['--inventory', 'inventory.yaml'];

test.each([
  { name: 'no verb of a group', argv: ['device'], words: 'trust-host-key' },
  { name: 'an unknown verb', argv: ['aply'], words: 'Did you mean apply?' },
  {
    name: 'an unknown option',
    argv: ['device', 'ls', '--inventry', 'x'],
    words: 'Did you mean --inventory?',
  },
  { name: 'a plan without selection', argv: ['plan', '--level', 'network-advantage'], words: '--select' },
  { name: 'apply without a plan', argv: ['apply'], words: "missing required argument 'plan'" },
  {
    name: 'a host-key mode that does not exist',
    argv: ['device', 'ls', '--host-keys', 'no'],
    words: 'accept-new',
  },
  { name: 'no inventory', argv: ['device', 'ls'], words: '--inventory FILE', code: 'INVENTORY_MISSING' },
  {
    name: 'an inventory that is not there',
    argv: ['device', 'ls', '--inventory', 'none.yaml'],
    words: 'no such file',
    code: 'FILE_UNREADABLE',
  },
  {
    name: 'a database',
    argv: ['device', 'ls', ...HERE, '--database', 'postgres://h/d'],
    words: 'not in this version',
    code: 'NOT_IN_THIS_VERSION',
  },
  {
    name: 'a wrong clock',
    argv: ['device', 'ls', ...HERE, '--time', 'fast'],
    words: 'real, virtual or scaled:N',
    code: 'VALUE_INVALID',
  },
  {
    name: 'a wrong seed',
    argv: ['device', 'ls', ...HERE, '--seed', '-1'],
    words: '--seed',
    code: 'VALUE_INVALID',
  },
  {
    name: 'an unknown switch',
    argv: ['device', 'check', 'sw-11', ...HERE],
    words: 'Did you mean "sw-1"?',
    code: 'DEVICE_UNKNOWN',
  },
  {
    name: 'a check of nobody',
    argv: ['device', 'check', ...HERE],
    words: '--all',
    code: 'ARGUMENTS_INVALID',
  },
  {
    name: 'a check of some and all',
    argv: ['device', 'check', 'sw-1', '--all', ...HERE],
    words: 'not both',
    code: 'ARGUMENTS_INVALID',
  },
  {
    name: 'a level with a typing mistake',
    argv: [...PLAN.slice(0, -1), 'network-advantge'],
    words: 'Did you mean "network-advantage"?',
    code: 'OPTION_INVALID',
  },
  {
    name: 'a pair no switch takes',
    argv: [...PLAN.slice(0, -1), 'network-essentials', '--addon', 'dna-advantage'],
    words: 'network-essentials addon dna-essentials',
    code: 'LEVEL_NOT_ALLOWED',
  },
  {
    name: 'an exposure of nothing',
    argv: [...PLAN, '--exposure', '0'],
    words: 'a whole number from 1',
    code: 'OPTION_INVALID',
  },
  {
    name: 'strict with an exposure',
    argv: [...PLAN, '--strict', '--exposure', '3'],
    words: '--exposure cannot',
    code: 'OPTIONS_CONFLICT',
  },
  {
    name: 'an abort that is neither',
    argv: [...PLAN, '--on-abort', 'undo'],
    words: 'revert or keep',
    code: 'OPTION_INVALID',
  },
  {
    name: 'a window in a gap',
    argv: [...PLAN, '--window', '2027-03-28 02:30-04:00 Europe/Berlin'],
    words: 'has no 2027-03-28 02:30',
    code: 'WINDOW_TIME_SKIPPED',
  },
  { name: 'waves of nothing', argv: [...PLAN, '--waves', '0'], words: 'Waves "0"', code: 'WAVES_INVALID' },
  {
    name: 'a selection of nobody',
    argv: [...PLAN.slice(0, 4), 'site=berln', ...PLAN.slice(5)],
    words: 'site: Did you mean "berlin"?',
    code: 'SELECTION_EMPTY',
  },
  {
    name: 'a selection key that does not exist',
    argv: [...PLAN.slice(0, 4), 'sit=x', ...PLAN.slice(5)],
    words: 'Did you mean "site"?',
    code: 'SELECTOR_KEY_UNKNOWN',
  },
  {
    name: 'a plan that is not there',
    argv: ['apply', 'none.json', ...HERE],
    words: 'no such file',
    code: 'FILE_UNREADABLE',
  },
  {
    name: 'a plan that is none',
    argv: ['apply', 'inventory.yaml', ...HERE],
    words: 'not JSON',
    code: 'PLAN_INVALID',
  },
  {
    name: 'a head that is none',
    argv: ['audit', 'verify', '--head', 'abc'],
    words: '64 hexadecimal digits',
    code: 'HEAD_INVALID',
  },
  {
    name: 'a rollout that does not exist',
    argv: ['rollout', 'pause', 'r9'],
    words: 'no rollout "r9"',
    code: 'ROLLOUT_UNKNOWN',
  },
])('$name ends with exit code 2 and says why', async ({ argv, words, code }) => {
  world = createWorld();
  const human = await world.run(...argv);
  expect(human).toMatchObject({ code: 2, stdout: '' });
  expect(human.stderr).toContain(words);
  expect(human.stderr).toContain(code === undefined ? '' : `code:  ${code}`);
  const machine = await world.run(...argv, '--json');
  expect(machine.code).toBe(2);
  expect(machine.stdout.trimEnd().split('\n').length).toBe(1);
  expect((machine.object['error'] as { code?: string } | undefined)?.code ?? 'USAGE').toBe(code ?? 'USAGE');
});

test('a wrong inventory names file, line and the nearest key', async () => {
  world = createWorld();
  world.file(
    'bad.yaml',
    'credentials: {c: {username: a, password: "env:X"}}\ndevices:\n  - {id: a, hots: b}\n',
  );
  const ran = await world.run('device', 'ls', '--inventory', 'bad.yaml');
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(
    'error: bad.yaml:3: there is no key "hots" in devices[0]. Did you mean "host"?',
  );
});

test.each([['--help'], ['plan', '--help'], ['device', 'check', '--help']])(
  'help of %s %s fits 80 columns and ends with 0',
  async (...argv) => {
    world = createWorld();
    const ran = await world.run(...argv.filter((word) => word !== undefined));
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(Math.max(...ran.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  },
);

test('a mistake of the program tells its code and the log, not itself', async () => {
  world = createWorld({
    runtime: { verifyAudit: () => Promise.reject(new TypeError('at /secret/path.ts:1')) },
  });
  const ran = await world.run('audit', 'verify', '--json');
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain('.liclab/agent.log');
  expect(ran.stdout + ran.stderr).not.toContain('path.ts');
  expect(ran.object).toMatchObject({ schema: 'liclab.audit-verify/1', error: { code: 'DEFECT' } });
});
