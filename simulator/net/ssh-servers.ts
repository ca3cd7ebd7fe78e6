import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { Connection } from 'ssh2';
import { assert } from '../../core/errors.ts';
import { SWITCH_ALGORITHMS, SWITCH_IDENT } from './algorithms.ts';
import type { FaultySocket } from './faulty-socket.ts';
import type { HostKey } from './host-keys.ts';

/** ssh2 pings idle clients; on loopback a dead peer shows by itself, and ten thousand pings cost. Never 0: that means its default. */
const KEEPALIVE_MS = 3_600_000;

/** A socket that ssh2 takes. */
export type Carrier = Socket | FaultySocket;

/** The SSH servers of a lab: one for each host key, shared by every switch that shows it, none of them listening. */
export interface SshServers {
  /** Speaks SSH on a socket; `connected` is called when the client has identified itself. Before that only the socket's events tell. */
  serve(carrier: Carrier, key: HostKey, connected: (client: Connection) => void): void;
}

/** Makes an empty set of servers. */
export function createSshServers(): SshServers {
  const servers = new Map<HostKey, ssh2.Server>();
  const waiting = new WeakMap<object, (client: Connection) => void>();

  function serverOf(key: HostKey): ssh2.Server {
    const known = servers.get(key);
    if (known !== undefined) return known;
    const server = new ssh2.Server(
      {
        hostKeys: [{ key: key.parsed }],
        algorithms: SWITCH_ALGORITHMS,
        ident: SWITCH_IDENT,
        keepaliveInterval: KEEPALIVE_MS,
      },
      (client) => {
        // The event does not say which switch was called; its socket does. Private, but the version is pinned.
        const carrier = (client as unknown as { readonly _sock?: object })._sock;
        const connected = carrier === undefined ? undefined : waiting.get(carrier);
        assert(connected !== undefined, 'ssh2 names the socket of a connection');
        connected(client);
      },
    );
    servers.set(key, server);
    return server;
  }

  return {
    serve(carrier, key, connected) {
      waiting.set(carrier, connected);
      serverOf(key).injectSocket(carrier as Socket);
    },
  };
}
