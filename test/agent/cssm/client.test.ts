import { describe, expect, test } from 'vitest';
import type {
  FoundAccount,
  LicensePool,
  ProductInstance,
  SmartAccount,
  VirtualAccount,
} from '../../../core/wire/cssm/index.ts';
import { createRandom } from '../../../core/random.ts';
import { createCssmClient } from '../../../agent/cssm/client.ts';
import { Secret } from '../../../agent/secrets/secret.ts';
import { DNA24, NA24, NE24, reportOf } from '../../simulator/cssm/lab.ts';
import {
  BASE,
  TOKEN_URL,
  clientOf,
  ended,
  endedAnyhow,
  jsonAnswer,
  logOf,
  pathsOf,
  scripted,
} from './support.ts';

const DOMAIN = 'campus.example';
const isDevices = (url: string) => url.endsWith('/devices');

/** A client whose CSSM has heard of `count` switches. */
async function withSwitches(count: number, ...settings: Parameters<typeof clientOf>) {
  const made = clientOf(...settings);
  for (let number = 1; number <= count; number++) await made.lab.report(reportOf(number));
  await made.lab.clock.advance(60_000);
  return made;
}

describe('reads', () => {
  test('accounts', async () => {
    const { lab, client } = clientOf();
    const accounts = await ended<readonly SmartAccount[]>(lab.clock, (done) => client.accounts(done));
    expect(accounts.map((row) => [row.domain, row.isUsable])).toEqual([
      [DOMAIN, true],
      ['merged.example', true],
    ]);
  });

  test('one account by its whole domain', async () => {
    const { lab, client } = clientOf();
    const ask = (domain: string) =>
      ended<FoundAccount | null>(lab.clock, (done) => client.account(domain, done));
    expect(await ask(DOMAIN)).toMatchObject({ domain: DOMAIN, isUsable: true });
    expect(await ask('campus')).toBeNull();
  });

  test('Virtual Accounts, of which one is the default', async () => {
    const { lab, client } = clientOf();
    const rows = await ended<readonly VirtualAccount[]>(lab.clock, (done) =>
      client.virtualAccounts(DOMAIN, done),
    );
    expect(rows.map((row) => [row.name, row.isDefault])).toEqual([
      ['DEFAULT', true],
      ['Branch North', false],
    ]);
  });

  test('pools', async () => {
    const { lab, client } = await withSwitches(3);
    const rows = await ended<readonly LicensePool[]>(lab.clock, (done) => client.pools(DOMAIN, {}, done));
    expect(rows.map((row) => [row.virtualAccount, row.license, row.quantity, row.inUse])).toEqual([
      ['DEFAULT', DNA24, 20, 0],
      ['DEFAULT', NA24, 30, 0],
      ['DEFAULT', NE24, 40, 3],
      ['Branch North', NA24, 5, 0],
    ]);
  });

  test('all pages of product instances, with progress', async () => {
    const { lab, client, requests } = await withSwitches(7, {}, { pageRows: 3 });
    const seen: unknown[] = [];
    const rows = await ended<readonly ProductInstance[]>(lab.clock, (done) =>
      client.instances(DOMAIN, { progress: (progress) => seen.push(progress) }, done),
    );
    expect(rows).toHaveLength(7);
    expect(seen).toEqual([1, 2, 3].map((pagesDone) => ({ pagesDone, pagesTotal: 3 })));
    expect(
      requests.filter(({ url }) => isDevices(url)).map(({ body }) => JSON.parse(body ?? '').offset),
    ).toEqual([0, 3, 6]);
  });

  test('instances by serial', async () => {
    const { lab, client } = await withSwitches(5);
    const rows = await ended<readonly ProductInstance[]>(lab.clock, (done) =>
      client.instancesOf(DOMAIN, ['FOC00000002', 'FOC00000099'], { virtualAccounts: ['DEFAULT'] }, done),
    );
    expect(rows).toMatchObject([{ serial: 'FOC00000002', usage: [{ license: NE24, quantity: 1 }] }]);
  });

  test('a registration token is a secret', async () => {
    const { lab, client } = clientOf();
    const asked = { description: 'd', expiresAfterDays: 30, exportControlled: false };
    const token = await ended<Secret>(lab.clock, (done) =>
      client.createToken(DOMAIN, 'DEFAULT', asked, done),
    );
    expect([...lab.cssm.ledger.state.tokens.keys()]).toEqual([token.reveal()]);
    expect(String(token)).toBe('[redacted]');
  });
});

describe('pages that cannot be right', () => {
  const page = (total: number, serials: readonly string[]) =>
    jsonAnswer({
      status: 'SUCCESS',
      statusMessage: '',
      totalRecords: total,
      devices: serials.map((serial) => ({
        virtualAccount: 'DEFAULT',
        sudi: { udiPid: 'P', udiSerialNumber: serial },
      })),
    });

  test.each([
    ['repeated', [page(4, ['A', 'B']), page(4, ['A', 'B'])], 'CSSM_PAGE_REPEATED'],
    ['cut', [page(4, ['A', 'B']), page(4, ['C'])], 'CSSM_PAGE_PARTIAL'],
    ['shrinking', [page(4, ['A', 'B']), page(3, ['C'])], 'CSSM_PAGE_TOTAL_CHANGED'],
    ['too long', [page(4, ['A', 'B']), page(4, ['C', 'D', 'E'])], 'CSSM_PAGE_OVERFLOW'],
  ])('%s pages: the walk begins anew, and after three times nothing is given', async (_name, pages, code) => {
    let asked = 0;
    const { lab, client } = clientOf({}, { pageRows: 2 }, ({ url }) =>
      isDevices(url) ? pages[asked++ % 2]! : null,
    );
    const answer = await endedAnyhow<readonly ProductInstance[]>(lab.clock, (done) =>
      client.instances(DOMAIN, {}, done),
    );
    expect(answer).toMatchObject({ code });
    expect(asked).toBe(6);
  });

  test('a switch that appears between two pages is found by the second walk', async () => {
    const made = await withSwitches(4, {}, { pageRows: 2 });
    const { lab, client } = made;
    const reading = ended<readonly ProductInstance[]>(lab.clock, (done) =>
      client.instances(
        DOMAIN,
        {
          progress: ({ pagesDone }) =>
            void (pagesDone === 1 && lab.cssm.link.report('x', reportOf(5), () => undefined)),
        },
        done,
      ),
    );
    expect(new Set((await reading).map((row) => row.serial)).size).toBe(5);
  });
});

describe('trouble', () => {
  const pools = (made: ReturnType<typeof clientOf>) =>
    endedAnyhow<readonly LicensePool[]>(made.lab.clock, (done) => made.client.pools(DOMAIN, {}, done));
  const target = `cssm:${DOMAIN}`;

  test('a token that has ended meanwhile is replaced once, and the same page asked for again', async () => {
    const made = clientOf({ accessTokenLifeMs: 60_000 }, {}, ({ url }, count) =>
      url.endsWith('/licenses') && count === 2 ? jsonAnswer({}, 401) : null,
    );
    expect(await pools(made)).toHaveLength(4);
    expect(pathsOf(made.requests)).toEqual([
      '/oauth2/default/v1/token',
      `/v1/accounts/${DOMAIN}/licenses`,
      '/oauth2/default/v1/token',
      `/v1/accounts/${DOMAIN}/licenses`,
    ]);
  });

  test('401 twice is the end', async () => {
    const made = clientOf({}, {}, ({ url }) => (url.endsWith('/licenses') ? jsonAnswer({}, 401) : null));
    expect(await pools(made)).toMatchObject({ code: 'CSSM_UNAUTHORIZED' });
    expect(made.requests).toHaveLength(4);
  });

  test('429 and 503 are waited out, with Retry-After', async () => {
    const made = clientOf();
    made.lab.faults.add({ fault: 'cssm.http-error', target, params: { status: 429, retryAfterS: 20 } });
    made.lab.faults.add({ fault: 'cssm.http-error', target, params: { status: 503 } });
    expect(await pools(made)).toHaveLength(4);
    expect(made.lab.clock.monotonicMs()).toBeGreaterThan(20_000);
    expect(made.lab.clock.monotonicMs()).toBeLessThan(30_000);
  });

  test('a storm of 429 ends', async () => {
    const made = clientOf();
    made.lab.faults.add({
      fault: 'cssm.http-error',
      target,
      times: 100,
      params: { status: 429, retryAfterS: 86_400 },
    });
    expect(await pools(made)).toMatchObject({ code: 'CSSM_RATE_LIMITED' });
    expect(made.requests).toHaveLength(6);
  });

  test('after 429 no other call of that account begins before the time is over', async () => {
    const made = clientOf();
    const { client, lab, requests } = made;
    lab.faults.add({ fault: 'cssm.http-error', target, params: { status: 429, retryAfterS: 100 } });
    const first = new Promise((resolve) => client.pools(DOMAIN, {}, resolve));
    await lab.clock.advance(1_000);
    const asked = requests.length;
    const second = new Promise((resolve) => client.virtualAccounts(DOMAIN, resolve));
    await lab.clock.advance(95_000);
    expect(requests).toHaveLength(asked);
    await lab.clock.advance(30_000);
    expect(await Promise.all([first, second])).toMatchObject([{ length: 4 }, { length: 2 }]);
  });

  test('the limiter of one account does not hold another one up', async () => {
    const made = clientOf();
    const { client, lab } = made;
    lab.faults.add({ fault: 'cssm.http-error', target, params: { status: 429, retryAfterS: 100 } });
    const slow = pools(made);
    const other = await ended<readonly VirtualAccount[]>(lab.clock, (done) =>
      client.virtualAccounts('merged.example', done),
    );
    expect(other).toHaveLength(1);
    expect(lab.clock.monotonicMs()).toBeLessThan(100_000);
    await slow;
  });

  test('an unreachable CSSM is tried five times', async () => {
    const made = clientOf();
    made.lab.faults.add({ fault: 'cssm.unreachable', target, times: 100 });
    expect(await pools(made)).toMatchObject({ code: 'CSSM_UNREACHABLE' });
    expect(made.requests).toHaveLength(6);
  });

  test('nothing is begun after the deadline', async () => {
    const made = clientOf();
    const { client, lab } = made;
    lab.faults.add({ fault: 'cssm.slow', target, times: 100, params: { delayMs: 60_000 } });
    const answer = await endedAnyhow<readonly LicensePool[]>(lab.clock, (done) =>
      client.pools(DOMAIN, { withinMs: 20_000 }, done),
    );
    expect(answer).toMatchObject({ code: 'CSSM_TIMEOUT' });
    expect(lab.clock.monotonicMs()).toBeLessThan(21_000);
  });

  test.each([
    [
      'a login page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'CSSM_NOT_JSON',
    ],
    ['an unsubscribed client', { status: 403, headers: {}, body: 'Invalid Client' }, 'CSSM_NOT_SUBSCRIBED'],
    ['a redirect', jsonAnswer({}, 302, { location: 'https://evil.example/' }), 'CSSM_REDIRECTED'],
  ])('%s is not asked again', async (_name, answer, code) => {
    const made = clientOf({}, {}, ({ url }) => (url.endsWith('/licenses') ? answer : null));
    expect(await pools(made)).toMatchObject({ code });
    expect(made.requests).toHaveLength(2);
  });
});

describe('an account that is gone', () => {
  test.each(['error', 'forbidden', 'not-found'] as const)(
    'is recognised however it is answered: %s',
    async (answer) => {
      const { lab, client } = clientOf();
      lab.cssm.control.deleteAccount(DOMAIN, { answer });
      const failure = await endedAnyhow<readonly ProductInstance[]>(lab.clock, (done) =>
        client.instances(DOMAIN, {}, done),
      );
      expect(failure).toMatchObject({
        code: 'CSSM_ACCOUNT_DELETED',
        context: { account: DOMAIN },
        definite: true,
      });
    },
  );

  test('is told from one that is deactivated, and from a lost Virtual Account', async () => {
    const { lab, client } = clientOf();
    const ask = (virtualAccount: string) =>
      endedAnyhow<readonly LicensePool[]>(lab.clock, (done) =>
        client.pools(DOMAIN, { virtualAccounts: [virtualAccount] }, done),
      );
    expect(await ask('X')).toMatchObject({ code: 'CSSM_REFUSED' });
    lab.cssm.ledger.record(
      { type: 'account-status', domain: DOMAIN, status: 'deactivated', goneAnswer: 'error' },
      0,
    );
    expect(await ask('DEFAULT')).toMatchObject({ code: 'CSSM_ACCOUNT_INACTIVE' });
  });

  test('a lost role stays a lost role', async () => {
    const { lab, client } = clientOf({}, {}, ({ url }) =>
      url.endsWith('/licenses') ? jsonAnswer({}, 403) : null,
    );
    const failure = await endedAnyhow<readonly LicensePool[]>(lab.clock, (done) =>
      client.pools(DOMAIN, {}, done),
    );
    expect(failure).toMatchObject({ code: 'CSSM_FORBIDDEN' });
  });
});

describe('a registration token is made at most once', () => {
  const asked = { description: 'd', expiresAfterDays: 30, exportControlled: false };
  const make = (made: ReturnType<typeof clientOf>) =>
    endedAnyhow<Secret>(made.lab.clock, (done) => made.client.createToken(DOMAIN, 'DEFAULT', asked, done));

  test.each([
    ['503', jsonAnswer({}, 503), 'CSSM_UNAVAILABLE', false],
    [
      'a cut answer',
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{' },
      'CSSM_NOT_JSON',
      false,
    ],
  ])('after %s it is not known whether it was', async (_name, answer, code, definite) => {
    const made = clientOf({}, {}, ({ url }) => (url.endsWith('/tokens') ? answer : null));
    expect(await make(made)).toMatchObject({ code, definite });
    expect(made.requests.filter(({ url }) => url.endsWith('/tokens'))).toHaveLength(1);
  });

  test('after 429 it certainly was not, so it is asked again', async () => {
    const made = clientOf();
    made.lab.faults.add({ fault: 'cssm.http-error', target: `cssm:${DOMAIN}`, params: { status: 429 } });
    expect(await make(made)).toBeInstanceOf(Secret);
    expect(made.lab.cssm.ledger.state.tokens.size).toBe(1);
  });
});

describe('settings', () => {
  const settings = (more: object) => ({
    ...scripted(() => jsonAnswer({})),
    random: createRandom(1),
    log: logOf().log,
    baseUrl: BASE,
    tokenUrl: TOKEN_URL,
    clientId: 'me',
    clientSecret: new Secret('mine'),
    allowPrivate: true,
    ...more,
  });

  test.each([
    ['a base URL that is not https', { baseUrl: 'http://127.0.0.1' }, 'CSSM_URL'],
    ['a token URL that is not https', { tokenUrl: 'http://127.0.0.1' }, 'CSSM_URL'],
    ['the lab without its permission', { allowPrivate: false }, 'CSSM_ADDRESS_REFUSED'],
    [
      'the lab’s secret elsewhere',
      { baseUrl: 'https://swapi.cisco.com', clientSecret: new Secret('lab-only-secret') },
      'LAB_CREDENTIALS_OUTSIDE_LAB',
    ],
    [
      'the lab’s secret for another token service',
      { tokenUrl: 'https://id.cisco.com', clientSecret: new Secret('lab-only-secret') },
      'LAB_CREDENTIALS_OUTSIDE_LAB',
    ],
  ])('refuse %s', (_name, more, code) => {
    expect(() => createCssmClient(settings(more))).toThrow(expect.objectContaining({ code }));
  });
});
