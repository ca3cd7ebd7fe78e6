import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Service } from '../../../core/ports/network.ts';
import type { CredentialSource } from '../credentials.ts';
import type { AuthMemory } from './auth-memory.ts';
import type { HostKeyPolicy } from './host-key.ts';
import type { Hop } from './way.ts';
import type { Watch } from './watch.ts';

/** What a login needs from outside. */
export interface LoginWorld {
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly hostKeys: HostKeyPolicy;
  readonly memory: AuthMemory;
  readonly watch?: Watch;
}

/** Whom to log in to: a switch or a jump host. */
export interface LoginTarget extends Hop {
  readonly service: Service;
}
