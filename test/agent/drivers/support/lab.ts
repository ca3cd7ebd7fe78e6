/** Simulated switches behind the memory network on virtual time, and the driver in front of them. */
import { createDeviceDriver } from '../../../../agent/drivers/device/driver.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import type { Outcome } from '../../../../core/machine.ts';
import type { DeviceEffect, DevicePort, DeviceValues } from '../../../../core/ports/device.ts';
import type { Address, Network } from '../../../../core/ports/network.ts';
import { createRandom } from '../../../../core/random.ts';
import { createDevice } from '../../../../simulator/device/device.ts';
import type { CssmLink, DeviceSpec, SimulatedDevice } from '../../../../simulator/device/contract.ts';
import { createFaults } from '../../../../simulator/faults/faults.ts';
import type { FaultControl } from '../../../../simulator/faults/faults.ts';
import { createGroundJournal } from '../../../../simulator/journal/journal.ts';
import type { GroundEntry } from '../../../../simulator/journal/journal.ts';
import { createAddressBook } from '../../../../simulator/net/addresses.ts';
import { followConnections } from '../../../../simulator/net/connections.ts';
import { createMemoryNetwork } from '../../../../simulator/net/memory-network.ts';
import { createVirtualClock } from '../../../../simulator/time/virtual-clock.ts';
import type { VirtualClock } from '../../../../simulator/time/virtual-clock.ts';
import { memoryLog } from './log.ts';

/** One switch that stands alone; change what a test needs. */
export const SWITCH: DeviceSpec = {
  id: 'sw-0001',
  hostname: 'sw-0001',
  members: ['C9300-24T'],
  serials: ['FCW2214L0AB'],
  release: '17.9.4',
  level: { network: 'network-essentials', addon: null },
  site: 'north',
  account: 'campus.example',
  virtualAccount: 'default',
  username: 'admin',
  password: 'Lab-Only-Passw0rd',
  enable: 'Lab-Only-Passw0rd',
};

/** A lab of one switch. */
export interface MemoryLab {
  readonly clock: VirtualClock;
  readonly driver: DevicePort;
  readonly network: Network;
  readonly device: SimulatedDevice;
  readonly faults: FaultControl;
  readonly address: Address;
  readonly log: ReturnType<typeof memoryLog>;
  /** Performs an effect and moves time until it has its outcome. */
  run<Effect extends PartialEffect>(
    effect: Effect,
    options?: RunOptions,
  ): Promise<Outcome<DeviceValues[Effect['op']]>>;
  /** Identifies; the session epoch. */
  identified(): Promise<string>;
  /** What the switch has seen, by kind. */
  seen(op: GroundEntry['op']): readonly GroundEntry[];
}

/** An effect without its address, and with a default deadline. */
export type PartialEffect = DeviceEffect extends infer Effect
  ? Effect extends DeviceEffect
    ? Omit<Effect, 'address' | 'deadlineMs' | 'kind'> & {
        readonly deadlineMs?: number;
        readonly address?: Address;
      }
    : never
  : never;

/** Whose effect it is, and whether it may write. */
export interface RunOptions {
  readonly owner?: string;
  readonly mayWrite?: () => boolean;
}

const CSSM: CssmLink = {
  trust: () => undefined,
  deregister: () => undefined,
  report: (_device, _report, done) => done({ status: 'OK', ackAfterMs: 1_000, instance: 'i-1' }),
};

const KINDS: Readonly<Record<DeviceEffect['op'], DeviceEffect['kind']>> = {
  identify: 'read',
  preflight: 'read',
  lock: 'mutation',
  edit: 'mutation',
  look: 'read',
  save: 'mutation',
  reload: 'at-most-once',
  'cli-reload': 'at-most-once',
  'await-down': 'read',
  'await-up': 'read',
  'await-ready': 'read',
  verify: 'read',
  report: 'mutation',
};

/** Makes the lab. */
export function memoryLab(spec: Partial<DeviceSpec> = {}, seed: number | string = 1): MemoryLab {
  const clock = createVirtualClock({ seed });
  const random = createRandom(seed);
  const journal = createGroundJournal(clock);
  const faults = createFaults(random.split('faults'));
  const device = createDevice(
    { ...SWITCH, ...spec },
    { clock, random: random.split('device'), faults, journal, cssm: CSSM },
  );
  const log = memoryLog();
  const host = '127.42.0.1';
  const network = createMemoryNetwork({
    clock,
    random: random.split('network'),
    faults,
    journal,
    book: createAddressBook([{ host, netconfPort: 10830, sshPort: 10022 }]),
    connections: followConnections(journal, clock),
    device: () => device,
    hostKey: (id, key) => `SHA256:${key}-key-of-${id}`,
    credentials: (name) =>
      name === 'lab'
        ? { username: 'admin', password: SWITCH.password }
        : { username: 'admin', password: 'wrong' },
  });
  const driver = createDeviceDriver({
    network,
    clock,
    random,
    log,
    credentials: (_name, done) =>
      done({ username: 'admin', password: new Secret(SWITCH.password), enable: new Secret(SWITCH.enable) }),
  });
  const address: Address = {
    deviceId: SWITCH.id,
    host,
    netconfPort: 10830,
    sshPort: 10022,
    credentials: 'lab',
    hostKey: null,
  };

  const run: MemoryLab['run'] = async (effect, options = {}) => {
    const whole = {
      address,
      deadlineMs: 120_000,
      kind: KINDS[effect.op],
      ...effect,
    } as unknown as DeviceEffect;
    const outcome = new Promise<Outcome>((resolve) => {
      let isInside = true;
      let calls = 0;
      driver.perform(
        { owner: options.owner ?? 'c-1', effect: whole, mayWrite: options.mayWrite ?? (() => true) },
        (given) => {
          calls += 1;
          if (isInside || calls > 1)
            throw new Error(`${effect.op}: done was called ${isInside ? 'in the same tick' : 'twice'}`);
          resolve(given);
        },
      );
      isInside = false;
    });
    return (await clock.settle(outcome, { limitMs: 4 * 3_600_000 })) as never;
  };
  return {
    clock,
    driver,
    network,
    device,
    faults,
    address,
    log,
    run,
    async identified() {
      const outcome = await run({ op: 'identify' });
      if (outcome.result !== 'ok')
        throw new Error(`not identified: ${outcome.failure.code} ${outcome.failure.message}`);
      return outcome.value.sessionEpoch;
    },
    seen: (op) => journal.from(1).filter((entry) => entry.op === op),
  };
}
