import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { LicenseLabError } from '../../core/errors.ts';

/** Connections the kernel keeps for us while we are busy: Linux's net.core.somaxconn. */
const BACKLOG = 4_096;
/** Listeners that are opened at once. */
const OPENING_AT_ONCE = 256;

/** An open port. */
export interface Listener {
  readonly port: number;
  /** Accepts no more; connections stay. */
  close(): void;
}

/**
 * Opens a port (0 takes any). `LISTEN_IN_USE`, `LISTEN_DENIED`, `LISTEN_FAILED`. Nagle's delay is off: with it each round
 * trip of SSH costs some 40 ms.
 */
export function listen(host: string, port: number, take: (socket: Socket) => void): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, take);
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(host, port, cause)));
    server.listen({ host, port, backlog: BACKLOG }, () => {
      server.removeAllListeners('error');
      // Later errors are those of single connections (out of open files); the next one may succeed.
      server.on('error', () => undefined);
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ port: bound, close: () => void server.close() });
    });
  });
}

function listenError(host: string, port: number, cause: NodeJS.ErrnoException): LicenseLabError {
  const where = `${host} port ${port}`;
  const code = cause.code ?? '';
  if (code === 'EADDRINUSE') {
    const hint = 'Another lab runs there, or another program. Choose another block with LICLAB_NET=N.';
    return new LicenseLabError('LISTEN_IN_USE', `${where} is in use.`, { hint, cause });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const hint = 'Ports below 1024 need privilege; without --standard-ports none is needed.';
    return new LicenseLabError('LISTEN_DENIED', `Listening on ${where} is not allowed.`, { hint, cause });
  }
  if (code === 'EMFILE' || code === 'ENFILE') {
    const hint = 'Raise the limit (ulimit -n), or give --wide.';
    return new LicenseLabError('LISTEN_FAILED', 'Too many open files for that many listeners.', {
      hint,
      cause,
    });
  }
  const hint =
    code === 'EADDRNOTAVAIL' ? 'Only Linux has all of 127/8; elsewhere give --addressing ports.' : undefined;
  return new LicenseLabError('LISTEN_FAILED', `Listening on ${where} failed: ${cause.message}`, {
    cause,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Runs every job, a bounded number at once; the first failure is thrown after those begun have ended. */
export async function runAll(jobs: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (let from = 0; from < jobs.length; from += OPENING_AT_ONCE) {
    const results = await Promise.allSettled(jobs.slice(from, from + OPENING_AT_ONCE).map((job) => job()));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}
