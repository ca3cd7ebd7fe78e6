import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { TransportError } from '../../../core/errors.ts';
import { createTokenSource } from '../../../agent/cssm/token-source.ts';
import type { TokenSource } from '../../../agent/cssm/token-source.ts';
import { Secret } from '../../../agent/secrets/secret.ts';
import { TOKEN_URL, ended, endedAnyhow, jsonAnswer, scripted } from './support.ts';

const good = (count: number) =>
  jsonAnswer({ access_token: `t${count}`, token_type: 'Bearer', expires_in: 3599 });

function sourceOf(answer: Parameters<typeof scripted>[0] = (_request, count) => good(count), isJson = false) {
  const { clock, http, requests } = scripted(answer);
  const clientSecret = new Secret('s3cret&x');
  const source = createTokenSource({
    http,
    clock,
    random: createRandom(1),
    tokenUrl: TOKEN_URL,
    clientId: 'me',
    clientSecret,
    isJson,
  });
  const get = async () => (await ended<Secret>(clock, (done) => source.get(done))).reveal();
  return { clock, requests, source, get };
}
const reject = (source: TokenSource, get: () => Promise<Secret>) =>
  get().then((token) => source.reject(token));

test('asks with a form in the body, never in the URL', async () => {
  const { requests, get } = sourceOf();
  expect(await get()).toBe('t1');
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: TOKEN_URL,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=me&client_secret=s3cret%26x',
  });
});

test('many ask, one request goes out', async () => {
  const { clock, requests, source } = sourceOf();
  const tokens = await Promise.all(
    Array.from({ length: 50 }, () => ended<Secret>(clock, (done) => source.get(done))),
  );
  expect(requests).toHaveLength(1);
  expect(new Set(tokens).size).toBe(1);
});

test('a token is used until five minutes before its end', async () => {
  const { clock, requests, get } = sourceOf();
  await get();
  await clock.advance(3_298_000);
  expect(await get()).toBe('t1');
  await clock.advance(1_000);
  expect(await get()).toBe('t2');
  expect(requests).toHaveLength(2);
});

test('a token with a short life is used for half of it', async () => {
  const { clock, get } = sourceOf((_request, count) =>
    jsonAnswer({ access_token: `t${count}`, token_type: 'Bearer', expires_in: 60 }),
  );
  await get();
  await clock.advance(29_000);
  expect(await get()).toBe('t1');
  await clock.advance(1_000);
  expect(await get()).toBe('t2');
});

test('a rejected token is replaced, but only if it is the present one', async () => {
  const { clock, requests, source, get } = sourceOf();
  const token = () => ended<Secret>(clock, (done) => source.get(done));
  const old = await token();
  await reject(source, token);
  expect(await get()).toBe('t2');
  source.reject(old);
  expect(await get()).toBe('t2');
  expect(requests).toHaveLength(2);
});

test('a busy service is asked again, with growing pauses', async () => {
  const { clock, requests, get } = sourceOf((_request, count) =>
    count < 4 ? jsonAnswer({}, 503) : good(count),
  );
  expect(await get()).toBe('t4');
  expect(requests).toHaveLength(4);
  expect(clock.monotonicMs()).toBeGreaterThan(1750);
});

test.each([
  ['a refused client', jsonAnswer({ error: 'invalid_client' }, 401), 'CSSM_CLIENT_REFUSED', 1],
  [
    'a service that stays away',
    new TransportError('HTTP_UNREACHABLE', 'x', { definite: true }),
    'CSSM_UNREACHABLE',
    5,
  ],
  ['a redirect', jsonAnswer({}, 302, { location: 'https://evil.example' }), 'CSSM_REDIRECTED', 1],
  ['an answer without a token', jsonAnswer({}), 'CSSM_SHAPE', 1],
])('%s: %o ends in a code', async (_name, answer, code, count) => {
  const { clock, requests, source } = sourceOf(() => answer);
  const all = await Promise.all([1, 2].map(() => endedAnyhow<Secret>(clock, (done) => source.get(done))));
  expect(all).toMatchObject([{ code }, { code }]);
  expect(requests).toHaveLength(count);
});
