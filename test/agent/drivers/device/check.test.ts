import { describe, expect, test } from 'vitest';
import { CHECK_DEADLINE_MS, checkDevice } from '../../../../agent/drivers/device/check.ts';
import type { DeviceCheck } from '../../../../agent/drivers/device/check.ts';
import { memoryLab, SWITCH } from '../support/lab.ts';
import type { MemoryLab } from '../support/lab.ts';
import { manualClock } from '../support/clock.ts';
import { memoryLog } from '../support/log.ts';
import { scriptedNetwork } from '../support/scripted-network.ts';

const SERIAL = 'FCW2214L0AB';

function check(
  lab: MemoryLab,
  serials: readonly string[] = [],
  change: Partial<MemoryLab['address']> = {},
): Promise<DeviceCheck> {
  const target = { address: { ...lab.address, ...change }, serials };
  return lab.clock.settle(checkDevice({ network: lab.network, clock: lab.clock, log: lab.log }, target));
}

describe('device check', () => {
  test('a switch in order', async () => {
    const lab = memoryLab();
    expect(await check(lab, [SERIAL])).toEqual({
      id: SWITCH.id,
      outcome: 'ok',
      serials: [SERIAL],
      level: 'network-essentials',
      bootLevel: 'network-essentials',
      message: null,
    });
    await lab.clock.advance(10_000);
    // NETCONF alone, and nothing that changes the switch.
    expect(lab.seen('connect').map((entry) => entry.detail['service'])).toEqual(['netconf']);
    expect([
      ...lab.seen('edit'),
      ...lab.seen('save'),
      ...lab.seen('reload-received'),
      ...lab.seen('unmatched'),
    ]).toEqual([]);
  });

  test.each([
    {
      what: 'a switch that is not there',
      fault: 'device.unreachable',
      params: { durationMs: 3_600_000 },
      outcome: 'unreachable',
    },
    { what: 'a refused login', fault: 'device.auth-refused', params: {}, outcome: 'auth-failed' },
    { what: 'another host key', fault: 'device.other-host-key', params: {}, outcome: 'identity-mismatch' },
    {
      what: 'another serial',
      fault: 'device.other-serial',
      params: { serial: 'FOX9999X9XX', atOnce: true },
      outcome: 'identity-mismatch',
    },
    { what: 'a connection that is lost', fault: 'netconf.drop-after', params: {}, outcome: 'failed' },
    {
      what: 'a reply that does not come',
      fault: 'netconf.late',
      params: { delayMs: 3_600_000 },
      outcome: 'failed',
    },
  ])('$what: $outcome', async ({ fault, params, outcome }) => {
    const lab = memoryLab();
    lab.faults.add({ fault, target: '*', params, times: 99 });
    const found = await check(lab, [SERIAL]);
    expect(found).toMatchObject({ id: SWITCH.id, outcome });
    expect(found.message).toMatch(/\w/);
    expect(lab.clock.monotonicMs()).toBeLessThanOrEqual(CHECK_DEADLINE_MS);
  });

  test('serials are compared as sets, in any case', async () => {
    const lab = memoryLab({ members: ['C9300-24T', 'C9300-48T'], serials: ['FCW2214L0AB', 'FCW2214L0AC'] });
    expect((await check(lab, ['fcw2214l0ac', 'FCW2214L0AB'])).outcome).toBe('ok');
    const missing = await check(lab, ['FCW2214L0AB']);
    expect(missing).toMatchObject({ outcome: 'identity-mismatch', serials: ['FCW2214L0AB', 'FCW2214L0AC'] });
  });

  test('a level that the next boot takes is said', async () => {
    const lab = memoryLab();
    lab.device.configure(['license boot level network-advantage']);
    expect(await check(lab)).toMatchObject({
      outcome: 'ok',
      level: 'network-essentials',
      message: expect.stringContaining('network-advantage'),
    });
  });

  test('a stack with a member missing is blocked', async () => {
    const lab = memoryLab({ members: ['C9300-24T', 'C9300-48T'], serials: ['FCW2214L0AB', 'FCW2214L0AC'] });
    lab.faults.add({ fault: 'stack.member-missing', target: '*', params: { state: 'version-mismatch' } });
    lab.device.power(false);
    lab.device.power(true);
    await lab.clock.advance(1_800_000);
    expect(await check(lab)).toMatchObject({
      outcome: 'blocked',
      message: expect.stringContaining('version-mismatch'),
    });
  });
});

describe('peers that do not end', () => {
  const address = {
    deviceId: 'sw-1',
    host: '127.42.0.1',
    netconfPort: 830,
    sshPort: 22,
    credentials: 'main',
    hostKey: null,
  };

  test.each([
    { what: 'never opens', isOpened: false },
    { what: 'opens and says nothing', isOpened: true },
  ])('a peer that $what: the check ends by itself', async ({ isOpened }) => {
    const clock = manualClock();
    const network = scriptedNetwork();
    const result = checkDevice({ network, clock, log: memoryLog() }, { address, serials: [] });
    if (isOpened) network.last().open();
    clock.advance(CHECK_DEADLINE_MS);
    expect(await result).toMatchObject({ outcome: 'failed' });
    expect(network.last().state).toBe('destroyed');
    expect(clock.pending()).toEqual([]);
  });
});
