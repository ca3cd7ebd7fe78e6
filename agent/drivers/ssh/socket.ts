import { connect, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../core/ports/clock.ts';
import { CONNECT_TIMEOUT_MS, KEEPALIVE_MS } from './limits.ts';

/** Ends at once: what the kernel still holds is thrown away too, so that nothing is written any more. */
export function reset(socket: Duplex): void {
  // Node 24.21 never closes a handle that is reset while its end is being sent.
  if (!(socket instanceof Socket) || socket.connecting || socket.destroyed || socket.writableEnded)
    socket.destroy();
  else socket.resetAndDestroy();
}

/** How a connect ended. */
export type ConnectResult =
  | { readonly socket: Socket }
  | { readonly failed: 'unreachable' | 'timeout'; readonly cause: unknown };

/**
 * Connects over TCP without Nagle's algorithm (with it every round trip costs 40 ms). The socket comes paused, with an error
 * handler that stays, and gives a `drain` event each time its buffer ran empty. The returned function gives up; `done` is not
 * called then.
 */
export function connectSocket(
  clock: Clock,
  host: string,
  port: number,
  done: (result: ConnectResult) => void,
): () => void {
  // A high-water mark of 0 makes every write ask for `drain`; ssh2 does not look at what write returns.
  const options = {
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEPALIVE_MS,
    writableHighWaterMark: 0,
  };
  const socket = connect(options);
  socket.on('error', () => {});
  const finish = (result: ConnectResult | null): void => {
    timer.cancel();
    socket.removeAllListeners('connect').off('error', failed).off('close', closed);
    if (result === null || !('socket' in result)) socket.destroy();
    if (result !== null) done(result);
  };
  const failed = (cause: unknown): void => finish({ failed: 'unreachable', cause });
  const closed = (): void => failed(new Error('the connection was closed'));
  const timer = clock.setTimer('ssh-connect', CONNECT_TIMEOUT_MS, () =>
    finish({ failed: 'timeout', cause: null }),
  );
  socket.once('connect', () => {
    socket.pause();
    finish({ socket });
  });
  socket.once('error', failed).once('close', closed);
  return () => finish(null);
}
