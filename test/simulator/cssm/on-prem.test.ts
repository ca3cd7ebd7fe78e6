import { describe, expect, test } from 'vitest';
import { decideOnPrem } from '../../../simulator/cssm/ledger/index.ts';
import { labOf, reportOf } from './lab.ts';

const json = { 'content-type': 'application/json' };
const good = { client_id: 'lab', client_secret: 'lab-only-secret', grant_type: 'client_credentials' };
const BASE = '/backend/api/v1/accounts/Campus';

function onPrem() {
  const lab = labOf();
  const { ledger } = lab.cssm;
  ledger.record(
    decideOnPrem(ledger.state, 'campus.example', 'ssm-1', lab.clock.wallMs()),
    lab.clock.wallMs(),
  );
  const sign = (body: unknown, type = json) => {
    const { response } = lab.raw('POST', '/backend/oauth/token', body, type);
    return { status: response?.status, body: JSON.parse(response?.body ?? '{}') };
  };
  const as = (token: string, method: string, path: string, body: unknown = '') => {
    const { response } = lab.raw(method, path, body, { ...json, authorization: `Bearer ${token}` });
    return { status: response?.status, body: JSON.parse(response?.body ?? '{}') };
  };
  return { ...lab, sign, as };
}

describe('SSM On-Prem', () => {
  test('signs in with a JSON body and serves the v1 family by the local name of the account', async () => {
    const lab = onPrem();
    await lab.report(reportOf(1));
    const { access_token: token } = lab.sign(good).body;
    expect(
      lab.as(token, 'POST', `${BASE}/devices`, { virtualAccounts: [], limit: 5, offset: 0 }).body,
    ).toMatchObject({
      status: 'SUCCESS',
      totalRecords: 1,
    });
    const asked = { expiresAfterDays: '365', exportControlled: 'Allowed' };
    expect(lab.as(token, 'POST', `${BASE}/virtual-accounts/DEFAULT/tokens`, asked).body).toMatchObject({
      status: 'SUCCESS',
      tokenInfo: { token: expect.any(String) },
    });
  });

  test('says 403 to a call without a bearer, and to one of the cloud', () => {
    const lab = onPrem();
    expect(lab.as('x', 'GET', `${BASE}/customer/virtual-accounts`).status).toBe(403);
    expect(lab.as(lab.token(), 'GET', `${BASE}/customer/virtual-accounts`).status).toBe(403);
  });

  test('does not know what it does not mirror: the domain, another account, other calls', () => {
    const lab = onPrem();
    const { access_token: token } = lab.sign(good).body;
    expect(
      lab.as(token, 'GET', '/backend/api/v1/accounts/campus.example/customer/virtual-accounts').body.status,
    ).toBe('ERROR');
    expect(
      lab.as(token, 'GET', '/backend/api/v1/accounts/Merged%20company/customer/virtual-accounts').body.status,
    ).toBe('ERROR');
    expect(lab.as(token, 'GET', '/backend/api/v2/accounts').status).toBe(404);
    expect(lab.as(token, 'GET', '/backend/satellites.json').status).toBe(404);
    expect(lab.journal.from(1).at(-1)?.op).toBe('unmatched');
  });

  test('its token ends after eight hours', async () => {
    const lab = onPrem();
    const { access_token: token } = lab.sign(good).body;
    await lab.clock.advance(28_800_000);
    expect(lab.as(token, 'GET', `${BASE}/customer/virtual-accounts`).status).toBe(403);
  });

  test.each([
    ['a wrong secret', { ...good, client_secret: 'x' }, 401, 'invalid_client'],
    ['another grant', { ...good, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a form', 'grant_type=client_credentials', 400, 'invalid_request'],
  ])('%s is refused', (_name, body, status, error) => {
    expect(onPrem().sign(body)).toMatchObject({ status, body: { error } });
  });
});
