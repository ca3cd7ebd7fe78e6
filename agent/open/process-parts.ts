import { readFileSync } from 'node:fs';
import { ConfigError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Network } from '../../core/ports/network.ts';
import { createRandom } from '../../core/random.ts';
import type { Session } from '../cli/index.ts';
import type { Config } from '../config/index.ts';
import { createUndiciHttp, type HttpEndpoint, type OpenHttp } from '../cssm/index.ts';
import { createSshNetwork } from '../drivers/ssh/network.ts';
import type { Watch } from '../drivers/ssh/watch.ts';
import { createFileLog } from '../runtime/ports/log.ts';
import { createRealClock, createScaledClock } from '../runtime/ports/real-clock.ts';
import { SWEEP_MS } from '../runtime/context.ts';
import { sha256 } from '../runtime/ports/digest.ts';
import { newSeed } from '../runtime/ports/process.ts';
import { openSqliteStore } from '../store/index.ts';
import { dataFolder } from './data-folder.ts';
import { hostKeyPolicyOf } from './host-keys.ts';
import { MACHINE_KINDS } from './kinds.ts';
import type { AgentParts } from './parts.ts';
import { waysOf } from './ways.ts';

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
    network: (session, log, watch) => networkOf(session, log, realClock, watch),
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

function networkOf(session: Session, log: Log, clock: Clock, watch?: Watch): Network {
  const { credentials, inventory } = session;
  return createSshNetwork({
    clock,
    log,
    credentials,
    hostKeys: hostKeyPolicyOf(session, log),
    way: waysOf(inventory),
    ...(watch === undefined ? {} : { watch }),
  });
}

function httpOf({ caFile, allowPrivate, proxy }: HttpEndpoint, clock: Clock): OpenHttp {
  return createUndiciHttp({ ca: caFile === null ? null : readCa(caFile), allowPrivate, proxy, clock });
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError('CA_UNREADABLE', `The CA file ${file} cannot be read.`, { cause });
  }
}
