import { createRandom } from '../../core/random.ts';
import { createCssm, createMemoryHttp } from '../cssm/index.ts';
import { overlaid } from '../cssm/options.ts';
import type { CssmLink, DeviceWorld } from '../device/contract.ts';
import { createDevice } from '../device/device.ts';
import { createFaults } from '../faults/faults.ts';
import { createFleet } from '../fleet/fleet.ts';
import type { BuildDevice } from '../fleet/fleet.ts';
import { createGroundJournal } from '../journal/journal.ts';
import { cssmOptionsOf, expandLab } from '../lab-file/index.ts';
import { followConnections } from '../net/connections.ts';
import { createMemoryNetwork } from '../net/memory-network.ts';
import type { MemoryWorld, PlainCredentials } from '../net/memory-world.ts';
import { createLabClock, isVirtual, parseTimeMode } from '../time/mode.ts';
import { credentialSetsOf } from './credentials.ts';
import { collectDefects } from './defects.ts';
import { recordGroundTruth } from './evidence.ts';
import type { Lab } from './lab.ts';
import { loadLab } from './load.ts';
import { bindMemory } from './memory-binding.ts';
import type { LabOptions } from './options.ts';
import { bindSsh } from './ssh-binding.ts';
import type { LabWorld } from './world.ts';

/**
 * Starts a lab: simulated switches and CSSM. By default everything is in memory; with `binding: 'ssh'` every switch listens.
 *
 * @throws ConfigError `LAB_FILE` (file, line, what was expected), `LAB_FILE_UNREADABLE`, `TIME_MODE`, `CSSM_WORLD`,
 *   `LICLAB_NET`, `WIDE_NEEDED`, `LAB_TOO_BIG`; LicenseLabError `LISTEN_IN_USE`, `LISTEN_DENIED`, `LISTEN_FAILED`, `LAB_FILES`,
 *   `HOST_KEYS`
 */
export async function startLab(options: LabOptions): Promise<Lab> {
  const { seed: ownSeed, time: ownTime } = options;
  const file = await loadLab(options.lab, {
    ...(ownSeed === undefined ? {} : { seed: ownSeed }),
    ...(ownTime === undefined ? {} : { time: ownTime }),
  });
  const world = createWorld(file, options);
  const stopRecording =
    options.evidenceDir === undefined ? null : recordGroundTruth(world.journal, options.evidenceDir);
  const binding =
    options.binding === 'ssh' ? await bindSsh(world, options) : await bindMemory(world, options);

  const memory: MemoryWorld = {
    clock: world.clock,
    random: world.random.split('memory network'),
    faults: world.faults,
    journal: world.journal,
    book: binding.book,
    connections: world.connections,
    device: (index) => world.fleet.at(index),
    hostKey: binding.hostKey,
    credentials: world.sets.named,
  };

  let stopping: Promise<void> | null = null;
  async function shutDown(): Promise<void> {
    await binding.close();
    world.connections.close();
    await stopRecording?.();
    if (options.clock === undefined && !isVirtual(world.clock)) world.clock.stop();
  }
  const stop = (): Promise<void> => (stopping ??= shutDown());

  return {
    file,
    seed: file.seed,
    time: world.time,
    clock: world.clock,
    devices: binding.devices,
    fleet: world.fleet,
    network: createMemoryNetwork(memory),
    networkAs: (credentials: (name: string) => PlainCredentials | null) =>
      createMemoryNetwork({ ...memory, credentials }),
    http: createMemoryHttp(world.cssm.handle, world.clock),
    cssm: world.cssm,
    faults: world.faults,
    journal: world.journal,
    address(id) {
      const device = binding.devices[world.fleet.indexOf(id) ?? -1];
      if (device === undefined) return null;
      const { host, netconfPort, sshPort, credentials, hostKey } = device;
      return { deviceId: id, host, netconfPort, sshPort, credentials, hostKey };
    },
    truth: (id) => world.fleet.get(id)?.truth() ?? null,
    control: binding.control,
    cssmUrl: binding.cssmUrl,
    files: binding.files,
    warnings: binding.warnings,
    defects: world.defects.seen,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function createWorld(file: Lab['file'], options: LabOptions): LabWorld {
  const time = parseTimeMode(file.time);
  const clock = options.clock ?? createLabClock(time, file.seed);
  const random = createRandom(file.seed);
  const journal = createGroundJournal(clock);
  const faults = createFaults(random.split('faults'));
  const defects = collectDefects(options.onDefect);
  const cssm = createCssm({
    accounts: file.accounts,
    clock,
    random,
    faults,
    journal,
    options: overlaid(cssmOptionsOf(file.cssm), options.cssm),
  });
  const specs = expandLab(file);
  const build: BuildDevice =
    options.buildDevice ??
    ((spec, world) =>
      createDevice(spec, world, {
        defect: (error) => defects.report(error, { device: spec.id, service: 'netconf' }),
      }));
  const link: CssmLink = cssm.link;
  const deviceWorld: DeviceWorld = { clock, random: random.split('devices'), faults, journal, cssm: link };
  return {
    file,
    time,
    clock,
    random,
    journal,
    faults,
    cssm,
    defects,
    fleet: createFleet(specs, deviceWorld, build),
    sets: credentialSetsOf(specs),
    connections: followConnections(journal, clock),
  };
}
