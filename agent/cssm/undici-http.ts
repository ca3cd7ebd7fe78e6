import { Agent, ProxyAgent, request as send } from 'undici';
import type { Dispatcher } from 'undici';
import { ConfigError, TransportError, isLicenseLabError } from '../../core/errors.ts';
import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { HttpRequest, HttpResponse } from '../../core/ports/http.ts';
import { ADDRESS_REFUSED, outsideLookup } from './address-policy.ts';
import type { HttpProxy, OpenHttp } from './endpoint.ts';

/** How connections are made. */
export interface UndiciHttpSettings {
  /** Certificate authorities as PEM, in place of the machine's own; null: the machine's. */
  readonly ca: string | null;
  /** Internal addresses may be connected to: an SSM On-Prem, the lab. Behind a proxy names are resolved there, unseen by us. */
  readonly allowPrivate: boolean;
  readonly proxy: HttpProxy | null;
  /** Time-outs run on it, so that a scaled lab waits as long as it simulates. */
  readonly clock: Clock;
}

/** Connections to one host. */
const CONNECTIONS_MAX = 8;
/** Milliseconds of real time for TCP and TLS together. */
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * HTTP by undici: certificates always checked, no cookies, no redirects, no compression (so no answer grows when it is
 * unpacked), the answer cut at the limit of size while it arrives.
 */
export function createUndiciHttp(settings: UndiciHttpSettings): OpenHttp {
  const dispatcher = dispatcherOf(settings);
  return {
    request(request, done) {
      void perform(dispatcher, settings.clock, request).then(done);
    },
    close: () => dispatcher.destroy(),
  };
}

function dispatcherOf({ ca, allowPrivate, proxy }: UndiciHttpSettings): Dispatcher {
  const options = {
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    // The clock's timer ends a request; undici's would run on real time.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const trust = { timeout: CONNECT_TIMEOUT_MS, ...(ca === null ? {} : { ca }) };
  if (proxy === null) {
    const lookup = allowPrivate ? {} : { lookup: outsideLookup };
    return new Agent({ ...options, connect: { ...trust, ...lookup } });
  }
  const { url, login } = proxy;
  const basic = (username: string, password: string): string =>
    `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return new ProxyAgent({
    ...options,
    uri: url,
    requestTls: trust,
    proxyTunnel: true,
    ...(login === null ? {} : { token: basic(login.username, login.password.reveal()) }),
  });
}

async function perform(
  agent: Dispatcher,
  clock: Clock,
  request: HttpRequest,
): Promise<HttpResponse | LicenseLabError> {
  const abort = new AbortController();
  const url = new URL(request.url);
  const place = { host: url.host, path: url.pathname };
  const timer = clock.setTimer('http request', request.timeoutMs, () => {
    abort.abort(
      failure(
        'HTTP_TIMEOUT',
        `No answer from ${url.host} within ${Math.round(request.timeoutMs)} ms.`,
        place,
      ),
    );
  });
  try {
    const response = await send(url, {
      dispatcher: agent,
      method: request.method,
      headers: { 'accept-encoding': 'identity', ...request.headers },
      body: request.body,
      signal: abort.signal,
    });
    const body = await readText(response.body, request.responseBytesMax, place);
    return { status: response.statusCode, headers: flat(response.headers), body };
  } catch (error) {
    return isLicenseLabError(error) ? error : translated(error, place);
  } finally {
    timer.cancel();
  }
}

type Place = Readonly<Record<'host' | 'path', string>>;

async function readText(body: AsyncIterable<unknown>, bytesMax: number, place: Place): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw failure('HTTP_TOO_LARGE', `The answer of ${place.host} has more than ${bytesMax} bytes.`, place);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}

/** Nothing was sent on a connection that never was. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** OpenSSL's and Node's names for a certificate or handshake that is not accepted. */
const TLS =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_|PATH_LENGTH|HOSTNAME_|EPROTO)/;

function translated(error: unknown, place: Place): LicenseLabError {
  const code = codeOf(error);
  const tunnel = tunnelStatus(error);
  if (tunnel !== null) return tunnelFailure(tunnel, place);
  if (code === ADDRESS_REFUSED) {
    return new ConfigError(ADDRESS_REFUSED, `${place.host} resolves to an internal address.`, {
      context: place,
      hint: 'Write allowPrivate: true beside its URL if it is meant to be inside your network.',
    });
  }
  if (NEVER_CONNECTED.has(code)) {
    return failure('HTTP_UNREACHABLE', `${place.host} cannot be reached (${code}).`, place);
  }
  if (TLS.test(code)) {
    return failure('HTTP_TLS', `The certificate of ${place.host} is not accepted (${code}).`, place, {
      hint: 'Name the CA that signed it: caFile beside its URL.',
    });
  }
  return failure('HTTP_RESET', `The connection to ${place.host} ended early (${code}).`, place);
}

/** HTTP status with which a proxy refused the tunnel, by undici's words; null: it did not. */
function tunnelStatus(error: unknown): number | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const found = /^Proxy response \((\d{3})\) !== 200 when HTTP Tunneling/.exec(at.message);
    if (found !== null) return Number(found[1]);
  }
  return null;
}

function tunnelFailure(status: number, place: Place): LicenseLabError {
  const what = status === 407 ? 'wants another user or password' : `refused with HTTP ${status}`;
  return new TransportError('HTTP_PROXY', `The proxy on the way to ${place.host} ${what}.`, {
    definite: true,
    context: { ...place, status },
    hint: 'Check proxy in the inventory, and that the proxy lets this host through.',
  });
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') {
      // With several addresses tried, the code of each is inside.
      if (!(at instanceof AggregateError)) return at.code;
      return at.errors.map(codeOf).find((inner) => inner !== 'unknown') ?? at.code;
    }
  }
  return 'unknown';
}

/** The cause is left out: undici's errors may hold the request's headers. */
function failure(code: string, message: string, place: Place, more: { hint?: string } = {}): LicenseLabError {
  const definite = code === 'HTTP_UNREACHABLE' || code === 'HTTP_TLS';
  return new TransportError(code, message, { definite, context: place, ...more });
}
