import type { Clock } from '../../../core/ports/clock.ts';
import type { DeviceCall, DeviceEffect, DeviceOp } from '../../../core/ports/device.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Network } from '../../../core/ports/network.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { CredentialSource } from '../credentials.ts';
import type { HelloCache } from '../../../core/wire/netconf/index.ts';
import { createSessions } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import { createSpareCli } from './spare-cli.ts';
import type { SpareCli } from './spare-cli.ts';
import type { Task } from './task.ts';

/** What every operation of the driver works with. */
export interface Kit {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly sessions: Sessions;
  readonly spareCli: SpareCli;
}

/** What a reading of one switch is given. */
export type ReadingWorld = Pick<Kit, 'network' | 'clock' | 'log'> & { readonly hellos: HelloCache };

/** The kit of a task that reads one switch over NETCONF, once; `purpose` names its sessions. It has no credentials for a CLI. */
export function readingKit({ network, clock, log, hellos }: ReadingWorld, purpose: string): Kit {
  return {
    network,
    clock,
    log,
    sessions: createSessions({ network, clock, log, hellos }, purpose),
    random: FIXED,
    credentials: () => undefined,
    spareCli: createSpareCli(),
  };
}

/** For a task that calls once and needs no jitter. */
const FIXED: Random = { next: () => 0.5, below: (below) => below >> 1, split: () => FIXED };

/** The effect of one operation. */
export type EffectFor<Op extends DeviceOp> = Extract<DeviceEffect, { readonly op: Op }>;

/** One operation: performs the effect and finishes the task. */
export type Operation<Op extends DeviceOp> = (
  kit: Kit,
  effect: EffectFor<Op>,
  task: Task,
  mayWrite: DeviceCall['mayWrite'],
) => void;
