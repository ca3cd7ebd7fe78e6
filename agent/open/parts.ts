/** What the agent is put together from: the real process gives real parts, a binding of scenarios gives its own. */
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Network } from '../../core/ports/network.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Session } from '../cli/index.ts';
import type { Config } from '../config/index.ts';
import type { HttpEndpoint, OpenHttp } from '../cssm/index.ts';
import type { Watch } from '../drivers/ssh/watch.ts';

/** The ports of one program. */
export interface AgentParts {
  /** Timers of machines, drivers and CSSM: real, or the lab's scaled or virtual clock. */
  clock(config: Config): Clock;
  /** Leases, commits, sockets and checks of a person who waits: never scaled. */
  readonly leaseClock: Clock;
  random(config: Config): Random;
  log(config: Config): Log;
  /** File of that log, or null. */
  logFile(config: Config): string | null;
  /** `watch` is told how connections are made; parts without connections tell nothing. */
  network(session: Session, log: Log, watch?: Watch): Network;
  /** Time-outs run on `clock`. */
  http(endpoint: HttpEndpoint, clock: Clock): OpenHttp;
  store(config: Config): Store;
  /** Milliseconds between two sweeps of the engine. */
  readonly sweepMs: number;
}
