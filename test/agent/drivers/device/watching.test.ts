/** Watching a reboot, with faults. */
import { describe, expect, test } from 'vitest';
import { reloading } from '../support/change.ts';
import { memoryLab } from '../support/lab.ts';

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
