import { mkdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Network } from '../../core/ports/network.ts';
import { createRandom } from '../../core/random.ts';
import type { Session } from '../cli/index.ts';
import type { Config } from '../config/index.ts';
import { createUndiciHttp } from '../cssm/index.ts';
import { createHostKeyPolicy } from '../drivers/ssh/host-key-policy.ts';
import { openKnownHosts } from '../drivers/ssh/known-hosts-file.ts';
import { createSshNetwork } from '../drivers/ssh/network.ts';
import { createFileLog } from '../runtime/ports/log.ts';
import type { Inventory } from '../inventory/index.ts';
import { createRealClock, createScaledClock } from '../runtime/ports/real-clock.ts';
import { SWEEP_MS } from '../runtime/context.ts';
import { sha256 } from '../runtime/ports/digest.ts';
import { newSeed } from '../runtime/ports/process.ts';
import { openSqliteStore } from '../store/index.ts';
import { dataFolder } from './data-folder.ts';
import { MACHINE_KINDS } from './kinds.ts';
import type { AgentParts, OpenHttp } from './parts.ts';

/** Parts of the real process. `given` replaces the clock: a lab in the same process shares the simulator's. */
export function processParts(given: { readonly clock?: Clock } = {}): AgentParts {
  const realClock = createRealClock();
  const randomOf = (config: Config) => createRandom(config.seed ?? newSeed());
  return {
    clock: (config) => given.clock ?? clockOf(config, realClock),
    leaseClock: realClock,
    random: randomOf,
    log: (config) => createFileLog(dataFolder(config).log),
    logFile: (config) => dataFolder(config).log,
    network: (session, log) => networkOf(session, log, realClock),
    http: httpOf,
    store: (config) =>
      openSqliteStore({
        file: dataFolder(config).store,
        kinds: MACHINE_KINDS,
        digest: sha256,
        clock: realClock,
        random: randomOf(config),
      }),
    sweepMs: SWEEP_MS,
  };
}

function clockOf(config: Config, real: Clock): Clock {
  const { time } = config;
  if (time.mode === 'real') return real;
  if (time.mode === 'scaled') return createScaledClock(time.factor, real);
  throw new ConfigError(
    'TIME_VIRTUAL',
    'Virtual time is for scenarios in memory; a program of its own runs on real or scaled time.',
  );
}

function networkOf(session: Session, log: Log, clock: Clock): Network {
  const { config, credentials, hostKeys, confirm } = session;
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const files = [
    dataFolder(config).knownHosts,
    ...(config.knownHosts === undefined ? [] : [config.knownHosts]),
  ];
  const policy = createHostKeyPolicy({
    mode: hostKeys,
    store: openKnownHosts(files),
    log,
    ...(confirm === null
      ? {}
      : {
          ask: ({ address, port, key }, answer) => {
            const question = `${address.deviceId} (${address.host} port ${port}) offers the host key ${key.fingerprint}. Is this right?`;
            confirm(question).then(answer, () => answer(false));
          },
        }),
  });
  // A program that runs for ever reads its inventory again.
  let known: { readonly inventory: Inventory; readonly legacy: ReadonlySet<string> } | null = null;
  const legacyAlgorithms = ({ deviceId }: { readonly deviceId: string }): boolean => {
    const { inventory } = session;
    if (known?.inventory !== inventory) known = { inventory, legacy: legacyOf(inventory) };
    return known.legacy.has(deviceId);
  };
  return createSshNetwork({ clock, log, credentials, hostKeys: policy, legacyAlgorithms });
}

function legacyOf({ devices }: Inventory): ReadonlySet<string> {
  return new Set(devices.filter((device) => device.legacyAlgorithms).map(({ address }) => address.deviceId));
}

function httpOf(session: Session): OpenHttp {
  const { cssm, folder } = session.inventory;
  const caFile = cssm?.caFile ?? null;
  const ca = caFile === null ? null : readCa(isAbsolute(caFile) ? caFile : join(folder, caFile));
  return createUndiciHttp({ ca, allowPrivate: cssm?.allowPrivate ?? false, clock: session.clock });
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError('CA_UNREADABLE', `The CA file ${file} of the inventory cannot be read.`, { cause });
  }
}
