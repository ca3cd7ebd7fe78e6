import { describe, expect, test } from 'vitest';
import { decideOnPrem } from '../../../simulator/cssm/ledger/index.ts';
import { CSSM_FAULTS } from '../../../simulator/faults/cssm.ts';
import { NA24, NE24, labOf, reportOf, rumRow } from './lab.ts';

const DEVICES = '/v1/accounts/campus.example/devices';
const page = (offset = 0) => ({ virtualAccounts: [], limit: 2, offset });
const target = 'cssm:campus.example';

async function reported(count: number) {
  const lab = labOf();
  for (let number = 1; number <= count; number++) await lab.report(reportOf(number));
  await lab.clock.advance(60_000);
  const ask = (offset = 0) => {
    const headers = { authorization: `Bearer ${lab.token()}`, 'content-type': 'application/json' };
    return lab.raw('POST', DEVICES, page(offset), headers);
  };
  return { ...lab, ask };
}

test('every fault has a name of its own and says what happens', () => {
  expect(new Set(CSSM_FAULTS.map(({ name }) => name)).size).toBe(CSSM_FAULTS.length);
  for (const { name, about } of CSSM_FAULTS) expect([name, about.length > 20]).toEqual([name, true]);
});

describe('the answer is not what was asked for, once', () => {
  test.each([
    ['cssm.empty-reply', 200, /^$/],
    ['cssm.html-login', 200, /^<!DOCTYPE html>/],
    ['cssm.garbage', 200, /\{\]$/],
    ['cssm.truncated', 200, /^\{"totalRecords[^}]*/],
    ['cssm.role-lost', 403, /Not Authorized/],
    ['cssm.client-invalid', 403, /Invalid Client/],
    ['cssm.bearer-expired', 401, /Unauthorized/],
  ])('%s: HTTP %i', async (fault, status, body) => {
    const lab = await reported(1);
    lab.faults.add({ fault, target });
    const { response } = lab.ask();
    expect(response).toMatchObject({ status, headers: { 'x-simulator-shape': 'assumed' } });
    expect(response?.body).toMatch(body);
    if (status === 200) expect(() => JSON.parse(response?.body ?? '') as unknown).toThrow(SyntaxError);
    expect(JSON.parse(lab.ask().response?.body ?? '')).toMatchObject({ status: 'SUCCESS', totalRecords: 1 });
  });

  test('a bearer that expired stays so', async () => {
    const lab = await reported(1);
    const headers = { authorization: `Bearer ${lab.token()}`, 'content-type': 'application/json' };
    lab.faults.add({ fault: 'cssm.bearer-expired', target });
    const status = () => lab.raw('POST', DEVICES, page(), headers).response?.status;
    expect([status(), status()]).toEqual([401, 401]);
  });

  test('a request that hangs', async () => {
    const lab = await reported(1);
    lab.faults.add({ fault: 'cssm.hang', target });
    expect(lab.ask().delayMs).toBe(86_400_000);
  });

  test('Retry-After as it was asked for', async () => {
    const lab = await reported(1);
    lab.faults.add({ fault: 'cssm.http-error', target, params: { status: 429, retryAfter: 'soon' } });
    expect(lab.ask().response?.headers['retry-after']).toBe('soon');
  });
});

describe('pages', () => {
  const rows = (answer: { response: { body: string } | null }) => {
    const body = JSON.parse(answer.response?.body ?? '{}');
    return [body.totalRecords, body.devices.map((row: { hostName: string }) => row.hostName)];
  };

  test.each([
    ['cssm.page-partial', [4, ['sw-3']]],
    ['cssm.page-repeated', [4, ['sw-1', 'sw-2']]],
    ['cssm.page-shrinking', [3, ['sw-4']]],
  ])('%s', async (fault, expected) => {
    const lab = await reported(4);
    lab.faults.add({ fault, target });
    expect(rows(lab.ask(2))).toEqual(expected);
    expect(rows(lab.ask(2))).toEqual([4, ['sw-3', 'sw-4']]);
  });
});

test('an account that is deactivated stays so, and a device is told that it is not valid', async () => {
  const lab = await reported(1);
  lab.faults.add({ fault: 'cssm.account-deactivated', target });
  expect(JSON.parse(lab.ask().response?.body ?? '').statusMessage).toContain('not active');
  expect(await lab.report(reportOf(1))).toMatchObject({
    status: 'INVALID STATUS CODE',
    reason: expect.stringContaining('product_instance_identifier'),
  });
});

describe('reports', () => {
  test.each([
    ['cssm.rum-duplicate', 'DUPLICATE_REPORT'],
    ['cssm.rum-tampered', 'SIGNATURE'],
  ])('%s', (fault, code) => {
    const lab = labOf();
    lab.faults.add({ fault, target });
    const send = () => lab.pool('/v2/devices/reportusage', { reports: [rumRow(1)] });
    expect(send().body).toMatchObject({ status: 'FAILED', message_code: code });
    expect(send().status).toBe(202);
  });

  test.each([
    ['cssm.ack-never', {}, 0],
    ['cssm.ack-late', { delayMs: 3_600_000 }, 1],
  ])('%s', async (fault, params, after) => {
    const lab = labOf();
    lab.faults.add({ fault, target, params });
    await lab.report(reportOf(1));
    const used = () =>
      lab.cssm.control.accounts()[0]?.virtualAccounts[0]?.pools.find((row) => row.license === NE24)?.inUse;
    await lab.clock.advance(60_000);
    expect(used()).toBe(0);
    await lab.clock.advance(3_600_000);
    expect(used()).toBe(after);
  });

  test('cssm.deposit-late: a purchase counts days later', async () => {
    const lab = labOf();
    lab.faults.add({ fault: 'cssm.deposit-late', target });
    const asked = { account: 'campus.example', virtualAccount: 'DEFAULT', license: NA24, quantity: 5 };
    expect(lab.cssm.control.act('deposit', asked)).toMatchObject({ depositedInDays: 3 });
    const owned = () =>
      lab.cssm.control.accounts()[0]?.virtualAccounts[0]?.pools.find((row) => row.license === NA24)?.quantity;
    expect(owned()).toBe(30);
    await lab.clock.advance(3 * 86_400_000);
    expect(owned()).toBe(35);
  });
});

test('an On-Prem that boots says 502', () => {
  const lab = labOf();
  const { ledger } = lab.cssm;
  ledger.record(decideOnPrem(ledger.state, 'campus.example', 'ssm-1', 0), 0);
  const json = { 'content-type': 'application/json' };
  const good = { client_id: 'lab', client_secret: 'lab-only-secret', grant_type: 'client_credentials' };
  const { response } = lab.raw('POST', '/backend/oauth/token', good, json);
  const headers = { ...json, authorization: `Bearer ${JSON.parse(response?.body ?? '').access_token}` };
  lab.faults.add({ fault: 'cssm.on-prem-booting', target });
  const status = () =>
    lab.raw('GET', '/backend/api/v1/accounts/Campus/customer/virtual-accounts', '', headers).response?.status;
  expect([status(), status()]).toEqual([502, 200]);
});
