import { describe, expect, test } from 'vitest';
import type { GoneAnswer } from '../../../simulator/cssm/ledger/index.ts';
import { labOf } from './lab.ts';

const PATH = '/v1/accounts/campus.example/licenses';
const all = { virtualAccounts: [], limit: 500, offset: 0 };
const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const good = { grant_type: 'client_credentials', client_id: 'lab', client_secret: 'lab-only-secret' };
const parse = (answer: { response: { body: string } | null }) => JSON.parse(answer.response?.body ?? '{}');

describe('access tokens', () => {
  test.each(['/oauth2/default/v1/token', '/as/token.oauth2'])('%s takes a form and a query', (path) => {
    const lab = labOf();
    const query = new URLSearchParams(good).toString();
    for (const answer of [lab.raw('POST', path, query, formType), lab.raw('POST', `${path}?${query}`)]) {
      expect(answer.response?.status).toBe(200);
      expect(parse(answer)).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 3599,
      });
    }
  });

  test.each([
    ['a wrong secret', { ...good, client_secret: 'x' }, 401, 'invalid_client'],
    ['an unknown client', { ...good, client_id: 'x' }, 401, 'invalid_client'],
    ['no client', { grant_type: 'client_credentials' }, 401, 'invalid_client'],
    ['another grant', { ...good, grant_type: 'implicit' }, 400, 'unsupported_grant_type'],
    ['no grant', { client_id: 'lab' }, 400, 'invalid_request'],
  ])('%s is refused', (_name, fields, status, error) => {
    const form = new URLSearchParams(fields as unknown as Record<string, string>).toString();
    const answer = labOf().raw('POST', '/oauth2/default/v1/token', form, formType);
    expect(answer.response?.status).toBe(status);
    expect(parse(answer).error).toBe(error);
  });

  test('end after 3599 s', async () => {
    const lab = labOf();
    const headers = { authorization: `Bearer ${lab.token()}`, 'content-type': 'application/json' };
    const status = () => lab.raw('POST', PATH, all, headers).response?.status;
    await lab.clock.advance(3_598_000);
    expect(status()).toBe(200);
    await lab.clock.advance(1_000);
    expect(status()).toBe(401);
  });

  test.each([
    ['no bearer', {}],
    ['a wrong one', { authorization: 'Bearer x' }],
    ['another scheme', { authorization: 'Basic bGFiOmxhYg==' }],
  ])('%s gives 401', (_name, headers: Record<string, string>) => {
    const { response } = labOf().raw('POST', PATH, all, { ...headers, 'content-type': 'application/json' });
    expect(response).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"', 'x-simulator-shape': 'assumed' },
    });
  });

  test('neither tokens nor secrets are in the journal', () => {
    const lab = labOf();
    lab.raw('POST', `/oauth2/default/v1/token?${new URLSearchParams(good).toString()}`);
    const token = lab.token();
    lab.call('POST', '/v1/accounts/campus.example/virtual-accounts/DEFAULT/tokens', {
      expiresAfterDays: 1,
      exportControlled: 'Allowed',
    });
    const [registration] = lab.cssm.ledger.state.tokens.keys();
    const text = JSON.stringify(lab.journal.from(1));
    expect(text).toContain('/oauth2/default/v1/token');
    for (const secret of [token, registration ?? '-', 'lab-only-secret']) expect(text).not.toContain(secret);
  });
});

describe('an account that is gone', () => {
  const answers: readonly (readonly [GoneAnswer, number])[] = [
    ['error', 200],
    ['forbidden', 403],
    ['not-found', 404],
  ];

  test.each(answers)('is answered with "%s": HTTP %i', (goneAnswer, status) => {
    const lab = labOf();
    lab.cssm.control.deleteAccount('campus.example', { answer: goneAnswer });
    const answer = lab.call('POST', PATH, all);
    expect(answer).toMatchObject({ status, isAssumed: true });
    if (goneAnswer === 'error') expect(answer.body.status).toBe('ERROR');
    expect(lab.call('GET', '/v2/accounts').body.accounts).toHaveLength(1);
    expect(lab.call('GET', '/v1/accounts/search?domain=campus').body.accounts).toEqual([]);
  });

  test.each(answers)('an account that never was is answered the same: "%s"', (goneAnswer, status) => {
    expect(labOf({ goneAnswer }).call('POST', '/v1/accounts/none.example/licenses', all).status).toBe(status);
  });

  test('a deactivated one stays in the lists with its state', () => {
    const lab = labOf({}, [
      { name: 'A', domain: 'campus.example', status: 'deactivated', virtualAccounts: [] },
    ]);
    expect(lab.call('GET', '/v2/accounts').body.accounts[0].accountStatus).toBe('Deactivated');
    expect(lab.call('POST', PATH, all).body.statusMessage).toContain('not active');
  });
});

describe('bad requests', () => {
  const bearer = (lab: ReturnType<typeof labOf>) => ({ authorization: `Bearer ${lab.token()}` });
  test.each([
    ['malformed JSON', '{"limit":', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['another content type', '{}', 'text/plain', 415],
    ['no content type', '{}', '', 415],
    ['a body beyond the limit', 'x'.repeat(16_777_217), 'application/json', 413],
  ])('%s', (_name, body, type, status) => {
    const lab = labOf();
    const { response } = lab.raw('POST', PATH, body, { ...bearer(lab), 'content-type': type });
    expect(response?.status).toBe(status);
  });

  test.each([
    ['GET', '/v1/accounts/campus.example/alerts'],
    ['DELETE', '/v1/accounts/campus.example/licenses'],
    ['GET', '/'],
    ['GET', '/v1/accounts/%zz/licenses'],
  ])('%s %s is not found and journalled as unmatched', (method, path) => {
    const lab = labOf();
    const { response } = lab.raw(method, path, '', bearer(lab));
    expect(response?.status).toBe(404);
    expect(lab.journal.from(1).at(-1)).toMatchObject({
      device: 'cssm',
      op: 'unmatched',
      detail: { path, method },
    });
  });
});

test('above the rate 429 with Retry-After, and again after that', async () => {
  const lab = labOf({ rateLimit: { perSecond: 1, burst: 2 } });
  const status = () => lab.call('GET', '/v2/accounts').status;
  expect([status(), status(), status()]).toEqual([200, 200, 429]);
  const waitS = Number(lab.call('GET', '/v2/accounts').headers['retry-after']);
  await lab.clock.advance(waitS * 1000);
  expect(status()).toBe(200);
});

describe('faults', () => {
  test('the account is deleted by the request that meets the fault, at that path', () => {
    const lab = labOf();
    lab.faults.add({
      fault: 'cssm.account-deleted',
      target: 'cssm:campus.example',
      after: { http: '/v1/accounts/campus.example/devices' },
    });
    expect(lab.call('POST', PATH, all).body.status).toBe('SUCCESS');
    expect(lab.call('POST', '/v1/accounts/campus.example/devices', all).body.status).toBe('ERROR');
    expect(lab.call('POST', PATH, all).body.status).toBe('ERROR');
    expect(lab.cssm.control.accounts()[0]?.status).toBe('deleted');
  });

  test('unreachable: no answer, and nothing is done', () => {
    const lab = labOf();
    const bearer = lab.token();
    lab.faults.add({ fault: 'cssm.unreachable', target: 'cssm:campus.example' });
    const path = '/v1/accounts/campus.example/CUSTOMER/virtual-accounts';
    const { seq } = lab.cssm.ledger.state;
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    expect(lab.raw('POST', path, { name: 'New' }, headers).response).toBeNull();
    expect(lab.cssm.ledger.state.seq).toBe(seq);
    expect(lab.raw('POST', path, { name: 'New' }, headers).response?.status).toBe(200);
  });

  test('slow: the answer comes later', () => {
    const lab = labOf();
    lab.faults.add({ fault: 'cssm.slow', target: 'cssm:campus.example', params: { delayMs: 40_000 } });
    expect(lab.call('POST', PATH, all).delayMs).toBeGreaterThan(40_000);
    expect(lab.call('POST', PATH, all).delayMs).toBeLessThan(1_000);
  });

  test.each([
    [429, 17, '17'],
    [503, 0, undefined],
  ])('an HTTP error %i with Retry-After %i', (status, retryAfterS, header) => {
    const lab = labOf();
    lab.faults.add({
      fault: 'cssm.http-error',
      target: 'cssm:campus.example',
      params: { status, retryAfterS },
    });
    const answer = lab.call('POST', PATH, all);
    expect(answer.status).toBe(status);
    expect(answer.headers['retry-after']).toBe(header);
    expect(lab.call('POST', PATH, all).status).toBe(200);
  });
});

describe('time', () => {
  test('an account of 5,000 switches takes 3 to 5 minutes, however it is cut', () => {
    const lab = labOf({ latency: {} });
    const { ledger } = lab.cssm;
    for (let number = 0; number < 5000; number++) {
      const uuid = `u-${number}`;
      const udis = [{ pid: 'C9300-24T', serial: `S${number}` }];
      ledger.record(
        {
          type: 'trusted',
          uuid,
          domain: 'campus.example',
          virtualAccount: 'DEFAULT',
          hostname: `sw-${number}`,
          udis,
          release: '',
          token: null,
        },
        0,
      );
    }
    for (const limit of [100, 500]) {
      let sumMs = 0;
      for (let offset = 0; offset < 5000; offset += limit) {
        sumMs += lab.call('POST', '/v1/accounts/campus.example/devices', { ...all, limit, offset }).delayMs;
      }
      expect(sumMs).toBeGreaterThan(180_000);
      expect(sumMs).toBeLessThan(300_000);
    }
  });
});
