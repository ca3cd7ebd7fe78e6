import type { Network } from '../../core/ports/network.ts';
import { openMemoryConnection } from './memory-connection.ts';
import type { MemoryWorld } from './memory-world.ts';

/**
 * The network port over simulated switches, without a socket and without encryption, on the lab's clock. It says what real SSH
 * would say: unreachable, changed host key (before any password), refused password, orderly end, lost connection; a
 * connection that is cut loses what is on its way.
 */
export function createMemoryNetwork(world: MemoryWorld): Network {
  let opened = 0;
  return {
    open(address, service, handlers) {
      const random = world.random.split(`connection ${++opened}`);
      return openMemoryConnection(world, random, address, service, handlers);
    },
  };
}
