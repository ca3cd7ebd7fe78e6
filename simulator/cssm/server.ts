import { fastify } from 'fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { BlockList, isIP } from 'node:net';
import { ConfigError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { REQUEST_CHARS_MAX } from './routes/http.ts';
import type { CssmHandler } from './routes/http.ts';
import { badRequest } from './routes/refusals.ts';
import type { KeyedCertificate } from './tls/certificate.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Where CSSM listens and who it says it is. */
export interface CssmServerSettings {
  readonly handle: CssmHandler;
  readonly clock: Clock;
  /** Loopback address, e.g. `127.16.0.1`. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly identity: KeyedCertificate;
}

/** A listening CSSM. */
export interface CssmServer {
  /** `https://127.16.0.1:4443`, without a path. */
  readonly url: string;
  /** Ends at once: connections are cut, answers that wait are dropped. */
  close(): Promise<void>;
}

/** Milliseconds of real time a client may take to send a whole request. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Brings requests over https to the handler and its answers back, after their delay on the lab's clock; no answer is the end of
 * the connection. Throws `CSSM_NOT_LOOPBACK` for any other address.
 */
export async function startCssmServer(settings: CssmServerSettings): Promise<CssmServer> {
  const { handle, clock, host, port, identity } = settings;
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(host) === 0 || !loopback.check(host, family)) {
    throw new ConfigError(
      'CSSM_NOT_LOOPBACK',
      `The simulated CSSM listens on loopback only, not on ${host}.`,
    );
  }
  const app = fastify({
    https: { key: identity.key, cert: identity.certificate, minVersion: 'TLSv1.2' },
    bodyLimit: REQUEST_CHARS_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, reply) => unreadable(error, reply),
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => unreadable(error, reply));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.all('/*', (request, reply) => answer(handle, clock, request, reply));
  const address = await app.listen({ host, port });
  return { url: address, close: () => app.close() };
}

function answer(
  handle: CssmHandler,
  clock: Clock,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const raw = request.raw.url ?? '/';
  const mark = raw.indexOf('?');
  const { response, delayMs } = handle({
    method: request.method,
    path: mark === -1 ? raw : raw.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : raw.slice(mark + 1)),
    headers: flat(request.headers),
    body: typeof request.body === 'string' ? request.body : '',
  });
  const timer = clock.setTimer('cssm answer', delayMs, () => {
    if (response === null) request.raw.socket.destroy();
    else void reply.code(response.status).headers(response.headers).send(response.body);
  });
  reply.raw.once('close', () => {
    timer.cancel();
  });
  return reply;
}

/** What never becomes a request: a path that cannot be decoded, a body beyond the limit; and what failed here. */
function unreadable(error: FastifyError, reply: FastifyReply): void {
  const told = error.statusCode === undefined ? 'The simulator failed.' : 'The request cannot be read.';
  const { status, headers, body } = badRequest(told, error.statusCode ?? 500);
  void reply.code(status).headers(headers).send(body);
}

function flat(headers: FastifyRequest['headers']): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
