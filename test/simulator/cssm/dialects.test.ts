import { describe, expect, test } from 'vitest';
import { decideRoles } from '../../../simulator/cssm/ledger/index.ts';
import { CLEAN_QUIRKS } from '../../../simulator/cssm/options.ts';
import { CLOUD_OPERATIONS } from '../../../simulator/cssm/routes/operations.ts';
import { V1_FACTS, differences } from './facts.ts';
import { WIDE_FACTS } from './facts-wide.ts';
import { NA24, labOf, reportOf } from './lab.ts';

const A = '/v1/software/apis';

async function reported(count: number, options: Parameters<typeof labOf>[0] = {}) {
  const lab = labOf(options);
  for (let number = 1; number <= count; number++) await lab.report(reportOf(number));
  await lab.clock.advance(60_000);
  const role = { role: 'Smart Account Viewer', virtualAccount: null } as const;
  lab.cssm.ledger.record(decideRoles(lab.cssm.ledger.state, 'campus.example', 'ann', [role]), 0);
  return lab;
}

describe('what is publicly known holds', () => {
  test.each(WIDE_FACTS.map((facts) => [facts.id, facts] as const))('%s', async (id, facts) => {
    const lab = await reported(3);
    const headers = facts.in === 'pool' ? lab.poolHeaders() : {};
    const { status, body } = lab.call(facts.method, facts.path, facts.body, headers);
    expect(status).toBe(facts.status ?? 200);
    expect(body.status).toBe(facts.says);
    expect(differences(body, facts.answer)).toEqual([]);
    expect(lab.journal.from(1).at(-1)).toMatchObject({ op: 'http', user: 'lab', detail: { operation: id } });
  });

  test('every operation that is built is among the facts, but poll, which has its own tests', () => {
    const known = [...V1_FACTS, ...WIDE_FACTS].map(({ id }) => id);
    expect(CLOUD_OPERATIONS.map(({ name }) => name).toSorted()).toEqual([...known, 'poll'].toSorted());
  });
});

describe('oddities of the service, and clean mode', () => {
  const clean = { quirks: CLEAN_QUIRKS };

  test('the newer device list has blanks around its values', async () => {
    const path = `${A}/licensing/v2/accounts/campus.example/devices?virtualAccountName=DEFAULT`;
    const odd = (await reported(1)).call('GET', path).body.devices[0];
    expect(odd.instanceName).toBe('sw-1 ');
    expect((await reported(1, clean)).call('GET', path).body.devices[0].instanceName).toBe('sw-1');
  });

  test('keys are misspelt', async () => {
    const path = '/v2/accounts/campus.example/virtual-accounts/DEFAULT/devices/remove';
    const sudi = { udiPid: 'C9300-24T', udiSerialNumber: 'FOC00000001' };
    const good = { productInstancesRemoveRequests: [{ sudi }] };
    expect((await reported(1)).call('POST', path, good).body.status).toBe('ERROR');
    expect((await reported(1, clean)).call('POST', path, good).body.status).toBe('SUCCESS');
    const ea = `${A}/ea/v1/subscription/account/campus.example/consumption`;
    expect((await reported(1, clean)).call('GET', ea).body.subscriptions[0].accounts[0]).toHaveProperty(
      'virtualAccounts',
    );
  });

  test('PnP has texts for booleans', async () => {
    const path = `${A}/pnp/v2/accounts/campus.example/virtual-accounts`;
    expect((await reported(0)).call('GET', path).body.data[0].default).toBe('true');
    expect((await reported(0, clean)).call('GET', path).body.data[0].default).toBe(true);
  });
});

describe('what each family says when there is nothing, or nothing any more', () => {
  test('PnP: NO DATA FOUND', () => {
    expect(labOf().call('GET', `${A}/pnp/v2/accounts?accountDomain=none`).body).toEqual({
      status: 'COMPLETE',
      message: 'NO DATA FOUND',
      messageCode: 'DMS-ERR-121',
    });
  });

  test('EA: HTTP 400', () => {
    const { status, body } = labOf().call(
      'GET',
      `${A}/ea/v1/subscription/account/merged.example/consumption`,
    );
    expect(status).toBe(400);
    expect(differences(body, { code: 'integer', message: 'string', severity: 'string' })).toEqual([]);
  });

  test.each([
    ['X-CSW', 'POST', '/v3/licenses/summary', { status: 'FAILED', message_code: 'ACCOUNT' }, 200],
    ['PnP', 'GET', '/pnp/v2/accounts/campus.example/virtual-accounts', { status: 'FAILED' }, 200],
    ['EA', 'GET', '/ea/v1/subscription/account/campus.example/consumption', { severity: 'ERROR' }, 400],
    ['v1', 'POST', '/v1/accounts/campus.example/licenses', { status: 'ERROR' }, 200],
  ] as const)('%s: a deleted account in its own envelope', (_name, method, path, body, status) => {
    const lab = labOf();
    const headers = lab.poolHeaders();
    lab.cssm.control.deleteAccount('campus.example');
    expect(lab.call(method, path, {}, headers)).toMatchObject({ status, body, isAssumed: true });
  });

  test.each([
    [
      'a Virtual Account number that is gone',
      { 'x-csw-virtual-account-id': '1' },
      { status: 'FAILED', message_code: 'VIRTUAL_ACCOUNT' },
    ],
    [
      'an account number that is no number',
      { 'x-csw-smart-account-id': 'x' },
      { status: 'FAILED', message_code: 'ACCOUNT' },
    ],
    [
      'a requesting system that is no JSON',
      { 'x-csw-requesting-system': 'x' },
      { message: expect.stringContaining('REQUESTING') },
    ],
  ])('X-CSW: %s', (_name, more, body) => {
    const lab = labOf();
    const headers = { ...lab.poolHeaders(), ...more };
    expect(lab.pool('/v3/licenses/summary', { tags: [] }, headers)).toMatchObject({ body, isAssumed: true });
  });
});

test('a closed Virtual Account is gone by name and by number', () => {
  const lab = labOf();
  const headers = lab.poolHeaders('Branch North');
  lab.cssm.control.act('delete-virtual-account', {
    account: 'campus.example',
    virtualAccount: 'Branch North',
    to: 'DEFAULT',
  });
  expect(lab.pool('/v3/licenses/summary', { tags: [] }, headers).body.status).toBe('FAILED');
  const path = '/v1/accounts/campus.example/virtual-accounts/Branch%20North/tokens';
  expect(lab.call('GET', path).body.statusMessage).toContain("'Branch North'");
});

describe('the summary', () => {
  test('counts reports that are not acknowledged yet, and licenses to come', async () => {
    const lab = labOf({ ackDelayMs: 600_000 });
    await lab.report(reportOf(1));
    lab.cssm.control.deposit({
      account: 'campus.example',
      virtualAccount: 'DEFAULT',
      license: NA24,
      quantity: 5,
      start: '2026-03-01',
      end: '2027-03-01',
    });
    const { body } = lab.pool(`${A}/licensing/v2/get-summary`, { tags: [] });
    expect(body).toMatchObject({ out_standing_reports: 1, nonce: 'n-1' });
    expect(body.summary.find((row: { display_name: string }) => row.display_name === NA24)).toMatchObject({
      entitled: 30,
      future_entitled: 5,
    });
  });

  test('of named tags has only those', () => {
    const lab = labOf();
    const [first] = lab.pool('/v3/licenses/summary', { tags: [] }).body.summary;
    expect(lab.pool('/v3/licenses/summary', { tags: [first.tag] }).body.summary).toEqual([first]);
    expect(lab.pool('/v3/licenses/summary', { tags: 'x' }).body).toMatchObject({
      status: 'FAILED',
      message_code: 'TAGS',
    });
  });

  test('takes time for each license that is added up', () => {
    const lab = labOf({ latency: { summaryMs: 1_000 } });
    expect(lab.pool('/v3/licenses/summary', { tags: [] }).delayMs).toBe(3_150);
  });
});
