import { createRandom } from '../../../core/random.ts';
import type { Address, Channel, Service } from '../../../core/ports/network.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import { createFaults } from '../../../simulator/faults/faults.ts';
import { createGroundJournal } from '../../../simulator/journal/journal.ts';
import { createAddressBook } from '../../../simulator/net/addresses.ts';
import { followConnections } from '../../../simulator/net/connections.ts';
import { memoryHostKey } from '../../../simulator/net/fingerprint.ts';
import { createMemoryNetwork } from '../../../simulator/net/memory-network.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { stubDevice, stubSpec } from '../stub-device.ts';

/** Two stub switches in memory on virtual time. */
export function memoryWorld(seed = 1) {
  const clock = createVirtualClock({ seed });
  const random = createRandom(seed);
  const journal = createGroundJournal(clock);
  const faults = createFaults(random.split('faults'));
  const specs = [stubSpec('sw-0001'), stubSpec('sw-0002')];
  const devices = specs.map((spec) => stubDevice(spec, { journal }));
  const book = createAddressBook(
    [1, 2].map((last) => ({ host: `127.16.0.${last}`, netconfPort: 10830, sshPort: 10022 })),
  );
  const connections = followConnections(journal, clock);
  const network = createMemoryNetwork({
    clock,
    random,
    faults,
    journal,
    book,
    connections,
    device: (index) => devices[index]!,
    hostKey: memoryHostKey,
    credentials: (name) =>
      name === 'lab'
        ? { username: 'admin', password: 'Lab-Only-Passw0rd' }
        : name === 'wrong'
          ? { username: 'admin', password: 'wrong' }
          : null,
  });

  /** Opens a channel and records what happens on it. */
  function open(change: Partial<Address> = {}, service: Service = 'netconf') {
    const address: Address = {
      deviceId: 'sw-0001',
      host: '127.16.0.1',
      netconfPort: 10830,
      sshPort: 10022,
      credentials: 'lab',
      hostKey: null,
      ...change,
    };
    const seen = {
      order: [] as string[],
      text: '',
      hostKey: '',
      error: undefined as LicenseLabError | null | undefined,
      closes: 0,
      at: [] as number[],
    };
    const channel: Channel = network.open(address, service, {
      opened(opened) {
        seen.order.push('opened');
        seen.hostKey = opened.hostKey;
      },
      data(bytes) {
        seen.order.push('data');
        seen.at.push(clock.monotonicMs());
        seen.text += Buffer.from(bytes).toString();
      },
      drained: () => seen.order.push('drained'),
      closed(error) {
        seen.order.push('closed');
        seen.error = error;
        seen.closes += 1;
      },
    });
    return { channel, seen };
  }

  return { clock, journal, faults, devices, device: devices[0]!, connections, network, open };
}
