import type { Store } from '../../core/ports/store.ts';
import { keepHead } from '../audit/head-file.ts';
import type { Session } from '../cli/index.ts';
import { createDeviceDriver } from '../drivers/device/driver.ts';
import type { EngineContext } from '../runtime/context.ts';
import { isProcessAlive, newId, thisProcess } from '../runtime/ports/process.ts';
import { dataFolder } from './data-folder.ts';
import type { AgentParts } from './parts.ts';

/** The driver of a session's switches, and what it is made of. */
export function driverOf(parts: AgentParts, session: Session) {
  const { config, clock, credentials } = session;
  const log = parts.log(config);
  const network = parts.network(session, log);
  const random = parts.random(config);
  const port = createDeviceDriver({ network, clock, random, log, credentials });
  return { port, network, log, random };
}

/** What every engine of a session is made of, besides CSSM. */
export function engineParts(
  parts: AgentParts,
  session: Session,
  store: Store,
): Omit<EngineContext, 'cssm' | 'licensing' | 'kinds'> {
  const { config, clock } = session;
  const { port: device, log } = driverOf(parts, session);
  return {
    store,
    device,
    clock,
    leaseClock: parts.leaseClock,
    log,
    newWorkerId: () => newId('w'),
    process: thisProcess(),
    isProcessAlive,
    sweepMs: parts.sweepMs,
    keepHead: keepHead(dataFolder(config).head),
  };
}
