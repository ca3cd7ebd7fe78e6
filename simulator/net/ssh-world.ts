import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Service } from '../../core/ports/network.ts';
import type { SimulatedDevice } from '../device/contract.ts';
import type { Faults } from '../faults/contract.ts';
import type { GroundJournal } from '../journal/journal.ts';
import type { Admission } from './admission.ts';
import type { Connections } from './connections.ts';
import type { HostKeys } from './host-keys.ts';

/** A mistake in the simulator itself: an exception thrown by a device. It must not look like a fault of the network. */
export type OnDefect = (
  error: unknown,
  where: { readonly device: string; readonly service: Service },
) => void;

/** What the SSH side of a lab stands on. */
export interface SshWorld {
  /** The lab's clock: faults are stated in its time. */
  readonly clock: Clock;
  /** Real time: what protects this process. */
  readonly guardClock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly journal: GroundJournal;
  readonly connections: Connections;
  readonly admission: Admission;
  readonly hostKeys: HostKeys;
  readonly onDefect: OnDefect;
  device(index: number): SimulatedDevice;
  /** Position of a device; null when there is none of that id. */
  readonly indexOf: (deviceId: string) => number | null;
}
