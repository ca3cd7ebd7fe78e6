/** The driver against the simulated switch in memory: a whole change, step by step. */
import { describe, expect, test } from 'vitest';
import { memoryLab } from '../support/lab.ts';

const ADVANTAGE = { network: 'network-advantage', addon: null } as const;
const ESSENTIALS = { network: 'network-essentials', addon: null } as const;

describe.each([
  { what: 'a switch that stands alone', spec: {} },
  {
    what: 'a stack of three',
    spec: {
      members: ['C9300-24T', 'C9300-48T', 'C9300-24T'],
      serials: ['FCW2214L0AB', 'FCW2214L0AC', 'FCW2214L0AD'],
    },
  },
  { what: 'a release without Cisco modules in its hello', spec: { release: '17.12.4' } },
])('$what', ({ spec }) => {
  test('goes from Essentials to Advantage', async () => {
    const lab = memoryLab(spec);
    const serials = [...(spec.serials ?? ['FCW2214L0AB'])].toSorted();
    const identity = await lab.run({ op: 'identify' });
    expect(identity).toMatchObject({ result: 'ok', value: { serials, candidate: false } });
    if (identity.result !== 'ok') return;
    const { sessionEpoch, bootTime } = identity.value;
    expect(identity.value.members).toHaveLength(serials.length);
    expect(identity.value.members.every((member) => member.state === 'ready')).toBe(true);
    expect(identity.value.release).toBe(spec.release ?? '17.9.4');

    const preflight = await lab.run({ op: 'preflight', sessionEpoch, diff: true });
    expect(preflight).toMatchObject({
      result: 'ok',
      value: { running: ESSENTIALS, bootTime, blockers: [], unsaved: false },
    });

    expect(await lab.run({ op: 'lock', sessionEpoch, patienceMs: 60_000 })).toMatchObject({
      result: 'ok',
      value: { running: ESSENTIALS },
    });
    expect(await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 60_000 })).toMatchObject({
      result: 'ok',
      value: { running: ADVANTAGE, unsaved: true },
    });
    expect(await lab.run({ op: 'save', sessionEpoch })).toMatchObject({
      result: 'ok',
      value: { running: ADVANTAGE, unsaved: false, text: 'Save running-config successful' },
    });
    expect(await lab.run({ op: 'look', sessionEpoch, startup: true, quietMs: 0 })).toMatchObject({
      result: 'ok',
      value: { running: ADVANTAGE, startup: ADVANTAGE, foreignDiff: [] },
    });
    expect(await lab.run({ op: 'reload', sessionEpoch, reason: 'liclab c-1' })).toMatchObject({
      result: 'ok',
    });

    const down = await lab.run({
      op: 'await-down',
      bootTimeBefore: bootTime,
      quietMs: 60_000,
      deadlineMs: 180_000,
    });
    expect(down).toMatchObject({ result: 'ok', value: { seen: 'down' } });
    const up = await lab.run({ op: 'await-up', deadlineMs: 1_200_000 });
    expect(up).toMatchObject({ result: 'ok' });
    const ready = await lab.run({ op: 'await-ready', serials, deadlineMs: 600_000 });
    expect(ready).toMatchObject({ result: 'ok', value: { missing: [] } });
    const again = await lab.run({ op: 'identify' });
    expect(again).toMatchObject({ result: 'ok', value: { serials } });
    if (again.result !== 'ok') return;
    expect(again.value.sessionEpoch).not.toBe(sessionEpoch);
    expect(again.value.bootTime).not.toBe(bootTime);

    const verified = await lab.run({
      op: 'verify',
      sessionEpoch: again.value.sessionEpoch,
      dwellMs: 60_000,
      by: 'netconf',
    });
    expect(verified).toMatchObject({
      result: 'ok',
      value: { running: ADVANTAGE, bootTime: again.value.bootTime, rebootsInDwell: 0 },
    });
    if (verified.result !== 'ok') return;
    expect(verified.value.usage.map((entry) => entry.name)).toContain('network-advantage');
    expect(verified.value.members).toHaveLength(serials.length);

    const byCli = await lab.run({
      op: 'verify',
      sessionEpoch: again.value.sessionEpoch,
      dwellMs: 0,
      by: 'cli',
    });
    expect(byCli).toMatchObject({ result: 'ok', value: { running: ADVANTAGE } });
    if (byCli.result === 'ok') {
      expect(byCli.value.usage.map((entry) => entry.name)).toContain('network-advantage');
      expect(byCli.value.members.map((member) => member.serial).toSorted()).toEqual(serials);
      expect(byCli.value.members.every((member) => member.state === 'ready')).toBe(true);
    }
    expect(await lab.run({ op: 'report' })).toMatchObject({ result: 'ok' });
    lab.driver.release('c-1');
    await lab.clock.advance(10_000);

    expect(lab.device.truth()).toMatchObject({ bootCount: 2, runningLevel: 'network-advantage' });
    expect(lab.seen('reload-received')).toHaveLength(1);
    expect(lab.seen('unmatched')).toEqual([]);
    // One NETCONF session before the reload and one after, one CLI session for the proof, the report, and the verification by CLI.
    const logins = lab.seen('auth').map((entry) => entry.detail['service']);
    expect(logins.filter((service) => service === 'netconf')).toHaveLength(2);
    expect(logins.filter((service) => service === 'cli').length).toBeLessThanOrEqual(3);
    expect(
      lab.clock.pending().filter(({ name }) => name.startsWith('device-') || name.startsWith('netconf-')),
    ).toEqual([]);
  });
});
