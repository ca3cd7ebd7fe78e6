import { describe, expect, test } from 'vitest';
import { decideRoles } from '../../../simulator/cssm/ledger/index.ts';
import type { RoleGrant } from '../../../simulator/cssm/ledger/index.ts';
import { labOf } from './lab.ts';

const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const clients = [
  { id: 'lab', secret: 'lab-only-secret' },
  { id: 'unsubscribed', secret: 's', isSubscribed: false },
  { id: 'new', secret: 's', liveAfterMs: 1_800_000 },
  { id: 'native', secret: 's' },
];
const users = [{ name: 'ann', password: 'pw' }];
const ALL = { virtualAccounts: [], limit: 50, offset: 0 };

function lab(grants: readonly RoleGrant[] = []) {
  const made = labOf({ clients, users });
  const { ledger } = made.cssm;
  ledger.record(decideRoles(ledger.state, 'campus.example', 'ann', grants), 0);
  const ask = (fields: Record<string, string>) => {
    const { response } = made.raw(
      'POST',
      '/as/token.oauth2',
      new URLSearchParams(fields).toString(),
      formType,
    );
    return { status: response?.status, body: JSON.parse(response?.body ?? '{}') };
  };
  const service = (id: string, secret = 's') =>
    ask({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  const person = (more: Record<string, string> = {}) =>
    ask({
      grant_type: 'password',
      client_id: 'native',
      client_secret: 's',
      username: 'ann',
      password: 'pw',
      ...more,
    });
  const as = (token: string, method: string, path: string, body: unknown = '') => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const { response } = made.raw(method, path, body, headers);
    return { status: response?.status, body: JSON.parse(response?.body ?? '{}') };
  };
  return { ...made, service, person, as };
}

describe('each failure of signing in can be told from the others', () => {
  test('a wrong client: 401 invalid_client', () => {
    expect(lab().service('nobody')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  test('a client that is not live yet: the same, until it is', async () => {
    const made = lab();
    expect(made.service('new')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    await made.clock.advance(1_800_000);
    expect(made.service('new').status).toBe(200);
  });

  test('a client without an API: a token, and 403 Invalid Client on every call', () => {
    const made = lab();
    const { status, body } = made.service('unsubscribed');
    expect(status).toBe(200);
    expect(made.as(body.access_token, 'GET', '/v2/accounts')).toEqual({
      status: 403,
      body: { message: 'Invalid Client' },
    });
  });

  test('a missing role: 403 without that text', () => {
    const made = lab();
    const { access_token: token } = made.person().body;
    const answer = made.as(token, 'POST', '/v1/accounts/campus.example/licenses', ALL);
    expect(answer.status).toBe(403);
    expect(JSON.stringify(answer.body)).not.toContain('Invalid Client');
    expect(made.as(token, 'GET', '/v2/accounts').body.accounts).toEqual([]);
  });

  test.each([
    ['a wrong password', { password: 'x' }, 'invalid_grant'],
    ['an unknown user', { username: 'bob' }, 'invalid_grant'],
    ['a wrong client with a good user', { client_secret: 'x' }, 'invalid_client'],
  ])('%s: 400', (_name, more, error) => {
    expect(lab().person(more)).toMatchObject({ status: 400, body: { error } });
  });
});

describe('roles', () => {
  const path = '/v1/accounts/campus.example/CUSTOMER/virtual-accounts';
  const seen = (grants: readonly RoleGrant[]) => {
    const made = lab(grants);
    const { access_token: token } = made.person().body;
    return {
      made,
      token,
      names: made.as(token, 'GET', path).body.virtualAccounts?.map((row: { name: string }) => row.name),
    };
  };

  test('of a Virtual Account show only that', () => {
    const { made, token, names } = seen([{ role: 'Virtual Account User', virtualAccount: 'Branch North' }]);
    expect(names).toEqual(['Branch North']);
    const licenses = made.as(token, 'POST', '/v1/accounts/campus.example/licenses', ALL).body.licenses;
    expect(new Set(licenses.map((row: { virtualAccount: string }) => row.virtualAccount))).toEqual(
      new Set(['Branch North']),
    );
    expect(made.as(token, 'GET', '/v1/accounts/campus.example/virtual-accounts/DEFAULT/tokens').status).toBe(
      403,
    );
    expect(made.as(token, 'POST', path, { name: 'New' }).status).toBe(403);
  });

  test('of a Viewer change nothing', () => {
    const { made, token, names } = seen([{ role: 'Smart Account Viewer', virtualAccount: null }]);
    expect(names).toEqual(['DEFAULT', 'Branch North']);
    const { seq } = made.cssm.ledger.state;
    const tokens = '/v1/accounts/campus.example/virtual-accounts/DEFAULT/tokens';
    expect(made.as(token, 'POST', tokens, { expiresAfterDays: 1, exportControlled: 'Allowed' }).status).toBe(
      403,
    );
    expect(made.cssm.ledger.state.seq).toBe(seq);
    expect(made.as(token, 'GET', '/v2/accounts').body.accounts[0].roles).toEqual([
      { role: 'Smart Account Viewer' },
    ]);
  });

  test('of a User make tokens', () => {
    const { made, token } = seen([{ role: 'Virtual Account User', virtualAccount: 'DEFAULT' }]);
    const tokens = '/v1/accounts/campus.example/virtual-accounts/DEFAULT/tokens';
    const asked = { expiresAfterDays: 1, exportControlled: 'Allowed' };
    expect(made.as(token, 'POST', tokens, asked).body.status).toBe('SUCCESS');
  });
});
