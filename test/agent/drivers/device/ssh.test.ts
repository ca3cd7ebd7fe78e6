/** The driver against simulated switches over real SSH, with the platform's algorithms and OpenSSH's host-key files. */
import { describe, expect, test } from 'vitest';
import { checkDevice } from '../../../../agent/drivers/device/check.ts';
import { createDeviceDriver } from '../../../../agent/drivers/device/driver.ts';
import { createHostKeyPolicy } from '../../../../agent/drivers/ssh/host-key-policy.ts';
import { openKnownHosts } from '../../../../agent/drivers/ssh/known-hosts-file.ts';
import { createSshNetwork } from '../../../../agent/drivers/ssh/network.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import type { Outcome } from '../../../../core/machine.ts';
import type { DeviceEffect } from '../../../../core/ports/device.ts';
import type { Address } from '../../../../core/ports/network.ts';
import { createRandom } from '../../../../core/random.ts';
import { createDevice } from '../../../../simulator/device/device.ts';
import type { SimulatedDevice } from '../../../../simulator/device/contract.ts';
import { sshLab } from '../../../simulator/net/ssh-lab.ts';
import { temporaryFolder } from '../support/folder.ts';
import { SWITCH } from '../support/lab.ts';
import { memoryLog } from '../support/log.ts';

const ADVANTAGE = { network: 'network-advantage', addon: null } as const;

/** Real switches of the simulator behind real SSH, and an agent whose known_hosts is empty at first. */
async function lab(folder: { file(name: string): string }, password = SWITCH.password) {
  const devices: SimulatedDevice[] = [];
  const world: { device?: (index: number) => SimulatedDevice } = {};
  const ssh = await sshLab({}, { device: (index: number) => world.device?.(index) as SimulatedDevice });
  const { clock, random, faults, journal } = ssh;
  const cssm = {
    trust: () => undefined,
    deregister: () => undefined,
    report: (
      _device: string,
      _report: unknown,
      done: (reply: { status: 'OK'; ackAfterMs: number; instance: string }) => void,
    ) => done({ status: 'OK', ackAfterMs: 1_000, instance: 'i-1' }),
  };
  world.device = (index) =>
    (devices[index] ??= createDevice(SWITCH, { clock, random, faults, journal, cssm }));
  const known = openKnownHosts([folder.file('known_hosts')]);
  const log = memoryLog();
  const hostKeys = createHostKeyPolicy({ mode: 'accept-new', store: known, log });
  const secret = new Secret(password);
  const credentials = (
    _name: string,
    done: (found: { username: string; password: Secret; enable: Secret }) => void,
  ) => done({ username: 'admin', password: secret, enable: secret });
  const network = createSshNetwork({ clock, log, credentials, hostKeys });
  const driver = createDeviceDriver({ network, clock, random: createRandom(2), log, credentials });
  const { host, netconfPort, sshPort } = ssh.endpoint;
  const address: Address = {
    deviceId: SWITCH.id,
    host,
    netconfPort,
    sshPort,
    credentials: 'lab',
    hostKey: null,
  };
  const run = (effect: Record<string, unknown>): Promise<Outcome> =>
    new Promise((resolve) => {
      const whole = { address, deadlineMs: 20_000, ...effect } as unknown as DeviceEffect;
      driver.perform({ owner: 'c-1', effect: whole, mayWrite: () => true }, resolve);
    });
  return { ssh, driver, network, run, known, log, address, device: () => world.device?.(0) };
}

describe('over real SSH', () => {
  test('identify, preflight, lock, edit, save, prove, report', async () => {
    using folder = temporaryFolder();
    const made = await lab(folder);
    await using _ssh = made.ssh;
    const { run } = made;
    const identity = await run({ op: 'identify' });
    expect(identity).toMatchObject({ result: 'ok', value: { serials: SWITCH.serials, release: '17.9.4' } });
    const { sessionEpoch } = (identity as { value: { sessionEpoch: string } }).value;
    expect(await run({ op: 'preflight', sessionEpoch, diff: true })).toMatchObject({
      result: 'ok',
      value: { unsaved: false, blockers: [] },
    });
    expect(await run({ op: 'lock', sessionEpoch, patienceMs: 0 })).toMatchObject({ result: 'ok' });
    expect(await run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 })).toMatchObject({
      result: 'ok',
      value: { running: ADVANTAGE },
    });
    expect(await run({ op: 'save', sessionEpoch })).toMatchObject({
      result: 'ok',
      value: { unsaved: false },
    });
    expect(await run({ op: 'look', sessionEpoch, startup: true, quietMs: 0 })).toMatchObject({
      result: 'ok',
      value: { startup: ADVANTAGE, foreignDiff: [] },
    });
    expect(await run({ op: 'report' })).toMatchObject({ result: 'ok' });
    made.driver.release('c-1');
    expect(made.device()?.truth()).toMatchObject({ bootLevel: 'network-advantage', bootCount: 1 });
    expect(made.ssh.defects).toEqual([]);
    // Both ports were put on record, and nobody was asked.
    expect(made.log.records.filter((record) => record.event === 'ssh.host-key-recorded')).toHaveLength(2);
  }, 30_000);

  test('a changed host key gets no credential, and the check says so', async () => {
    using folder = temporaryFolder();
    const made = await lab(folder);
    await using _ssh = made.ssh;
    expect((await made.run({ op: 'identify' })).result).toBe('ok');
    made.driver.release('c-1');
    const before = made.ssh.journal.from(1).filter((entry) => entry.op === 'auth').length;
    made.ssh.faults.add({ fault: 'device.other-host-key', target: '*' });
    const found = await checkDevice(
      { network: made.network, clock: made.ssh.clock, log: made.log },
      { address: made.address, serials: [] },
    );
    expect(found).toMatchObject({ outcome: 'identity-mismatch' });
    expect(new Set(found.message?.match(/SHA256:[A-Za-z0-9+/]{43}/g)).size).toBe(2);
    expect(found.message).toContain(`liclab device trust-host-key ${SWITCH.id}`);
    expect(made.ssh.journal.from(1).filter((entry) => entry.op === 'auth')).toHaveLength(before);
  }, 30_000);

  test('a wrong password is tried once', async () => {
    using folder = temporaryFolder();
    const made = await lab(folder, 'wrong');
    await using _ssh = made.ssh;
    const world = { network: made.network, clock: made.ssh.clock, log: made.log };
    for (let count = 0; count < 3; count += 1) {
      expect((await checkDevice(world, { address: made.address, serials: [] })).outcome).toBe('auth-failed');
    }
    expect(made.ssh.journal.from(1).filter((entry) => entry.op === 'auth')).toHaveLength(1);
  }, 30_000);
});
