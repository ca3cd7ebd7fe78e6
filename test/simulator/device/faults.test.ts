import { describe, expect, test } from 'vitest';
import { type CliClient, openCli, openNetconf, until } from './clients.ts';
import { type MemoryLab, memoryLab, STACK } from './lab.ts';

const NATIVE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-native';
const ADVANTAGE = `<edit-config><target><running/></target><config><native xmlns="${NATIVE}"><license><boot><level><network-advantage><addon>dna-advantage</addon></network-advantage></level></boot></license></native></config></edit-config>`;
const SAVE = '<save-config xmlns="http://cisco.com/yang/cisco-ia"/>';
const RELOAD = '<reload xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-rpc"><reason>r</reason></reload>';
const LOCK = '<lock><target><running/></target></lock>';
const OLD = 'network-essentials addon dna-essentials';
const NEW = 'network-advantage addon dna-advantage';
const MINUTE = 60_000;

/** A lab in which a fault waits. */
function labWith(fault: string, request: Record<string, unknown> = {}, spec = {}): MemoryLab {
  const lab = memoryLab({ spec });
  lab.faults.add({ fault, target: 'sw-0001', ...request });
  return lab;
}

function levelOf(text: string): string {
  return /^license boot level (.*)$/m.exec(text)?.[1] ?? 'none';
}

/** Edits, saves and reloads over NETCONF. */
async function change(lab: MemoryLab): Promise<void> {
  const client = await openNetconf(lab);
  await client.rpc(ADVANTAGE);
  await client.rpc(SAVE);
  await client.rpc(RELOAD);
}

async function save(cli: CliClient): Promise<string> {
  return cli.type('write memory\r', 'sw-0001#');
}

describe('faults of NETCONF', () => {
  test('netconf.lying-ok answers ok and changes nothing, once', async () => {
    const lab = labWith('netconf.lying-ok');
    const client = await openNetconf(lab);
    expect((await client.rpc(ADVANTAGE)).hasOk).toBe(true);
    expect(levelOf(lab.device.truth().running)).toBe(OLD);
    expect(lab.notes('edit')[0]?.detail).toMatchObject({
      after: NEW,
      applied: false,
      fault: 'netconf.lying-ok',
    });
    await client.rpc(ADVANTAGE);
    expect(levelOf(lab.device.truth().running)).toBe(NEW);
  });

  test('netconf.edit-refused answers like a refused command', async () => {
    const lab = labWith('netconf.edit-refused');
    const { errors } = await (await openNetconf(lab)).rpc(ADVANTAGE);
    expect(errors[0]).toMatchObject({ tag: 'invalid-value', type: 'application' });
    expect(errors[0]?.message).toBe('inconsistent value: Device refused one or more commands');
    expect(levelOf(lab.device.truth().running)).toBe(OLD);
  });

  test('netconf.edit-applied-but-error applies and answers with the lock of a daemon', async () => {
    const lab = labWith('netconf.edit-applied-but-error', { params: { holder: 'yang_mgmt_infra' } });
    const { errors } = await (await openNetconf(lab)).rpc(ADVANTAGE);
    expect(errors[0]).toMatchObject({ tag: 'in-use', sessionId: 0 });
    expect(errors[0]?.message).toContain('yang_mgmt_infra tcp (system from 127.0.0.1)');
    expect(levelOf(lab.device.truth().running)).toBe(NEW);
  });

  test.each([
    ['after it was carried out', { executed: true }, NEW, 'reset'],
    ['before it was carried out', { executed: false }, OLD, 'reset'],
    ['in an orderly way', { orderly: true }, NEW, 'end'],
  ])('netconf.drop-after ends the connection %s, without a reply', async (_name, params, level, closed) => {
    const lab = labWith('netconf.drop-after', { after: { rpc: 'edit-config' }, params });
    const client = await openNetconf(lab);
    client.send(`<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1">${ADVANTAGE}</rpc>`);
    await until(lab, 'the end', () => client.stream.closed !== null);
    expect(client.stream.closed).toBe(closed);
    expect(client.replies).toEqual([]);
    expect(levelOf(lab.device.truth().running)).toBe(level);
  });

  test('netconf.drop-after with a chunk sends a part of the reply', async () => {
    const lab = labWith('netconf.drop-after', { after: { rpc: 'edit-config', chunk: 2 } });
    const client = await openNetconf(lab);
    const before = Buffer.concat(client.stream.received).length;
    client.send(`<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1">${ADVANTAGE}</rpc>`);
    await until(lab, 'the end', () => client.stream.closed !== null);
    expect(Buffer.concat(client.stream.received).length).toBeGreaterThan(before);
    expect(client.replies).toEqual([]);
    expect(levelOf(lab.device.truth().running)).toBe(NEW);
  });

  test('netconf.drop-after of a reload: no reply, and the reload happens', async () => {
    const lab = labWith('netconf.drop-after', { after: { rpc: 'reload' } });
    const client = await openNetconf(lab);
    client.send(`<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1">${RELOAD}</rpc>`);
    await lab.pass(5000);
    expect(client.replies).toEqual([]);
    expect(lab.device.truth().bootCount).toBe(2);
  });

  test('netconf.late delays the reply, and what was asked behind it', async () => {
    const lab = labWith('netconf.late', { after: { rpc: 'lock' }, params: { delayMs: 70_000 } });
    const client = await openNetconf(lab);
    for (const [id, name] of [
      [1, 'lock'],
      [2, 'unlock'],
    ]) {
      client.send(
        `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="${id}"><${name}><target><running/></target></${name}></rpc>`,
      );
    }
    await lab.pass(69_000);
    expect(client.replies).toHaveLength(0);
    await lab.pass(2000);
    expect(client.replies).toHaveLength(2);
  });

  test.each([
    ['yang_mgmt_infra', 0, /session 18 yang_mgmt_infra tcp/],
    ['system', 0, /session 238 system system/],
    ['operator', 31, /session 31 operator netconf/],
  ])('netconf.lock-held by %s denies the lock with session-id %i', async (holder, sessionId, message) => {
    const lab = labWith('netconf.lock-held', { params: { holder } });
    const client = await openNetconf(lab);
    const { errors } = await client.rpc(LOCK);
    expect(errors[0]).toMatchObject({ tag: 'lock-denied', sessionId });
    expect(errors[0]?.message).toMatch(message);
    expect((await client.rpc(LOCK)).hasOk).toBe(true);
  });

  test('netconf.lock-held with a duration holds on, for edits and the CLI too, and lets go by itself', async () => {
    const lab = labWith('netconf.lock-held', { params: { holder: 'syncfromdaemon', durationMs: 20_000 } });
    const client = await openNetconf(lab);
    expect((await client.rpc(LOCK)).errors[0]?.tag).toBe('lock-denied');
    expect((await client.rpc(ADVANTAGE)).errors[0]?.tag).toBe('in-use');
    expect(() => lab.device.configure(['hostname x'])).toThrow(/locked/);
    await lab.pass(20_000);
    expect((await client.rpc(LOCK)).hasOk).toBe(true);
  });

  test('netconf.not-ready keeps NETCONF down for longer after a boot', async () => {
    const lab = labWith('netconf.not-ready', { params: { delayMs: 10 * MINUTE } });
    await change(lab);
    await lab.pass(13 * MINUTE);
    expect([lab.device.listens('cli'), lab.device.listens('netconf')]).toEqual([true, false]);
    await lab.pass(10 * MINUTE);
    expect(lab.device.listens('netconf')).toBe(true);
  });
});

describe('faults of the device', () => {
  test('device.save-fails answers a text of failure and leaves startup', async () => {
    const lab = labWith('device.save-fails', { params: { message: 'no space left' } });
    const client = await openNetconf(lab);
    await client.rpc(ADVANTAGE);
    const { results, errors } = await client.rpc(SAVE);
    expect(errors).toEqual([]);
    expect(JSON.stringify(results)).toContain('Save running-config failed: no space left');
    expect(lab.device.truth().bootLevel).toBe(OLD);
    expect(lab.notes('save')[0]?.detail).toMatchObject({ ok: false });
  });

  test('device.save-fails may be an rpc-error', async () => {
    const lab = labWith('device.save-fails', { params: { as: 'rpc-error', message: 'busy' } });
    const { errors } = await (await openNetconf(lab)).rpc(SAVE);
    expect(errors[0]).toMatchObject({ tag: 'operation-failed', message: 'busy' });
  });

  test('device.save-fails over the CLI', async () => {
    const lab = labWith('device.save-fails', { after: { cli: 'write' } });
    expect(await save(await openCli(lab))).toMatch(/%Error writing nvram:[^\r]*\r\n\[FAILED\]/);
  });

  test('device.never-returns stays dark until power is cycled', async () => {
    const lab = labWith('device.never-returns');
    await change(lab);
    await lab.pass(60 * MINUTE);
    expect([lab.device.listens('cli'), lab.device.truth().power]).toEqual([false, 'booting']);
    lab.device.power(false);
    lab.device.power(true);
    await lab.pass(20 * MINUTE);
    expect(lab.device.truth()).toMatchObject({ power: 'on', runningLevel: NEW });
  });

  test('device.old-level comes back with the level that was running', async () => {
    const lab = labWith('device.old-level');
    await change(lab);
    await lab.pass(15 * MINUTE);
    expect(lab.device.truth()).toMatchObject({ power: 'on', runningLevel: OLD, bootLevel: NEW });
  });

  test.each([
    ['after the next boot', {}, 'FCW2301A001'],
    ['at once', { atOnce: true, serial: 'FOC9999Z999' }, 'FOC9999Z999'],
  ])('device.other-serial shows another box %s', async (_name, params, first) => {
    const lab = labWith('device.other-serial', { params });
    const cli = await openCli(lab);
    expect((await cli.run('show inventory')).join('\n')).toContain(first);
    await change(lab);
    await lab.pass(15 * MINUTE);
    const isBack = lab.device.truth().serials[0] === 'FCW2301A001';
    expect(isBack).toBe(first !== 'FCW2301A001');
  });

  test('device.other-host-key shows a foreign key for one connection, or with after.rpc from the reboot on', async () => {
    const once = labWith('device.other-host-key');
    expect([once.device.hostKey(), once.device.hostKey()]).toEqual(['foreign', 'regular']);
    const later = labWith('device.other-host-key', { after: { rpc: 'reload' } });
    expect(later.device.hostKey()).toBe('regular');
    await change(later);
    await later.pass(15 * MINUTE);
    expect([later.device.hostKey(), later.device.hostKey()]).toEqual(['foreign', 'foreign']);
  });

  test('device.unreachable refuses one connection, or all for a time', async () => {
    const once = labWith('device.unreachable');
    expect([once.device.listens('netconf'), once.device.listens('netconf')]).toEqual([false, true]);
    const long = labWith('device.unreachable', { params: { durationMs: MINUTE } });
    expect(long.device.listens('cli')).toBe(false);
    await long.pass(MINUTE - 1);
    expect(long.device.listens('netconf')).toBe(false);
    await long.pass(1);
    expect(long.device.listens('netconf')).toBe(true);
  });

  test('device.auth-refused refuses the right password once', () => {
    const { device } = labWith('device.auth-refused');
    const attempt = () => device.authenticate('cli', device.spec.username, device.spec.password);
    expect([attempt(), attempt()]).toEqual([false, true]);
    expect(device.authenticate('cli', device.spec.username, 'wrong')).toBe(false);
  });

  test('device.reload-ignored is answered as usual and never goes down', async () => {
    const lab = labWith('device.reload-ignored');
    const client = await openNetconf(lab);
    expect((await client.rpc(RELOAD)).errors).toEqual([]);
    await lab.pass(5 * MINUTE);
    expect(client.stream.closed).toBeNull();
    expect(lab.notes('reload-received').map((note) => note.detail['result'])).toEqual(['ignored']);
    expect(lab.notes('reload-executed')).toEqual([]);
  });

  test('device.reload-ignored over the CLI gives the prompt back after a while', async () => {
    const cli = await openCli(labWith('device.reload-ignored'));
    await cli.type('reload\r', '[confirm]');
    expect(await cli.type('\r', 'sw-0001#')).toBe('\r\nsw-0001#');
  });

  test('device.reload-refused is an error, and a second reload may follow', async () => {
    const lab = labWith('device.reload-refused', { params: { message: 'Install in progress' } });
    const client = await openNetconf(lab);
    expect((await client.rpc(RELOAD)).errors[0]).toMatchObject({
      tag: 'operation-failed',
      message: 'Install in progress',
    });
    expect((await client.rpc(RELOAD)).errors).toEqual([]);
    expect((await client.rpc(RELOAD)).errors[0]?.message).toBe('Reload is already in progress');
  });

  test('device.crash-loop reboots by itself as often as asked, and then stays', async () => {
    const lab = labWith('device.crash-loop', { params: { boots: 2, uptimeMs: 30_000 } });
    await change(lab);
    await lab.pass(60 * MINUTE);
    expect(lab.notes('reload-executed').map((note) => note.detail['via'])).toEqual([
      'netconf',
      'crash',
      'crash',
    ]);
    expect(lab.device.truth()).toMatchObject({ power: 'on', bootCount: 4, runningLevel: NEW });
  });

  test('device.slow-boot takes longer by the given time', async () => {
    const lab = labWith('device.slow-boot', { params: { delayMs: 10 * MINUTE } });
    await change(lab);
    await lab.pass(15 * MINUTE);
    expect(lab.device.listens('cli')).toBe(false);
    await lab.pass(6 * MINUTE);
    expect(lab.device.listens('cli')).toBe(true);
  });

  test('stack.member-missing leaves a member out of usage, inventory and the stack', async () => {
    const lab = labWith('stack.member-missing', { params: { slot: 3 } }, STACK);
    await change(lab);
    await lab.pass(20 * MINUTE);
    const { members, usage } = lab.device.truth();
    expect(members.map((member) => member.state)).toEqual(['ready', 'ready', 'provisioned']);
    expect(usage.map((entry) => entry.count)).toEqual([2, 2]);
    const cli = await openCli(lab);
    const output = await cli.run('show switch');
    expect(output[7]).toBe(
      ' 3       Member   0000.0000.0000     0              Provisioned                         ',
    );
    expect((await cli.run('show inventory')).join()).not.toContain('FCW2301A003');
  });

  test('stack.member-missing may be a mismatch, and may end by itself', async () => {
    const params = { slot: 2, state: 'license-mismatch', returnsMs: 20 * MINUTE };
    const lab = labWith('stack.member-missing', { params }, STACK);
    await change(lab);
    await lab.pass(20 * MINUTE);
    const states = () => lab.device.truth().members.map(({ role, state }) => [role, state]);
    expect(states()).toEqual([
      ['active', 'ready'],
      ['member', 'license-mismatch'],
      ['standby', 'ready'],
    ]);
    expect((await (await openCli(lab)).run('show switch'))[6]).toContain('Lic-Mismatch');
    await lab.pass(20 * MINUTE);
    expect(states()).toEqual([
      ['active', 'ready'],
      ['member', 'ready'],
      ['standby', 'ready'],
    ]);
    expect(lab.device.truth().usage[0]?.count).toBe(2);
  });

  test('a fault of another device or site does not bite', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'netconf.lying-ok', target: 'sw-0002' });
    lab.faults.add({ fault: 'netconf.lying-ok', target: 'site:branch' });
    await (await openNetconf(lab)).rpc(ADVANTAGE);
    expect(levelOf(lab.device.truth().running)).toBe(NEW);
  });
});
