/** Real https through a tiny proxy on loopback that knows CONNECT and nothing else. */
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { HttpResponse } from '../../../core/ports/http.ts';
import type { HttpProxy } from '../../../agent/cssm/endpoint.ts';
import { createUndiciHttp } from '../../../agent/cssm/undici-http.ts';
import { Secret } from '../../../agent/secrets/secret.ts';
import { createAuthority, createServerCertificate } from '../../../simulator/cssm/tls/certificate.ts';
import { createScaledClock } from '../../../simulator/time/real-clock.ts';

const ADDRESS = '127.34.0.1';
const authority = createAuthority(Date.now());
const identity = createServerCertificate(authority, ['localhost', ADDRESS], Date.now());

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A proxy that lets `ADDRESS` through, to whom says the right password. */
async function proxyOf(password: string | null, status = 403) {
  const asked: { readonly target: string | undefined; readonly headers: NodeJS.Dict<string | string[]> }[] =
    [];
  const sockets = new Set<Socket>();
  const server = createHttpServer((_request, response) => response.writeHead(501).end());
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', ({ url = '', headers }, socket: Socket) => {
    asked.push({ target: url, headers });
    socket.on('error', () => undefined);
    const [host = '', port = ''] = url.split(':');
    const expected =
      password === null ? undefined : `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
    if (headers['proxy-authorization'] !== expected) return void socket.end('HTTP/1.1 407 Who\r\n\r\n');
    if (host !== ADDRESS) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(socket).pipe(far);
    });
    sockets.add(far);
    far.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return { asked, url: `http://${ADDRESS}:${(server.address() as AddressInfo).port}` };
}

async function originOf() {
  const seen: NodeJS.Dict<string | string[]>[] = [];
  const server = createServer({ key: identity.key, cert: identity.certificate }, ({ headers }, response) => {
    seen.push(headers);
    response.end('through');
  });
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  cleanups.push(() => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())));
  return { seen, url: `https://${ADDRESS}:${(server.address() as AddressInfo).port}/path` };
}

function ask(proxy: HttpProxy, url: string, ca: string | null = authority.certificate) {
  const clock = createScaledClock(1);
  const http = createUndiciHttp({ ca, allowPrivate: true, proxy, clock });
  cleanups.push(async () => {
    await http.close();
    clock.stop();
  });
  const headers = { authorization: 'Bearer very-secret-token' };
  const request = {
    method: 'GET',
    url,
    headers,
    body: null,
    timeoutMs: 10_000,
    responseBytesMax: 1000,
  } as const;
  return new Promise<HttpResponse | LicenseLabError>((resolve) => http.request(request, resolve));
}

const login = (password: string) => ({ username: 'me', password: new Secret(password) });

test('the request goes through the tunnel; the proxy sees neither path nor token, the other end no proxy password', async () => {
  const [proxy, origin] = [await proxyOf('pass-1'), await originOf()];
  expect(await ask({ url: proxy.url, login: login('pass-1') }, origin.url)).toMatchObject({
    status: 200,
    body: 'through',
  });
  expect(proxy.asked.map(({ target }) => target)).toEqual([new URL(origin.url).host]);
  expect(JSON.stringify(proxy.asked)).not.toContain('very-secret-token');
  expect(origin.seen[0]).toMatchObject({ authorization: 'Bearer very-secret-token' });
  expect(origin.seen[0]).not.toHaveProperty('proxy-authorization');
});

test('without a login none is sent', async () => {
  const [proxy, origin] = [await proxyOf(null), await originOf()];
  expect(await ask({ url: proxy.url, login: null }, origin.url)).toMatchObject({ status: 200 });
  expect(proxy.asked[0]?.headers).not.toHaveProperty('proxy-authorization');
});

test.each([
  ['a wrong password', 'wrong', '127.34.0.1:1', /wants another user or password/],
  ['a host that it does not let through', 'pass-1', '127.34.0.9:443', /refused with HTTP 403/],
])('%s is said, and no password of it', async (_name, password, host, words) => {
  const proxy = await proxyOf('pass-1');
  const answer = await ask({ url: proxy.url, login: login(password) }, `https://${host}`);
  expect(answer).toMatchObject({ code: 'HTTP_PROXY', definite: true, message: expect.stringMatching(words) });
  expect(JSON.stringify(answer) + String((answer as Error).stack)).not.toMatch(/pass-1|wrong\b|Basic/);
});

test('the certificate of the other end is checked through the tunnel, too', async () => {
  const [proxy, origin] = [await proxyOf(null), await originOf()];
  const answer = await ask(
    { url: proxy.url, login: null },
    origin.url,
    createAuthority(Date.now()).certificate,
  );
  expect(answer).toMatchObject({ code: 'HTTP_TLS' });
  expect(origin.seen).toEqual([]);
});

test('a proxy that is not there', async () => {
  const answer = await ask({ url: `http://${ADDRESS}:1`, login: null }, `https://${ADDRESS}:2`);
  expect(answer).toMatchObject({ code: 'HTTP_UNREACHABLE' });
});
