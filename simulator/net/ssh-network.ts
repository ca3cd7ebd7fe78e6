import { createAddressBook } from './addresses.ts';
import type { AddressBook } from './addresses.ts';
import { openListeners } from './listeners.ts';
import type { ListenOptions } from './listeners.ts';
import { followPorts } from './port-gates.ts';
import { acceptConnection } from './ssh-connection.ts';
import { createSshServers } from './ssh-servers.ts';
import type { SshWorld } from './ssh-world.ts';

/** Simulated switches that are reached by real SSH. */
export interface SshNetwork {
  readonly book: AddressBook;
  /** What must be said at start, in sentences. */
  readonly warnings: readonly string[];
  /** Stops accepting and resets every connection. */
  close(): void;
}

/** Opens the listeners of a lab and serves SSH on what comes in. Errors as {@link openListeners}. */
export async function startSshNetwork(world: SshWorld, options: ListenOptions): Promise<SshNetwork> {
  const servers = createSshServers();
  let isClosed = false;
  const listeners = await openListeners(options, (socket, index, service) => {
    acceptConnection(world, servers, socket, index, service);
  });
  const unfollow = followPorts(world.journal, world.indexOf, listeners, (error, device, service) => {
    if (!isClosed) world.onDefect(error, { device, service });
  });
  return {
    book: createAddressBook(listeners.endpoints),
    warnings: listeners.warnings,
    close() {
      isClosed = true;
      unfollow();
      listeners.close();
      world.connections.cutAll();
    },
  };
}
