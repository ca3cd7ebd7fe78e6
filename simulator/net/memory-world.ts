import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { SimulatedDevice } from '../device/contract.ts';
import type { Faults } from '../faults/contract.ts';
import type { GroundJournal } from '../journal/journal.ts';
import type { AddressBook } from './addresses.ts';
import type { Connections } from './connections.ts';

/** A user name and its password, as plain text: the lab's are public. */
export interface PlainCredentials {
  readonly username: string;
  readonly password: string;
}

/** What the network in memory connects. */
export interface MemoryWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly journal: GroundJournal;
  readonly book: AddressBook;
  readonly connections: Connections;
  device(index: number): SimulatedDevice;
  /** `SHA256:` fingerprint of the key that a switch shows. */
  hostKey(deviceId: string, key: 'regular' | 'foreign'): string;
  /** Looks a credential set of the inventory up; null when there is none. */
  credentials(name: string): PlainCredentials | null;
}
