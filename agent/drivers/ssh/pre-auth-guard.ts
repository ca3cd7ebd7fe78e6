import type { Duplex } from 'node:stream';
import { afterIdentification } from './kexinit.ts';
import { PRE_AUTH_BYTES_MAX, PRE_IDENT_BYTES_MAX } from './limits.ts';

/** Watches what a peer sends before the login. */
export interface PreAuthGuard {
  /** First bytes the peer sent, at most {@link PRE_IDENT_BYTES_MAX}. */
  first(): Uint8Array;
  /** Stops watching: the login is done. */
  stop(): void;
}

/**
 * Counts a socket's or a tunnel's bytes until the login: ssh2 itself takes endless greeting lines and banners (seen with 1.17.0). `tooLoud`
 * is called once. To be called on a paused socket, before ssh2 listens.
 */
export function guardPreAuth(socket: Duplex, tooLoud: (text: string) => void): PreAuthGuard {
  const first = Buffer.alloc(PRE_IDENT_BYTES_MAX);
  let kept = 0;
  let total = 0;
  const onData = (bytes: Buffer): void => {
    kept += bytes.copy(first, kept);
    total += bytes.length;
    if (total > PRE_AUTH_BYTES_MAX) {
      stop();
      tooLoud(`sent more than ${PRE_AUTH_BYTES_MAX} bytes before the login`);
    } else if (total > PRE_IDENT_BYTES_MAX && afterIdentification(first.subarray(0, kept)) === null) {
      stop();
      tooLoud(`sent more than ${PRE_IDENT_BYTES_MAX} bytes without an SSH identification line`);
    }
  };
  const stop = (): void => void socket.off('data', onData);
  socket.on('data', onData);
  return { first: () => first.subarray(0, kept), stop };
}
