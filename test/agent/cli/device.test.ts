import { afterEach, expect, test } from 'vitest';
import { CANARY, createWorld, FINGERPRINT } from './support.ts';
import type { World } from './support.ts';

let world: World;
afterEach(() => world.remove());

const HERE = ['--inventory', 'inventory.yaml'];

test('device ls shows the inventory, and its object has the fixed shape', async () => {
  world = createWorld();
  const ran = await world.run('device', 'ls', ...HERE, '--json');
  expect(ran.code).toBe(0);
  expect(ran.object).toMatchObject({
    schema: 'liclab.device-ls/1',
    devices: [
      {
        id: 'sw-1',
        serials: [],
        level: null,
        bootLevel: null,
        association: 'associated',
        account: 'example.com',
        virtualAccount: 'Default',
        lastSync: { at: null, result: null, reason: null },
      },
      { id: 'sw-2' },
      { id: 'sw-3' },
    ],
  });
  expect(ran.stderr).toContain('sw-1    127.16.0.1  berlin');
  expect((await world.run('device', 'check', 'sw-1', ...HERE)).code).toBe(0);
  expect((await world.run('device', 'ls', ...HERE, '--json')).object).toMatchObject({
    devices: [
      { level: 'network-essentials', bootLevel: 'network-advantage' },
      { level: null },
      { level: null },
    ],
  });
  expect((await world.run('device', 'ls', ...HERE)).stdout).toContain('SWITCH');
});

test('device check tells every switch, and one bad one makes the exit code 1', async () => {
  world = createWorld({ switches: { 'sw-2': { fails: 'UNREACHABLE' } } });
  const all = await world.run('device', 'check', '--all', ...HERE, '--json');
  expect(all.code).toBe(1);
  expect(all.object).toMatchObject({
    schema: 'liclab.device-check/1',
    devices: [
      { id: 'sw-1', outcome: 'ok', serials: ['SERsw-1'], level: 'network-essentials', message: null },
      { id: 'sw-2', outcome: 'unreachable' },
      { id: 'sw-3', outcome: 'ok' },
    ],
  });
  expect(
    (await world.run('device', 'check', 'sw-3', 'sw-1', 'sw-3', ...HERE, '--json')).object,
  ).toMatchObject({
    devices: [{ id: 'sw-3' }, { id: 'sw-1' }],
  });
  expect(world.opened.devices).toBe(world.opened.closed);
});

test('device show reads one switch now', async () => {
  world = createWorld({
    switches: { 'sw-1': { preflight: { unsaved: true, foreignDiff: ['+ntp \u001b[2J'] } } },
  });
  const ran = await world.run('device', 'show', 'sw-1', ...HERE);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('level      network-essentials');
  expect(ran.stdout).toContain('  +ntp \\x1B[2J');
  const machine = await world.run('device', 'show', 'sw-1', ...HERE, '--json');
  expect(machine.object).toMatchObject({
    device: { id: 'sw-1', level: 'network-essentials', unsaved: true },
  });
});

test.each([
  ['UNREACHABLE', 3],
  ['AUTH_FAILED', 3],
  ['HOST_KEY_CHANGED', 4],
])('device show of a switch that fails with %s ends with exit code %i', async (fails, code) => {
  world = createWorld({ switches: { 'sw-1': { fails } } });
  const ran = await world.run('device', 'show', 'sw-1', ...HERE);
  expect(ran).toMatchObject({ code, stdout: '' });
  expect(ran.stderr).toContain(`code:  ${fails}`);
  expect(world.opened).toEqual({ devices: 1, closed: 1 });
});

test('trust-host-key takes the named fingerprint, and with --yes what is offered', async () => {
  world = createWorld();
  const named = await world.run(
    'device',
    'trust-host-key',
    'sw-1',
    '--fingerprint',
    FINGERPRINT,
    ...HERE,
    '--json',
  );
  expect(named.code).toBe(0);
  expect(named.object).toMatchObject({
    device: 'sw-1',
    keys: [{ port: 10_830, fingerprint: FINGERPRINT }, { port: 10_022 }],
  });
  expect((await world.run('device', 'trust-host-key', 'sw-1', '--yes', ...HERE)).code).toBe(0);
  expect(world.trusted).toHaveLength(4);
});

test.each([
  ['another fingerprint', ['--fingerprint', `SHA256:${'B'.repeat(43)}`], 4, 'HOST_KEY_OTHER'],
  ['what is no fingerprint', ['--fingerprint', 'abc'], 2, 'FINGERPRINT_INVALID'],
  ['no consent and no terminal', [], 4, 'APPROVAL_MISSING'],
])('trust-host-key with %s puts nothing on record', async (_name, more, code, error) => {
  world = createWorld();
  const ran = await world.run('device', 'trust-host-key', 'sw-1', ...more, ...HERE);
  expect(ran.code).toBe(code);
  expect(ran.stderr).toContain(`code:  ${error}`);
  expect(world.trusted).toEqual([]);
});

test('on a terminal trust-host-key asks, and only yes is yes', async () => {
  world = createWorld({ isTTY: true });
  const refused = world.run('device', 'trust-host-key', 'sw-1', ...HERE);
  world.type('y\n');
  expect(await refused).toMatchObject({ code: 4, stderr: expect.stringContaining('APPROVAL_REFUSED') });
  const accepted = world.run('device', 'trust-host-key', 'sw-1', ...HERE);
  world.type('yes\n');
  expect((await accepted).code).toBe(0);
  expect(world.trusted).toHaveLength(2);
});

test('questions of several switches come one after the other', async () => {
  world = createWorld({ isTTY: true });
  await world.run('device', 'check', 'sw-1', ...HERE);
  const [session] = world.sessions;
  const answers = [session?.confirm?.('A?'), session?.confirm?.('B?')];
  world.type('yes\n');
  expect(await answers[0]).toBe(true);
  world.type('no\n');
  expect(await answers[1]).toBe(false);
});

test('host keys are asked about on a terminal, and strict without one', async () => {
  world = createWorld({ isTTY: true });
  await world.run('device', 'check', 'sw-1', ...HERE);
  expect(world.sessions[0]).toMatchObject({ hostKeys: 'ask', confirm: expect.any(Function) });
  world.remove();
  world = createWorld();
  await world.run('device', 'check', 'sw-1', ...HERE);
  await world.run('device', 'check', 'sw-1', ...HERE, '--host-keys', 'accept-new');
  expect(world.sessions.map(({ hostKeys, confirm }) => [hostKeys, confirm])).toEqual([
    ['strict', null],
    ['accept-new', null],
  ]);
});

test('a secret comes to the driver as a secret, and shows nowhere', async () => {
  world = createWorld();
  const ran = await world.run('device', 'check', 'sw-1', ...HERE, '--json');
  const found = await new Promise((done) => world.sessions[0]?.credentials('c', done));
  expect(found).toMatchObject({ username: 'admin' });
  expect((found as { password: { reveal(): string } }).password.reveal()).toBe(CANARY);
  expect(JSON.stringify([ran, found, world.sessions])).not.toContain(CANARY);
});
