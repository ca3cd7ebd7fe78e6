import type { Socket } from 'node:net';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Address, Channel, ChannelHandlers, Network, Service } from '../../../core/ports/network.ts';
import type { CredentialSource } from '../credentials.ts';
import { createAuthMemory } from './auth-memory.ts';
import { openChannel } from './channel.ts';
import { openError, portOf, reasonOf } from './errors.ts';
import type { HostKeyPolicy } from './host-key.ts';
import {
  CONNECTS_MAX,
  CONNECT_TIMEOUT_MS,
  HANDSHAKES_MAX,
  HANDSHAKE_SLOT_MS,
  SESSIONS_MAX,
  WAITING_MAX,
} from './limits.ts';
import { login } from './login.ts';
import { createSlots } from './slots.ts';
import type { Slots } from './slots.ts';
import { connectSocket } from './socket.ts';

/** What the network over SSH is made of. */
export interface SshNetworkOptions {
  /** Real, unscaled time: its deadlines are for real bytes and real computing. */
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly hostKeys: HostKeyPolicy;
  /** Whether a device may be offered old algorithms (SHA-1, CBC); absent: none may. */
  readonly legacyAlgorithms?: (address: Address) => boolean;
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
  return {
    open: (address, service, handlers) =>
      open(world, { connects, sessions, handshakes }, address, service, handlers),
  };
}

type World = SshNetworkOptions & { readonly memory: ReturnType<typeof createAuthMemory> };

interface AllSlots {
  readonly connects: Slots;
  readonly sessions: Slots;
  readonly handshakes: Slots;
}

function open(
  world: World,
  slots: AllSlots,
  address: Address,
  service: Service,
  handlers: ChannelHandlers,
): Channel {
  const { clock } = world;
  const target = { address, service, legacy: world.legacyAlgorithms?.(address) === true };
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
    const cancel = connectSocket(clock, address.host, portOf(address, service), (result) => {
      held.delete(cancel);
      release();
      if (!('socket' in result)) return fail(connectFailed(result.failed, result.cause));
      const { socket } = result;
      held.add(() => socket.destroy());
      return withSlot(slots.sessions, (leave) => {
        if (socket.destroyed) leave();
        else socket.once('close', leave); // counted until the socket is really gone
        withSlot(slots.handshakes, (done) => shake(socket, done));
      });
    });
    held.add(cancel);
  };

  const shake = (socket: Socket, done: () => void): void => {
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
      failed: fail,
    });
    held.add(cancel);
  };

  const connectFailed = (failed: 'unreachable' | 'timeout', cause: unknown): LicenseLabError =>
    failed === 'timeout'
      ? openError('CONNECT_TIMEOUT', address, service, `did not answer within ${CONNECT_TIMEOUT_MS / 1000} s`)
      : openError('UNREACHABLE', address, service, `cannot be reached: ${reasonOf(cause)}`);

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

/** Ends at once: what the kernel still holds is thrown away too, so that nothing is written any more. */
function reset(socket: Socket): void {
  // Node 24.21 never closes a handle that is reset while its end is being sent.
  if (socket.connecting || socket.destroyed || socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
