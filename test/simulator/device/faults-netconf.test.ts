import { describe, expect, test } from 'vitest';
import { openNetconf, until } from './clients.ts';
import { change, labWith, levelOf, MINUTE } from './faulty-lab.ts';
import { LOCK, NEW, OLD, RELOAD, TO_ADVANTAGE } from './payloads.ts';

describe('faults of NETCONF', () => {
  test('netconf.lying-ok answers ok and changes nothing, once', async () => {
    const lab = labWith('netconf.lying-ok');
    const client = await openNetconf(lab);
    expect((await client.rpc(TO_ADVANTAGE)).hasOk).toBe(true);
    expect(levelOf(lab.device.truth().running)).toBe(OLD);
    expect(lab.notes('edit')[0]?.detail).toMatchObject({
      after: NEW,
      applied: false,
      fault: 'netconf.lying-ok',
    });
    await client.rpc(TO_ADVANTAGE);
    expect(levelOf(lab.device.truth().running)).toBe(NEW);
  });

  test('netconf.edit-refused answers like a refused command', async () => {
    const lab = labWith('netconf.edit-refused');
    const { errors } = await (await openNetconf(lab)).rpc(TO_ADVANTAGE);
    expect(errors[0]).toMatchObject({ tag: 'invalid-value', type: 'application' });
    expect(errors[0]?.message).toBe('inconsistent value: Device refused one or more commands');
    expect(levelOf(lab.device.truth().running)).toBe(OLD);
  });

  test('netconf.edit-applied-but-error applies and answers with the lock of a daemon', async () => {
    const lab = labWith('netconf.edit-applied-but-error', { params: { holder: 'yang_mgmt_infra' } });
    const { errors } = await (await openNetconf(lab)).rpc(TO_ADVANTAGE);
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
    client.send(`<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1">${TO_ADVANTAGE}</rpc>`);
    await until(lab, 'the end', () => client.stream.closed !== null);
    expect(client.stream.closed).toBe(closed);
    expect(client.replies).toEqual([]);
    expect(levelOf(lab.device.truth().running)).toBe(level);
  });

  test('netconf.drop-after with a chunk sends a part of the reply', async () => {
    const lab = labWith('netconf.drop-after', { after: { rpc: 'edit-config', chunk: 2 } });
    const client = await openNetconf(lab);
    const before = Buffer.concat(client.stream.received).length;
    client.send(`<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1">${TO_ADVANTAGE}</rpc>`);
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
    expect((await client.rpc(TO_ADVANTAGE)).errors[0]?.tag).toBe('in-use');
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
