/**
 * Connections to jump hosts. One serves all switches behind the same host: one login there instead of hundreds, and when it dies
 * that is one fault (safety F52). Each host's key is checked, and it gets the credentials of its own set.
 */
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Timer } from '../../../core/ports/clock.ts';
import type { Address, Service } from '../../../core/ports/network.ts';
import { jumpHostError, openError, portOf, reasonOf } from './errors.ts';
import { connectFailed, hopGone, lostBelow, noAnswer, refusedTunnel, tooManyHops } from './hop-errors.ts';
import { CONNECT_TIMEOUT_MS, HOP_CONNECTIONS_MAX, HOP_IDLE_MS } from './limits.ts';
import { login } from './login.ts';
import type { LoginWorld } from './login-world.ts';
import type { Slots } from './slots.ts';
import { connectSocket, reset } from './socket.ts';
import { Tunnel } from './tunnel.ts';
import type { Hop } from './way.ts';

/** How a call through jump hosts ended. */
export type DialDone = (result: { readonly socket: Duplex } | { readonly error: LicenseLabError }) => void;

/** At least one jump host, in the order from here. */
export type Hops = readonly [Hop, ...(readonly Hop[])];

/** The connection to the last of some hops, with its client; or why there is none. */
type Reached = (
  result: { readonly connection: Connection; readonly client: Client } | { readonly error: LicenseLabError },
) => void;

/** A connection to the last of some hops. */
interface Connection {
  readonly key: string;
  readonly hop: Hop;
  readonly waiting: Set<Reached>;
  readonly tunnels: Set<Tunnel>;
  /** Tunnels that are being opened. */
  opening: number;
  client: Client | null;
  carrier: Duplex | null;
  idle: Timer | null;
}

/** The jump hosts of a network. */
export class HopTable {
  readonly #world: LoginWorld;
  readonly #handshakes: Slots;
  readonly #connections = new Map<string, Connection>();

  constructor(world: LoginWorld, handshakes: Slots) {
    this.#world = world;
    this.#handshakes = handshakes;
  }

  /**
   * Calls a port of an address over `hops`. `done` is called once, never in this tick, and not at all once the returned function was
   * called.
   */
  dial(hops: Hops, address: Address, service: Service, done: DialDone): () => void {
    const hop = lastOf(hops).address;
    let timer: Timer | null = null;
    let isOver = false;
    const end: DialDone = (result) => {
      timer?.cancel();
      if (isOver && 'socket' in result) result.socket.destroy();
      if (isOver) return;
      isOver = true;
      done(result);
    };
    const leave = this.#reach(hops, (result) => {
      if (isOver) return;
      if ('error' in result) return end({ error: jumpHostError(address, service, hop, result.error) });
      timer = this.#world.clock.setTimer('ssh-tunnel', CONNECT_TIMEOUT_MS, () =>
        end({ error: noAnswer(address, service, hop) }),
      );
      return this.#openTunnel(result.connection, result.client, address, service, end);
    });
    return () => {
      isOver = true;
      timer?.cancel();
      leave();
    };
  }

  /** The client of the last hop: the one that is there, or a new one. */
  #reach(hops: Hops, done: Reached): () => void {
    const known = this.#connections.get(keyOf(hops));
    if (known === undefined && this.#connections.size >= HOP_CONNECTIONS_MAX) {
      queueMicrotask(() => done({ error: tooManyHops(lastOf(hops).address) }));
      return () => {};
    }
    const connection = known ?? this.#begin(hops);
    connection.idle?.cancel();
    const { client } = connection;
    if (client === null) connection.waiting.add(done);
    else queueMicrotask(() => done({ connection, client }));
    return () => {
      connection.waiting.delete(done);
      this.#idleWhenUnused(connection);
    };
  }

  #begin(hops: Hops): Connection {
    const hop = lastOf(hops);
    const connection: Connection = {
      key: keyOf(hops),
      hop,
      waiting: new Set(),
      tunnels: new Set(),
      opening: 0,
      client: null,
      carrier: null,
      idle: null,
    };
    this.#connections.set(connection.key, connection);
    const [first, ...rest] = hops.slice(0, -1);
    if (first !== undefined) {
      this.dial([first, ...rest], hop.address, 'cli', (result) => {
        if ('socket' in result) this.#connected(connection, result.socket);
        else this.#over(connection, result.error);
      });
    } else {
      connectSocket(this.#world.clock, hop.address.host, hop.address.sshPort, (result) => {
        if ('socket' in result) this.#connected(connection, result.socket);
        else this.#over(connection, connectFailed(hop.address, 'cli', result));
      });
    }
    return connection;
  }

  #connected(connection: Connection, socket: Duplex): void {
    const { address } = connection.hop;
    const { deviceId: peer, host, sshPort: port } = address;
    this.#world.watch?.({ kind: 'connected', peer, host, port });
    connection.carrier = socket;
    // Every tunnel waits for the same drain.
    socket.setMaxListeners(0);
    const failed = (error: LicenseLabError): void => this.#over(connection, lostBelow(socket) ?? error);
    const slot = this.#handshakes.take((release) => {
      if (socket.destroyed) {
        release();
        return failed(openError('HANDSHAKE_FAILED', address, 'cli', 'closed the connection'));
      }
      login(this.#world, { ...connection.hop, service: 'cli' }, socket, {
        ready: (client) => {
          release();
          this.#ready(connection, client, socket);
        },
        failed: (error) => {
          release();
          failed(error);
        },
      });
      return undefined;
    });
    if (slot === null)
      failed(openError('UNREACHABLE', address, 'cli', 'was not called: too many handshakes wait already'));
  }

  #ready(connection: Connection, client: Client, socket: Duplex): void {
    const { address } = connection.hop;
    const gone = (text: string): void => this.#over(connection, lostBelow(socket) ?? hopGone(address, text));
    client.setMaxListeners(0);
    client.on('error', (cause: unknown) => gone(reasonOf(cause)));
    client.on('close', () => gone('connection closed by the peer'));
    connection.client = client;
    for (const waiter of connection.waiting) waiter({ connection, client });
    connection.waiting.clear();
    this.#idleWhenUnused(connection);
  }

  #openTunnel(
    connection: Connection,
    client: Client,
    address: Address,
    service: Service,
    done: DialDone,
  ): void {
    const refused = (cause: unknown): void => {
      this.#idleWhenUnused(connection);
      done({ error: refusedTunnel(address, service, connection.hop.address, cause) });
    };
    const opened = (error: Error | undefined, channel: ClientChannel): void => {
      connection.opening -= 1;
      if (error !== undefined) return refused(error);
      if (connection.carrier === null) return refused(new Error('the jump host is gone'));
      const tunnel = new Tunnel(channel, client, connection.carrier);
      connection.tunnels.add(tunnel);
      tunnel.once('close', () => {
        connection.tunnels.delete(tunnel);
        this.#idleWhenUnused(connection);
      });
      return done({ socket: tunnel });
    };
    connection.opening += 1;
    try {
      client.forwardOut('127.0.0.1', 0, address.host, portOf(address, service), opened);
    } catch (cause) {
      // ssh2 throws when the connection has just ended.
      connection.opening -= 1;
      refused(cause);
    }
  }

  /** The jump host is gone, or was never reached: that is the same fault for all who wait for it and all who stand on it. */
  #over(connection: Connection, error: LicenseLabError): void {
    if (!this.#forget(connection)) return;
    for (const waiter of connection.waiting) waiter({ error });
    connection.waiting.clear();
    for (const tunnel of connection.tunnels) tunnel.lose(error);
  }

  #idleWhenUnused(connection: Connection): void {
    const isUsed = (): boolean =>
      connection.client === null || connection.opening + connection.tunnels.size > 0;
    if (isUsed() || this.#connections.get(connection.key) !== connection) return;
    connection.idle?.cancel();
    connection.idle = this.#world.clock.setTimer('ssh-hop-idle', HOP_IDLE_MS, () => {
      if (!isUsed()) this.#forget(connection);
    });
  }

  /** Ends a connection; false when it was over already. */
  #forget(connection: Connection): boolean {
    if (this.#connections.get(connection.key) !== connection) return false;
    this.#connections.delete(connection.key);
    connection.idle?.cancel();
    connection.client?.end();
    if (connection.carrier !== null) reset(connection.carrier);
    return true;
  }
}

function lastOf(hops: Hops): Hop {
  return hops.at(-1) ?? hops[0];
}

/** Hosts, users and keys of a way: what differs here is another connection. */
function keyOf(hops: Hops): string {
  return JSON.stringify(hops.map(({ address, legacy, known }) => [address, legacy, known ?? null]));
}
