import type { Duplex } from 'node:stream';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Address, Channel, ChannelHandlers, Network, Service } from '../../../core/ports/network.ts';
import type { CredentialSource } from '../credentials.ts';
import { createAuthMemory } from './auth-memory.ts';
import { openChannel } from './channel.ts';
import { jumpHostError, openError, portOf } from './errors.ts';
import { connectFailed, lostBelow } from './hop-errors.ts';
import { HopTable } from './hops.ts';
import type { DialDone } from './hops.ts';
import type { HostKeyPolicy } from './host-key.ts';
import { CONNECTS_MAX, HANDSHAKES_MAX, HANDSHAKE_SLOT_MS, SESSIONS_MAX, WAITING_MAX } from './limits.ts';
import { login } from './login.ts';
import type { LoginTarget } from './login-world.ts';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';
import { connectSocket, reset } from './socket.ts';
import type { Watch } from './watch.ts';
import { DIRECT } from './way.ts';
import type { Way, WayOf } from './way.ts';

/** What the network over SSH is made of. */
export interface SshNetworkOptions {
  /** Real, unscaled time: its deadlines are for real bytes and real computing. */
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly hostKeys: HostKeyPolicy;
  /** How a device is reached; absent: directly, with modern algorithms. */
  readonly way?: WayOf;
  /** Is told what happens while connections are made. */
  readonly watch?: Watch;
  /** Handshakes at once, 1-64; default 8. */
  readonly handshakesMax?: number;
  /** Sessions at once, 1-10,000; default 500. */
  readonly sessionsMax?: number;
}

/**
 * The Network port over ssh2. A host key is judged before any credential is sent; agent forwarding is never asked for. Opens
 * beyond the limits wait for a slot, and their deadlines start when they get it. Codes as in `core/ports/network.ts`.
 */
export function createSshNetwork(options: SshNetworkOptions): Network {
  const world = { ...options, memory: createAuthMemory(options.clock) };
  const connects = createSlots(CONNECTS_MAX, WAITING_MAX);
  const sessions = createSlots(options.sessionsMax ?? SESSIONS_MAX, WAITING_MAX);
  const handshakes = createSlots(options.handshakesMax ?? HANDSHAKES_MAX, WAITING_MAX);
  const hops = new HopTable(world, handshakes);
  return {
    open: (address, service, handlers) =>
      open(world, { connects, sessions, handshakes, hops }, address, service, handlers),
  };
}

type World = SshNetworkOptions & { readonly memory: ReturnType<typeof createAuthMemory> };

/** What the connections of a network share. */
interface Shared {
  readonly connects: Slots;
  readonly sessions: Slots;
  readonly handshakes: Slots;
  readonly hops: HopTable;
}

function open(
  world: World,
  slots: Shared,
  address: Address,
  service: Service,
  handlers: ChannelHandlers,
): Channel {
  const { clock } = world;
  const way = world.way?.(address, service) ?? DIRECT;
  const target = targetOf(way, address, service);
  /** What must be undone when the opening is given up. */
  const held = new Set<() => void>();
  let over = false;
  let channel: Channel | null = null;

  const giveUp = (): boolean => {
    if (over) return false;
    over = true;
    for (const undo of held) undo();
    held.clear();
    return true;
  };
  const fail = (error: LicenseLabError): void => {
    if (giveUp()) handlers.closed(error);
  };
  const withSlot = (from: Slots, act: (release: () => void) => void): void => {
    const leave = from.take((granted) => {
      held.add(granted);
      act(() => {
        held.delete(granted);
        granted();
      });
    });
    if (leave === null)
      fail(openError('UNREACHABLE', address, service, 'was not called: too many sessions wait already'));
    else if (!over) held.add(leave);
  };

  const dial = (release: () => void): void => {
    const cancel = call(slots.hops, clock, way, address, service, (result) => {
      held.delete(cancel);
      release();
      if ('error' in result) return fail(result.error);
      const { socket } = result;
      world.watch?.({
        kind: 'connected',
        peer: address.deviceId,
        host: address.host,
        port: portOf(address, service),
      });
      held.add(() => socket.destroy());
      return withSlot(slots.sessions, (leave) => {
        if (socket.destroyed) leave();
        else socket.once('close', leave); // counted until the socket is really gone
        withSlot(slots.handshakes, (done) => shake(socket, done));
      });
    });
    held.add(cancel);
  };

  const shake = (socket: Duplex, done: () => void): void => {
    // A handshake that only waits for its peer does not keep the others waiting.
    const lent = clock.setTimer('ssh-handshake-slot', HANDSHAKE_SLOT_MS, done);
    held.add(() => lent.cancel());
    const cancel = login(world, target, socket, {
      ready(client, hostKey) {
        lent.cancel();
        done();
        held.clear();
        channel = openChannel({ clock, log: world.log, target }, client, socket, hostKey, handlers, () =>
          reset(socket),
        );
      },
      failed: (error) => fail(ownOrJumpHosts(error, socket, way, address, service)),
    });
    held.add(cancel);
  };

  queueMicrotask(() => over || withSlot(slots.connects, dial));
  return {
    write: (bytes) => channel?.write(bytes) ?? false,
    isDrained: () => channel?.isDrained() ?? false,
    end() {
      if (channel !== null) channel.end();
      else if (giveUp()) queueMicrotask(() => handlers.closed(null));
    },
    destroy() {
      if (channel !== null) channel.destroy();
      else giveUp();
    },
  };
}

/** Calls the device's port, directly or over the jump hosts of its way. */
function call(
  table: HopTable,
  clock: Clock,
  way: Way,
  address: Address,
  service: Service,
  done: DialDone,
): () => void {
  const [first, ...rest] = way.hops;
  if (first !== undefined) return table.dial([first, ...rest], address, service, done);
  return connectSocket(clock, address.host, portOf(address, service), (result) =>
    done('socket' in result ? result : { error: connectFailed(address, service, result) }),
  );
}

function targetOf({ legacy, known }: Way, address: Address, service: Service): LoginTarget {
  return { address, service, legacy, ...(known === undefined ? {} : { known }) };
}

/** A login that failed because a jump host went away says nothing about the device. */
function ownOrJumpHosts(
  error: LicenseLabError,
  socket: Duplex,
  { hops }: Way,
  address: Address,
  service: Service,
): LicenseLabError {
  const last = hops.at(-1);
  const lost = lostBelow(socket);
  return lost === null || last === undefined ? error : jumpHostError(address, service, last.address, lost);
}
