import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Address, Service } from '../../../core/ports/network.ts';
import type { CredentialSource } from '../credentials.ts';
import type { AuthMemory } from './auth-memory.ts';
import type { HostKeyPolicy } from './host-key.ts';

/** What a login needs from outside. */
export interface LoginWorld {
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly hostKeys: HostKeyPolicy;
  readonly memory: AuthMemory;
}

/** Whom to log in to. */
export interface LoginTarget {
  readonly address: Address;
  readonly service: Service;
  /** True when old algorithms are allowed too. */
  readonly legacy: boolean;
}
