import { describe, expect, test } from 'vitest';
import { openCli, openNetconf } from './clients.ts';
import { change, labWith, levelOf, MINUTE } from './faulty-lab.ts';
import { memoryLab, STACK } from './lab.ts';
import { NEW, OLD, RELOAD, SAVE, TO_ADVANTAGE } from './payloads.ts';

describe('faults of the device', () => {
  test('device.save-fails answers a text of failure and leaves startup', async () => {
    const lab = labWith('device.save-fails', { params: { message: 'no space left' } });
    const client = await openNetconf(lab);
    await client.rpc(TO_ADVANTAGE);
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

  test('device.save-lies answers that it saved and leaves startup', async () => {
    const lab = labWith('device.save-lies');
    const client = await openNetconf(lab);
    await client.rpc(TO_ADVANTAGE);
    const { results, errors } = await client.rpc(SAVE);
    expect(errors).toEqual([]);
    expect(JSON.stringify(results)).toContain('Save running-config successful');
    expect(lab.device.truth()).toMatchObject({ bootLevel: OLD });
    expect(lab.notes('save')[0]?.detail).toMatchObject({ ok: true, fault: 'device.save-lies' });
  });

  test('device.save-fails over the CLI', async () => {
    const lab = labWith('device.save-fails', { after: { cli: 'write' } });
    const cli = await openCli(lab);
    expect(await cli.type('write memory\r', 'sw-0001#')).toMatch(/%Error writing nvram:[^\r]*\r\n\[FAILED\]/);
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
    await (await openNetconf(lab)).rpc(TO_ADVANTAGE);
    expect(levelOf(lab.device.truth().running)).toBe(NEW);
  });
});
