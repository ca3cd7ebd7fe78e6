/** What changes a switch, with faults: which outcome, which code, what the switch has seen. */
import { describe, expect, test } from 'vitest';
import { ADVANTAGE, ESSENTIALS, locked, saved } from '../support/change.ts';
import { memoryLab } from '../support/lab.ts';

describe('lock', () => {
  test("a daemon's lock is waited for", async () => {
    const lab = memoryLab();
    const sessionEpoch = await lab.identified();
    lab.faults.add({ fault: 'netconf.lock-held', target: '*', params: { durationMs: 10_000 } });
    expect((await lab.run({ op: 'lock', sessionEpoch, patienceMs: 60_000 })).result).toBe('ok');
  });

  test("a daemon's lock that lasts is said so", async () => {
    const lab = memoryLab();
    const sessionEpoch = await lab.identified();
    lab.faults.add({ fault: 'netconf.lock-held', target: '*', params: { durationMs: 600_000 } });
    const outcome = await lab.run({ op: 'lock', sessionEpoch, patienceMs: 20_000 });
    expect(outcome).toMatchObject({
      result: 'refused',
      failure: { code: 'DEVICE_LOCKED_BY_DAEMON', message: expect.stringContaining('yang_mgmt_infra') },
    });
  });

  test('a person is named, at once', async () => {
    const lab = memoryLab();
    const sessionEpoch = await lab.identified();
    lab.faults.add({
      fault: 'netconf.lock-held',
      target: '*',
      params: { holder: 'operator', durationMs: 600_000 },
    });
    const startedMs = lab.clock.monotonicMs();
    const outcome = await lab.run({ op: 'lock', sessionEpoch, patienceMs: 60_000 });
    expect(outcome).toMatchObject({
      result: 'refused',
      failure: { code: 'DEVICE_LOCKED', message: expect.stringContaining('operator') },
    });
    expect(lab.clock.monotonicMs() - startedMs).toBeLessThan(5_000);
  });

  test('a lost reply is unknown, and the session is gone', async () => {
    const lab = memoryLab();
    const sessionEpoch = await lab.identified();
    lab.faults.add({ fault: 'netconf.drop-after', target: '*', after: { rpc: 'lock' } });
    expect((await lab.run({ op: 'lock', sessionEpoch, patienceMs: 0 })).result).toBe('unknown');
    expect((await lab.run({ op: 'lock', sessionEpoch, patienceMs: 0 })).result).toBe('not-sent');
  });
});

describe('edit', () => {
  test('refused: the look says that nothing changed', async () => {
    const lab = memoryLab();
    const sessionEpoch = await locked(lab);
    lab.faults.add({ fault: 'netconf.edit-refused', target: '*' });
    const outcome = await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 60_000 });
    expect(outcome).toMatchObject({
      result: 'refused',
      failure: { code: 'EDIT_REFUSED' },
      value: { running: ESSENTIALS },
    });
    expect(lab.device.truth().bootLevel).toBe('network-essentials');
  });

  test("applied although a daemon's error came: the look says so", async () => {
    const lab = memoryLab();
    const sessionEpoch = await locked(lab);
    lab.faults.add({ fault: 'netconf.edit-applied-but-error', target: '*' });
    const outcome = await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 60_000 });
    expect(outcome).toMatchObject({
      result: 'refused',
      failure: { code: 'DEVICE_LOCKED_BY_DAEMON' },
      value: { running: ADVANTAGE },
    });
    expect(lab.seen('edit')).toHaveLength(1);
  });

  test('a lying ok: the read-back tells', async () => {
    const lab = memoryLab();
    const sessionEpoch = await locked(lab);
    lab.faults.add({ fault: 'netconf.lying-ok', target: '*' });
    expect(await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 })).toMatchObject({
      result: 'ok',
      value: { running: ESSENTIALS },
    });
  });

  test.each([true, false])('a connection lost at the edit is unknown (executed: %s)', async (executed) => {
    const lab = memoryLab();
    const sessionEpoch = await locked(lab);
    lab.faults.add({
      fault: 'netconf.drop-after',
      target: '*',
      after: { rpc: 'edit-config' },
      params: { executed },
    });
    expect((await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 })).result).toBe(
      'unknown',
    );
  });

  test('a reply after the deadline: unknown, and the session is not used any more', async () => {
    const lab = memoryLab();
    const sessionEpoch = await locked(lab);
    lab.faults.add({
      fault: 'netconf.late',
      target: '*',
      after: { rpc: 'edit-config' },
      params: { delayMs: 90_000 },
    });
    expect(
      (await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0, deadlineMs: 20_000 }))
        .result,
    ).toBe('unknown');
    expect((await lab.run({ op: 'save', sessionEpoch })).result).toBe('not-sent');
    await lab.clock.advance(120_000);
    expect(lab.seen('save')).toEqual([]);
  });
});

describe('save and reload', () => {
  test('a save that fails is refused with its text', async () => {
    const lab = memoryLab();
    const sessionEpoch = await locked(lab);
    lab.faults.add({ fault: 'device.save-fails', target: '*' });
    expect(await lab.run({ op: 'save', sessionEpoch })).toMatchObject({
      result: 'refused',
      failure: { code: 'SAVE_REFUSED', message: expect.stringContaining('no space') },
    });
  });

  test('a reload that is refused ends the session and its lock in the same breath', async () => {
    const lab = memoryLab();
    const sessionEpoch = await saved(lab);
    lab.faults.add({ fault: 'device.reload-refused', target: '*' });
    expect(await lab.run({ op: 'reload', sessionEpoch, reason: 'liclab c-1' })).toMatchObject({
      result: 'refused',
      failure: { code: 'RELOAD_REFUSED' },
    });
    expect((await lab.run({ op: 'look', sessionEpoch, startup: false, quietMs: 0 })).result).toBe('not-sent');
    await lab.clock.advance(5_000);
    const other = await lab.run({ op: 'identify' }, { owner: 'c-2' });
    if (other.result !== 'ok') throw new Error(other.failure.message);
    expect(
      (await lab.run({ op: 'lock', sessionEpoch: other.value.sessionEpoch, patienceMs: 0 }, { owner: 'c-2' }))
        .result,
    ).toBe('ok');
  });

  test('a reload whose connection is lost is unknown', async () => {
    const lab = memoryLab();
    const sessionEpoch = await saved(lab);
    lab.faults.add({ fault: 'netconf.drop-after', target: '*', after: { rpc: 'reload' } });
    const outcome = await lab.run({ op: 'reload', sessionEpoch, reason: 'liclab c-1' });
    expect(['ok', 'unknown']).toContain(outcome.result);
    expect(lab.seen('reload-received')).toHaveLength(1);
  });

  test('a reason that no switch takes is not sent', async () => {
    const lab = memoryLab();
    const sessionEpoch = await saved(lab);
    expect(await lab.run({ op: 'reload', sessionEpoch, reason: 'x\nfactory-reset' })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'RELOAD_REASON_INVALID' },
    });
    expect(lab.seen('reload-received')).toEqual([]);
  });

  test('the CLI dialogue reloads', async () => {
    const lab = memoryLab();
    await saved(lab);
    lab.driver.release('c-1');
    const outcome = await lab.run({ op: 'cli-reload', reason: 'liclab c-1' });
    expect(['ok', 'unknown']).toContain(outcome.result);
    expect(lab.seen('reload-received')).toHaveLength(1);
  });

  test('the CLI dialogue is left when it asks whether to save', async () => {
    const lab = memoryLab();
    await saved(lab);
    lab.driver.release('c-1');
    await lab.clock.advance(5_000);
    lab.device.configure(['hostname other-name']);
    expect(await lab.run({ op: 'cli-reload', reason: 'liclab c-1' })).toMatchObject({
      result: 'refused',
      failure: { code: 'RELOAD_UNSAVED' },
    });
    await lab.clock.advance(600_000);
    expect(lab.seen('reload-executed')).toEqual([]);
  });
});

describe('what differs from startup', () => {
  test('is read over the CLI when something is unsaved', async () => {
    const lab = memoryLab();
    lab.device.configure(['ip domain name changed.example']);
    const sessionEpoch = await lab.identified();
    const outcome = await lab.run({ op: 'preflight', sessionEpoch, diff: true });
    expect(outcome).toMatchObject({ result: 'ok', value: { unsaved: true, startup: ESSENTIALS } });
    expect(outcome.result === 'ok' && outcome.value.foreignDiff?.join('\n')).toContain('changed.example');
  });

  test('is null when the CLI cannot be used, and the log says why', async () => {
    const lab = memoryLab({ release: '16.9.4' });
    const sessionEpoch = await lab.identified();
    lab.faults.add({ fault: 'device.auth-refused', target: '*', times: 9 });
    expect(await lab.run({ op: 'look', sessionEpoch, startup: true, quietMs: 0 })).toMatchObject({
      result: 'ok',
      value: { unsaved: null, startup: null, foreignDiff: null },
    });
    expect(lab.log.records.map((record) => record.event)).toContain('device.no-cli-proof');
  });

  test('a quiet time is waited before the look', async () => {
    const lab = memoryLab();
    const sessionEpoch = await lab.identified();
    const startedMs = lab.clock.monotonicMs();
    expect((await lab.run({ op: 'look', sessionEpoch, startup: false, quietMs: 60_000 })).result).toBe('ok');
    expect(lab.clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(60_000);
  });
});

describe('report', () => {
  test.each(['17.9.4', '16.9.4'])('%s is asked to report', async (release) => {
    const lab = memoryLab({ release });
    expect(await lab.run({ op: 'report' })).toMatchObject({ result: 'ok' });
  });

  test('a CLI that cannot be reached is not sent', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.unreachable', target: '*', params: { durationMs: 3_600_000 } });
    expect(await lab.run({ op: 'report' })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'UNREACHABLE' },
    });
  });
});
