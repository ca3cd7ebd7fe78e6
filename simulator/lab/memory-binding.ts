import { addressOf, checkFits, createAddressBook, LAB_PORTS, NET_FIRST } from '../net/addresses.ts';
import { memoryHostKey } from '../net/fingerprint.ts';
import { startLabControl } from './control.ts';
import { labDevices } from './devices.ts';
import type { LabOptions } from './options.ts';
import type { Binding, LabWorld } from './world.ts';

/** Reaches a lab in memory: addresses are names, nothing listens unless the control API is asked for. */
export async function bindMemory(world: LabWorld, options: LabOptions): Promise<Binding> {
  const { specs } = world.fleet;
  const net = options.listen?.net ?? NET_FIRST;
  checkFits(net, specs.length);
  const book = createAddressBook(
    specs.map((_spec, index) => ({ host: addressOf(net, index), ...LAB_PORTS })),
  );
  const control = options.control === true ? await startLabControl(world) : null;
  return {
    book,
    devices: labDevices(world, book, (id) => ({ fingerprint: memoryHostKey(id, 'regular'), line: null })),
    hostKey: memoryHostKey,
    control: control?.url ?? null,
    cssmUrl: null,
    files: null,
    warnings: [],
    async close() {
      world.connections.cutAll();
      await control?.close();
    },
  };
}
