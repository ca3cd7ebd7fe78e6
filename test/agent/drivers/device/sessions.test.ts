/** Sessions of the driver against the simulated switch: who gets in, which session an effect uses, how they end. */
import { describe, expect, test } from 'vitest';
import { ADVANTAGE, locked } from '../support/change.ts';
import { memoryLab } from '../support/lab.ts';
import type { PartialEffect } from '../support/lab.ts';

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
