/** Each operation of the driver against the simulated switch with a fault: which outcome, which code, what the switch has seen. */
import { describe, expect, test } from 'vitest';
import { memoryLab } from '../support/lab.ts';
import type { MemoryLab, PartialEffect } from '../support/lab.ts';

const ADVANTAGE = { network: 'network-advantage', addon: null } as const;
const ESSENTIALS = { network: 'network-essentials', addon: null } as const;

/** Identified and locked. */
async function locked(lab: MemoryLab): Promise<string> {
  const sessionEpoch = await lab.identified();
  const outcome = await lab.run({ op: 'lock', sessionEpoch, patienceMs: 0 });
  expect(outcome.result).toBe('ok');
  return sessionEpoch;
}

/** Edited and saved, on the session that holds the lock. */
async function saved(lab: MemoryLab): Promise<string> {
  const sessionEpoch = await locked(lab);
  expect((await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 })).result).toBe('ok');
  expect((await lab.run({ op: 'save', sessionEpoch })).result).toBe('ok');
  return sessionEpoch;
}

/** Ready to be watched: the reload was asked for. */
async function reloading(lab: MemoryLab): Promise<string> {
  const bootTimeBefore = await bootTime(lab);
  const sessionEpoch = await saved(lab);
  await lab.run({ op: 'reload', sessionEpoch, reason: 'liclab c-1' });
  return bootTimeBefore;
}

async function bootTime(lab: MemoryLab): Promise<string> {
  const outcome = await lab.run({ op: 'identify' });
  return outcome.result === 'ok' ? outcome.value.bootTime : '';
}

describe('identify', () => {
  test('a switch that is not there: called a few times, then not sent', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.unreachable', target: '*', params: { durationMs: 3_600_000 } });
    expect(await lab.run({ op: 'identify' })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'UNREACHABLE' },
    });
    const calls = lab.seen('connect').length;
    expect(calls).toBeGreaterThan(3);
    expect(calls).toBeLessThanOrEqual(6);
  });

  test('a switch that comes back in time is identified', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.unreachable', target: '*', params: { durationMs: 4_000 } });
    expect((await lab.run({ op: 'identify' })).result).toBe('ok');
  });

  test('a wrong password is tried once', async () => {
    const lab = memoryLab();
    const address = { ...lab.address, credentials: 'wrong' };
    expect(await lab.run({ op: 'identify', address })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'AUTH_FAILED' },
    });
    expect(lab.seen('auth').length + lab.seen('connect').length).toBeGreaterThan(0);
    expect(lab.seen('connect')).toHaveLength(1);
  });

  test('another host key is final, and no password is sent', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.other-host-key', target: '*', times: 9 });
    expect(await lab.run({ op: 'identify' })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'HOST_KEY_CHANGED' },
    });
    expect(lab.seen('connect')).toHaveLength(1);
    expect(lab.seen('auth')).toEqual([]);
  });

  test('a session lost in the middle is opened again', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'netconf.drop-after', target: '*', after: { rpc: 'get' } });
    expect((await lab.run({ op: 'identify' })).result).toBe('ok');
    expect(lab.seen('connect')).toHaveLength(2);
  });

  test('sessions that the machine had before end, and their names are no good any more', async () => {
    const lab = memoryLab();
    const first = await locked(lab);
    const second = await lab.identified();
    expect(second).not.toBe(first);
    expect(await lab.run({ op: 'look', sessionEpoch: first, startup: false, quietMs: 0 })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'SESSION_LOST' },
    });
    // The lock of the first ended with it.
    expect((await lab.run({ op: 'lock', sessionEpoch: second, patienceMs: 0 })).result).toBe('ok');
  });
});

describe('the session that an effect names', () => {
  const effects: readonly PartialEffect[] = [
    { op: 'preflight', sessionEpoch: 'x', diff: false },
    { op: 'lock', sessionEpoch: 'x', patienceMs: 0 },
    { op: 'edit', sessionEpoch: 'x', level: ADVANTAGE, patienceMs: 0 },
    { op: 'look', sessionEpoch: 'x', startup: false, quietMs: 0 },
    { op: 'save', sessionEpoch: 'x' },
    { op: 'reload', sessionEpoch: 'x', reason: 'liclab c-1' },
    { op: 'verify', sessionEpoch: 'x', dwellMs: 0, by: 'netconf' },
  ];
  test.each(effects)('$op: an unknown name, or that of another machine, is not sent', async (effect) => {
    const lab = memoryLab();
    const theirs = await lab.identified();
    const before = lab.seen('rpc').length;
    expect(await lab.run(effect)).toMatchObject({ result: 'not-sent', failure: { code: 'SESSION_LOST' } });
    expect(
      await lab.run({ ...effect, sessionEpoch: theirs } as PartialEffect, { owner: 'c-2' }),
    ).toMatchObject({ result: 'not-sent', failure: { code: 'SESSION_LOST' } });
    expect(lab.seen('rpc')).toHaveLength(before);
  });
});

describe('a worker that may not write', () => {
  test.each(['lock', 'edit', 'save', 'reload', 'cli-reload', 'report'] as const)(
    '%s is not sent',
    async (op) => {
      const lab = memoryLab();
      const sessionEpoch = await lab.identified();
      const effects = {
        lock: { op: 'lock', sessionEpoch, patienceMs: 0 },
        edit: { op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 },
        save: { op: 'save', sessionEpoch },
        reload: { op: 'reload', sessionEpoch, reason: 'liclab c-1' },
        'cli-reload': { op: 'cli-reload', reason: 'liclab c-1' },
        report: { op: 'report' },
      } as const;
      const outcome = await lab.run(effects[op] as PartialEffect, { mayWrite: () => false });
      expect(outcome).toMatchObject({ result: 'not-sent', failure: { code: 'WRITE_NOT_ALLOWED' } });
      expect([...lab.seen('edit'), ...lab.seen('save'), ...lab.seen('reload-received')]).toEqual([]);
      expect(lab.seen('cli').filter((entry) => /reload|license/.test(JSON.stringify(entry.detail)))).toEqual(
        [],
      );
    },
  );
});

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

describe('watching a reboot', () => {
  test('a reload that never happens is still up, after two looks', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.reload-ignored', target: '*' });
    const bootTimeBefore = await reloading(lab);
    expect(
      await lab.run({ op: 'await-down', bootTimeBefore, quietMs: 60_000, deadlineMs: 180_000 }),
    ).toMatchObject({
      result: 'ok',
      value: { seen: 'still-up', bootTime: bootTimeBefore },
    });
  });

  test('too little time for two looks is not taken for an answer', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.reload-ignored', target: '*' });
    const bootTimeBefore = await reloading(lab);
    expect(
      await lab.run({ op: 'await-down', bootTimeBefore, quietMs: 60_000, deadlineMs: 30_000 }),
    ).toMatchObject({ result: 'not-sent', failure: { code: 'DOWN_UNDECIDED' } });
  });

  test('a reboot that was over before the watch is seen by its boot time', async () => {
    const lab = memoryLab();
    const bootTimeBefore = await reloading(lab);
    await lab.clock.advance(3_600_000);
    expect(
      await lab.run({ op: 'await-down', bootTimeBefore, quietMs: 60_000, deadlineMs: 180_000 }),
    ).toMatchObject({ result: 'ok', value: { seen: 'rebooted' } });
  });

  test('a switch that never returns', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.never-returns', target: '*' });
    const bootTimeBefore = await reloading(lab);
    expect(
      await lab.run({ op: 'await-down', bootTimeBefore, quietMs: 60_000, deadlineMs: 180_000 }),
    ).toMatchObject({ result: 'ok', value: { seen: 'down' } });
    const before = lab.seen('connect').length;
    expect(await lab.run({ op: 'await-up', deadlineMs: 1_200_000 })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'UNREACHABLE' },
    });
    expect(lab.seen('connect').length - before).toBeLessThan(60);
  });

  test('NETCONF long after SSH', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'netconf.not-ready', target: '*', params: { delayMs: 300_000 } });
    await reloading(lab);
    await lab.clock.advance(60_000);
    expect((await lab.run({ op: 'await-up', deadlineMs: 1_200_000 })).result).toBe('ok');
    const ready = await lab.run({ op: 'await-ready', serials: ['FCW2214L0AB'], deadlineMs: 600_000 });
    expect(ready).toMatchObject({ result: 'ok', value: { missing: [] } });
    expect(ready.result === 'ok' && ready.value.afterMs).toBeGreaterThan(120_000);
  });

  test('another switch at the address: its host key ends the wait, no password is sent', async () => {
    const lab = memoryLab();
    await reloading(lab);
    await lab.clock.advance(60_000);
    const before = lab.seen('auth').length;
    lab.faults.add({ fault: 'device.other-host-key', target: '*', times: 99 });
    expect(await lab.run({ op: 'await-up', deadlineMs: 1_200_000 })).toMatchObject({
      result: 'not-sent',
      failure: { code: 'HOST_KEY_CHANGED' },
    });
    expect(lab.seen('auth')).toHaveLength(before);
  });

  test('another serial ends the wait for readiness, and identification shows it', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.other-serial', target: '*', params: { serial: 'FOX9999X9XX' } });
    await reloading(lab);
    await lab.clock.advance(60_000);
    await lab.run({ op: 'await-up', deadlineMs: 1_200_000 });
    const ready = await lab.run({ op: 'await-ready', serials: ['FCW2214L0AB'], deadlineMs: 600_000 });
    expect(ready).toMatchObject({ result: 'ok', value: { missing: ['FCW2214L0AB'] } });
    expect(await lab.run({ op: 'identify' })).toMatchObject({
      result: 'ok',
      value: { serials: ['FOX9999X9XX'] },
    });
  });

  test('a member that does not come back is named at the deadline', async () => {
    const serials = ['FCW2214L0AB', 'FCW2214L0AC'];
    const lab = memoryLab({ members: ['C9300-24T', 'C9300-24T'], serials });
    lab.faults.add({ fault: 'stack.member-missing', target: '*' });
    await reloading(lab);
    await lab.clock.advance(60_000);
    await lab.run({ op: 'await-up', deadlineMs: 1_200_000 });
    expect(await lab.run({ op: 'await-ready', serials, deadlineMs: 600_000 })).toMatchObject({
      result: 'ok',
      value: { missing: ['FCW2214L0AC'] },
    });
  });

  test('a reboot within the dwell loses the session', async () => {
    const lab = memoryLab();
    lab.faults.add({ fault: 'device.crash-loop', target: '*', params: { boots: 1, uptimeMs: 400_000 } });
    await reloading(lab);
    await lab.clock.advance(60_000);
    await lab.run({ op: 'await-up', deadlineMs: 1_200_000 });
    await lab.run({ op: 'await-ready', serials: ['FCW2214L0AB'], deadlineMs: 600_000 });
    const again = await lab.run({ op: 'identify' });
    if (again.result !== 'ok') throw new Error(again.failure.message);
    const outcome = await lab.run({
      op: 'verify',
      sessionEpoch: again.value.sessionEpoch,
      dwellMs: 900_000,
      by: 'netconf',
      deadlineMs: 1_200_000,
    });
    expect(outcome).toMatchObject({ result: 'not-sent', failure: { code: 'SESSION_LOST' } });
  });

  test('the session of the wait is taken over by identification', async () => {
    const lab = memoryLab();
    await reloading(lab);
    await lab.clock.advance(60_000);
    await lab.run({ op: 'await-up', deadlineMs: 1_200_000 });
    await lab.run({ op: 'await-ready', serials: ['FCW2214L0AB'], deadlineMs: 600_000 });
    const before = lab.seen('connect').length;
    expect((await lab.run({ op: 'identify' })).result).toBe('ok');
    expect(lab.seen('connect')).toHaveLength(before);
  });
});

describe('the end of a machine', () => {
  test('release closes its sessions in order', async () => {
    const lab = memoryLab();
    const sessionEpoch = await locked(lab);
    lab.driver.release('c-1');
    await lab.clock.advance(5_000);
    expect(lab.seen('rpc').some((entry) => JSON.stringify(entry.detail).includes('close-session'))).toBe(
      true,
    );
    expect((await lab.run({ op: 'look', sessionEpoch, startup: false, quietMs: 0 })).result).toBe('not-sent');
  });

  test('abandon destroys them at once: a read under way is not sent, a change unknown', async () => {
    for (const [effect, result] of [
      [{ op: 'look', startup: false, quietMs: 60_000 }, 'not-sent'],
      [{ op: 'save' }, 'unknown'],
    ] as const) {
      const lab = memoryLab();
      const sessionEpoch = await locked(lab);
      const outcome = lab.run({ ...effect, sessionEpoch } as PartialEffect);
      lab.driver.abandon('c-1');
      expect(await outcome).toMatchObject({ result, failure: { code: 'ABANDONED' } });
      await lab.clock.advance(100);
      expect((await lab.run({ op: 'look', sessionEpoch, startup: false, quietMs: 0 })).result).toBe(
        'not-sent',
      );
    }
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
