/** One ssh2 channel behind the Network port: opening the service, bytes both ways, backpressure, ends. */
import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { DefectError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Channel, ChannelHandlers } from '../../../core/ports/network.ts';
import { connectionLost, openError, reasonOf } from './errors.ts';
import { LINGER_MS, SERVICE_TIMEOUT_MS } from './limits.ts';
import type { LoginTarget } from './login-world.ts';

/** Terminal asked for with a shell: long lines, so that nothing is wrapped; a height of 0 means no paging where it is obeyed. */
const TERMINAL = { term: 'vt100', cols: 511, rows: 0, width: 0, height: 0 };

/** What the channel reports beside the port's own handlers. */
export interface ChannelWorld {
  readonly clock: Clock;
  readonly log: Log;
  readonly target: LoginTarget;
}

/** Asks for the service on a logged-in client, then carries bytes. The socket's end is the caller's to watch. */
export function openChannel(
  world: ChannelWorld,
  client: Client,
  socket: Duplex,
  hostKey: string,
  handlers: ChannelHandlers,
  destroySocket: () => void,
): Channel {
  const { address, service } = world.target;
  let state: 'opening' | 'open' | 'ending' | 'closed' = 'opening';
  let stream: ClientChannel | null = null;
  let awaitsDrain = false;

  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      // ssh2 would report it as a network error; a defect must stop the run, anything else ends this connection only.
      world.log.write('error', 'ssh.handler-failed', { device: address.deviceId, error: reasonOf(error) });
      if (error instanceof DefectError) queueMicrotask(() => rethrow(error));
      close(connectionLost(address, service, 'its data could not be handled'));
    }
  };
  const close = (error: LicenseLabError | null): void => {
    if (state === 'closed') return;
    state = 'closed';
    timer.cancel();
    destroySocket();
    guarded(() => handlers.closed(error));
  };
  const endStream = (): void => {
    if (stream?.writableEnded === false) stream.end();
  };
  const endedByPeer = (): void => {
    if (state === 'closed' || state === 'opening') return;
    const linger = world.clock.setTimer('ssh-linger', LINGER_MS, destroySocket);
    socket.once('close', () => linger.cancel());
    state = 'closed';
    timer.cancel();
    endStream();
    client.end();
    guarded(() => handlers.closed(null));
  };
  const lost = (text: string): void => {
    if (state === 'closed') return;
    if (state === 'opening')
      close(
        openError(
          'SUBSYSTEM_REFUSED',
          address,
          service,
          `closed the connection before ${service} was there: ${text}`,
        ),
      );
    else close(state === 'ending' ? null : connectionLost(address, service, text));
  };
  let timer = world.clock.setTimer('ssh-service', SERVICE_TIMEOUT_MS, () =>
    close(
      openError(
        'SUBSYSTEM_REFUSED',
        address,
        service,
        `did not start ${service} within ${SERVICE_TIMEOUT_MS / 1000} s`,
      ),
    ),
  );

  const opened = (error: Error | undefined, channel: ClientChannel): void => {
    if (state !== 'opening') return;
    if (error)
      return close(
        openError(
          'SUBSYSTEM_REFUSED',
          address,
          service,
          `refused ${NAMES[service]}: ${reasonOf(error)}`,
          REFUSED_HINT[service],
        ),
      );
    timer.cancel();
    stream = channel;
    state = 'open';
    channel.on('error', (cause: unknown) => lost(reasonOf(cause)));
    channel.stderr.on('error', () => {}).resume();
    channel.on('data', (bytes: Buffer) => guarded(() => state !== 'closed' && handlers.data(bytes)));
    channel.on('end', endedByPeer);
    guarded(() => handlers.opened({ hostKey }));
  };

  const isDrained = (): boolean =>
    stream !== null &&
    stream.writableLength === 0 &&
    socket.writableLength === 0 &&
    !isExchangingKeys(client);
  const drained = (): void => {
    if (!awaitsDrain || state !== 'open' || !isDrained()) return;
    awaitsDrain = false;
    guarded(() => handlers.drained());
  };

  client.on('error', (cause: unknown) => lost(reasonOf(cause)));
  client.on('close', () => lost('connection closed by the peer'));
  client.on('handshake', drained);
  socket.on('drain', drained);
  try {
    if (service === 'netconf') client.subsys('netconf', opened);
    else client.shell(TERMINAL, opened);
  } catch (cause) {
    // ssh2 throws when the connection ended together with the login.
    lost(reasonOf(cause));
  }

  return {
    write(bytes) {
      if (stream === null || state !== 'open') return false;
      stream.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), drained);
      awaitsDrain = !isDrained();
      return !awaitsDrain;
    },
    isDrained: () => state === 'open' && isDrained(),
    end() {
      if (state === 'closed' || state === 'ending') return;
      state = 'ending';
      timer.cancel();
      timer = world.clock.setTimer('ssh-linger', LINGER_MS, () => close(null));
      endStream();
      client.end();
    },
    destroy() {
      if (state === 'closed') return;
      state = 'closed';
      timer.cancel();
      destroySocket();
    },
  };
}

const NAMES = { netconf: 'the NETCONF subsystem', cli: 'a shell' } as const;

const REFUSED_HINT = {
  netconf: 'Check that netconf-yang is configured and that the user has privilege 15.',
  cli: 'Check that the user may open a shell (aaa authorization exec).',
} as const;

/**
 * True while keys are exchanged anew: ssh2 holds packets back then, and no public property says so. Read of ssh2 1.17.0
 * (`Protocol._kexinit`); a test fails when it is gone.
 */
export function isExchangingKeys(client: Client): boolean {
  const { _protocol: protocol } = client as unknown as {
    readonly _protocol?: { readonly _kexinit?: unknown };
  };
  return protocol?._kexinit !== undefined;
}

function rethrow(error: unknown): never {
  throw error;
}
