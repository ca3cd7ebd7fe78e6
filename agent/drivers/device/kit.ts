import type { Clock } from '../../../core/ports/clock.ts';
import type { DeviceCall, DeviceEffect, DeviceOp } from '../../../core/ports/device.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Network } from '../../../core/ports/network.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { CredentialSource } from '../credentials.ts';
import type { Sessions } from './sessions.ts';
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

/** For a task that calls once and needs no jitter. */
export const FIXED: Random = { next: () => 0.5, below: (below) => below >> 1, split: () => FIXED };

/** The effect of one operation. */
export type EffectFor<Op extends DeviceOp> = Extract<DeviceEffect, { readonly op: Op }>;

/** One operation: performs the effect and finishes the task. */
export type Operation<Op extends DeviceOp> = (
  kit: Kit,
  effect: EffectFor<Op>,
  task: Task,
  mayWrite: DeviceCall['mayWrite'],
) => void;
