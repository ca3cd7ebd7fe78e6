import { createMemoryHttp } from '../cssm/index.ts';
import type { LabFile } from '../lab-file/index.ts';
import { createMemoryNetwork } from '../net/memory-network.ts';
import type { MemoryWorld, PlainCredentials } from '../net/memory-world.ts';
import { isVirtual } from '../time/mode.ts';
import { keepLab } from './kept/keep.ts';
import type { KeptLab } from './kept/keep.ts';
import { recordGroundTruth } from './evidence.ts';
import type { Lab } from './lab.ts';
import { loadLab } from './load.ts';
import { createWorld } from './make-world.ts';
import { bindMemory } from './memory-binding.ts';
import type { LabOptions } from './options.ts';
import { bindSsh } from './ssh-binding.ts';

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
  const kept =
    options.keepDir === undefined
      ? null
      : keepLab({ folder: options.keepDir, lab: file, fresh: options.fresh === true });
  try {
    return await startKept(file, options, kept);
  } catch (error) {
    kept?.close();
    throw error;
  }
}

async function startKept(file: LabFile, options: LabOptions, kept: KeptLab | null): Promise<Lab> {
  const world = createWorld(file, options, kept);
  kept?.begin(world.cssm.ledger, () => world.clock.wallMs());
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
    kept?.close();
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
    kept: kept === null ? null : { file: kept.file, isRestored: kept.past !== null },
    warnings: [...(kept?.warnings ?? []), ...binding.warnings],
    defects: world.defects.seen,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
