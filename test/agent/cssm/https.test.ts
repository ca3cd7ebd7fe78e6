/** Real https on loopback, with the lab's CA. */
import { createServer } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { isLicenseLabError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../core/ports/http.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import { createRandom } from '../../../core/random.ts';
import { createCssmClient } from '../../../agent/cssm/client.ts';
import type { Done } from '../../../agent/cssm/done.ts';
import { createUndiciHttp } from '../../../agent/cssm/undici-http.ts';
import { Secret } from '../../../agent/secrets/secret.ts';
import { createCssm } from '../../../simulator/cssm/cssm.ts';
import { startCssmServer } from '../../../simulator/cssm/server.ts';
import { createAuthority, createServerCertificate } from '../../../simulator/cssm/tls/certificate.ts';
import { createFaults } from '../../../simulator/faults/faults.ts';
import { createGroundJournal } from '../../../simulator/journal/journal.ts';
import { createScaledClock } from '../../../simulator/time/real-clock.ts';
import { ACCOUNTS, NE24, reportOf } from '../../simulator/cssm/lab.ts';
import { logOf } from './support.ts';

const ADDRESS = '127.43.0.1';
const now = Date.now();
const authority = createAuthority(now);
const identity = createServerCertificate(authority, ['localhost', ADDRESS], now);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function clockOf(scale = 60) {
  const clock = createScaledClock(scale);
  cleanups.push(() => clock.stop());
  return clock;
}

function httpOf(clock: Clock, ca: string | null = authority.certificate, allowPrivate = true) {
  const http = createUndiciHttp({ ca, allowPrivate, proxy: null, clock });
  cleanups.push(() => http.close());
  return http;
}

/** A server that does what `listener` says. */
async function serverOf(listener: RequestListener) {
  const server = createServer({ key: identity.key, cert: identity.certificate }, listener);
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  cleanups.push(() => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())));
  return `https://${ADDRESS}:${(server.address() as AddressInfo).port}`;
}

async function cssmOf() {
  const clock = clockOf();
  const faults = createFaults(createRandom(1));
  const journal = createGroundJournal(clock);
  const cssm = createCssm({ accounts: ACCOUNTS, clock, random: createRandom(1), faults, journal });
  const server = await startCssmServer({ handle: cssm.handle, clock, host: ADDRESS, port: 0, identity });
  cleanups.push(() => server.close());
  return { clock, faults, journal, cssm, server, url: server.url };
}

function clientOf(lab: Awaited<ReturnType<typeof cssmOf>>, ca: string | null = authority.certificate) {
  return createCssmClient({
    http: httpOf(lab.clock, ca),
    clock: lab.clock,
    random: createRandom(2),
    log: logOf().log,
    baseUrl: `${lab.url}/services/api/smart-accounts-and-licensing`,
    tokenUrl: `${lab.url}/oauth2/default/v1/token`,
    clientId: 'lab',
    clientSecret: new Secret('lab-only-secret'),
    allowPrivate: true,
  });
}

const promised = <Value>(start: (done: Done<Value>) => void) =>
  new Promise<Value | LicenseLabError>((resolve) => start(resolve));

const requestOf = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  body: null,
  timeoutMs: 10_000,
  responseBytesMax: 1000,
  ...more,
});

const ask = (http: ReturnType<typeof httpOf>, request: HttpRequest) =>
  promised<HttpResponse>((done) => http.request(request, done));

describe('client and simulated CSSM over https', () => {
  test('read accounts, pools and instances', async () => {
    const lab = await cssmOf();
    const client = clientOf(lab);
    await new Promise((resolve) => lab.cssm.link.report('sw-1', reportOf(1), resolve));
    await new Promise<void>((resolve) => lab.clock.setTimer('acknowledged', 11_000, resolve));
    expect(await promised((done) => client.accounts(done))).toMatchObject([
      { domain: 'campus.example' },
      { domain: 'merged.example' },
    ]);
    expect(await promised((done) => client.pools('campus.example', {}, done))).toHaveLength(4);
    expect(await promised((done) => client.instances('campus.example', {}, done))).toMatchObject([
      { hostname: 'sw-1', usage: [{ license: NE24, quantity: 1 }] },
    ]);
  });

  test('a CA that did not sign is not accepted, and no credential is sent', async () => {
    const lab = await cssmOf();
    for (const ca of [null, createAuthority(now).certificate]) {
      const answer = await promised((done) => clientOf(lab, ca).accounts(done));
      expect(answer).toMatchObject({ code: 'CSSM_TLS', definite: true });
    }
    expect(lab.journal.from(1)).toEqual([]);
  });

  test('a connection that is cut is tried again', async () => {
    const lab = await cssmOf();
    lab.faults.add({ fault: 'cssm.unreachable', target: 'cssm:campus.example' });
    expect(await promised((done) => clientOf(lab).pools('campus.example', {}, done))).toHaveLength(4);
  });
});

describe('the server', () => {
  test.each(['0.0.0.0', '::', '10.0.0.1', 'localhost', ''])('does not listen on "%s"', async (host) => {
    const start = startCssmServer({
      handle: () => ({ response: null, delayMs: 0 }),
      clock: clockOf(),
      host,
      port: 0,
      identity,
    });
    await expect(start).rejects.toMatchObject({ code: 'CSSM_NOT_LOOPBACK' });
  });

  test('answers a path that cannot be decoded, and a body beyond the limit', async () => {
    const lab = await cssmOf();
    const http = httpOf(lab.clock);
    const headers = { 'content-type': 'application/json' };
    expect(await ask(http, requestOf(`${lab.url}/%zz`))).toMatchObject({
      status: 400,
      headers: { 'x-simulator-shape': 'assumed' },
    });
    const big = requestOf(`${lab.url}/v2/accounts`, {
      method: 'POST',
      headers,
      body: 'x'.repeat(16_777_217),
      timeoutMs: 600_000,
    });
    expect(await ask(http, big)).toMatchObject({ status: 413 });
  });

  test('speaks TLS 1.2 and up, with its own name', async () => {
    const lab = await cssmOf();
    const { port } = new URL(lab.url);
    const protocol = await new Promise((resolve, reject) => {
      const socket = connect({ host: ADDRESS, port: Number(port), ca: authority.certificate }, () => {
        resolve(socket.authorized && socket.getProtocol());
        socket.destroy();
      });
      socket.on('error', reject);
    });
    expect(protocol).toBe('TLSv1.3');
  });

  test('closes although an answer is still due', async () => {
    const lab = await cssmOf();
    lab.faults.add({ fault: 'cssm.slow', target: '*', params: { delayMs: 3_600_000 } });
    const answer = ask(httpOf(lab.clock), requestOf(`${lab.url}/v2/accounts`, { timeoutMs: 600_000 }));
    await new Promise<void>((resolve) => lab.clock.setTimer('arrived', 12_000, resolve));
    await lab.server.close();
    expect(await answer).toMatchObject({ code: 'HTTP_RESET' });
  });
});

describe('undici http', () => {
  test('hands over status, headers and text, and asks for no compression', async () => {
    const url = await serverOf((request, response) => {
      response.setHeader('X-Two', ['a', 'b']).writeHead(201).end(`${request.headers['accept-encoding']} é`);
    });
    const answer = await ask(httpOf(clockOf()), requestOf(url));
    expect(answer).toMatchObject({ status: 201, headers: { 'x-two': 'a, b' }, body: 'identity é' });
  });

  test('a redirect is handed over, not followed: Authorization goes nowhere else', async () => {
    const seen: unknown[] = [];
    const other = await serverOf((request, response) => {
      seen.push(request.headers);
      response.end('x');
    });
    const url = await serverOf((_request, response) => response.writeHead(302, { location: other }).end());
    const headers = { authorization: 'Bearer t' };
    expect(await ask(httpOf(clockOf()), requestOf(url, { headers }))).toMatchObject({ status: 302 });
    expect(seen).toEqual([]);
  });

  test.each([
    ['with its length', true],
    ['without', false],
  ])('an answer beyond the limit is cut off, %s', async (_name, hasLength) => {
    let written = 0;
    const url = await serverOf((_request, response) => {
      if (hasLength) response.setHeader('content-length', 500_000_000);
      const chunk = Buffer.alloc(65_536, 0x61);
      const push = (): void => {
        while (!response.destroyed && written < 500_000_000) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', push);
        }
      };
      push();
    });
    const answer = await ask(httpOf(clockOf()), requestOf(url, { responseBytesMax: 100_000 }));
    expect(answer).toMatchObject({ code: 'HTTP_TOO_LARGE' });
    expect(written).toBeLessThan(50_000_000);
  });

  test.each([
    ['never answers', () => undefined],
    [
      'begins and never ends',
      (_request: unknown, response: { write(text: string): void }) => response.write('x'),
    ],
    [
      'sends a byte now and then',
      (
        _request: unknown,
        response: { write(text: string): void; once(event: string, act: () => void): void },
      ) => {
        const timer = setInterval(() => response.write('x'), 20);
        response.once('close', () => clearInterval(timer));
      },
    ],
  ])('a peer that %s ends in a time-out of the lab’s clock', async (_name, listener) => {
    const url = await serverOf(listener as RequestListener);
    const startMs = Date.now();
    const answer = await ask(httpOf(clockOf()), requestOf(url, { timeoutMs: 12_000 }));
    expect(answer).toMatchObject({ code: 'HTTP_TIMEOUT', definite: false });
    expect(Date.now() - startMs).toBeLessThan(2_000);
  });

  test('a peer that hangs up in the middle', async () => {
    const url = await serverOf((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy());
    });
    expect(await ask(httpOf(clockOf()), requestOf(url))).toMatchObject({
      code: 'HTTP_RESET',
      definite: false,
    });
  });

  test('nobody there, a name that does not exist, an internal name', async () => {
    const http = httpOf(clockOf(1));
    expect(await ask(http, requestOf(`https://${ADDRESS}:1`))).toMatchObject({
      code: 'HTTP_UNREACHABLE',
      definite: true,
    });
    expect(await ask(http, requestOf('https://nobody.invalid'))).toMatchObject({
      code: 'HTTP_UNREACHABLE',
      definite: true,
    });
    const outside = httpOf(clockOf(1), null, false);
    const answer = await ask(outside, requestOf('https://localhost:1'));
    expect(answer).toMatchObject({ code: 'CSSM_ADDRESS_REFUSED' });
  });

  test('no error holds a header', async () => {
    const headers = { authorization: 'Bearer very-secret-token' };
    const answer = await ask(
      httpOf(clockOf()),
      requestOf(`https://${ADDRESS}:1/?q=very-secret-token`, { headers }),
    );
    expect(isLicenseLabError(answer)).toBe(true);
    expect(JSON.stringify(answer) + String((answer as Error).stack)).not.toContain('very-secret-token');
  });
});
