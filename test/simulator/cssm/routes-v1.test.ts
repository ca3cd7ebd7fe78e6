import { describe, expect, test } from 'vitest';
import { V1_FACTS, differences } from './facts.ts';
import { DNA24, NA24, NE24, labOf, reportOf } from './lab.ts';

const DEVICES = '/v1/accounts/campus.example/devices';
const LICENSES = '/v1/accounts/campus.example/licenses';
const TRANSFER = '/v1/accounts/campus.example/virtual-accounts/DEFAULT/licenses/transfer';
const TOKENS = '/v1/accounts/campus.example/virtual-accounts/DEFAULT/tokens';
const all = { virtualAccounts: [], limit: 500, offset: 0 };

/** A lab in which `count` switches have reported and are acknowledged. */
async function reported(count: number) {
  const lab = labOf();
  for (let number = 1; number <= count; number++) await lab.report(reportOf(number));
  await lab.clock.advance(60_000);
  return lab;
}

describe('what is publicly known holds', () => {
  test.each(V1_FACTS.map((facts) => [facts.id, facts] as const))('%s', async (id, facts) => {
    const lab = await reported(3);
    lab.call('POST', TOKENS, { description: '', expiresAfterDays: 1, exportControlled: 'Allowed' });
    const { status, body } = lab.call(facts.method, facts.path, facts.body);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'SUCCESS', statusMessage: '' });
    expect(differences(body, facts.answer)).toEqual([]);
    expect(lab.journal.from(1).at(-1)).toMatchObject({ op: 'http', user: 'lab', detail: { operation: id } });
  });
});

test.each([
  '/services/api/smart-accounts-and-licensing',
  '/services/api/services/api/smart-accounts-and-licensing',
  '//services/api/smart-accounts-and-licensing',
])('the prefix %s is served', (prefix) => {
  expect(labOf().call('GET', `${prefix}/v2/accounts`).body.status).toBe('SUCCESS');
});

describe('licenses', () => {
  test('per Virtual Account with balance and lots', async () => {
    const { body } = (await reported(3)).call('POST', LICENSES, all);
    expect(body.totalRecords).toBe(4);
    const rows = body.licenses.map((row: Record<string, unknown>) => [
      row['virtualAccount'],
      row['license'],
      row['quantity'],
      row['inUse'],
      row['available'],
    ]);
    expect(rows).toEqual([
      ['DEFAULT', DNA24, 20, 0, 20],
      ['DEFAULT', NA24, 30, 0, 30],
      ['DEFAULT', NE24, 40, 3, 37],
      ['Branch North', NA24, 5, 0, 5],
    ]);
    expect(body.licenses[0].licenseDetails).toEqual([
      {
        licenseType: 'TERM',
        quantity: 20,
        startDate: '2025-06-01',
        endDate: '2026-06-30',
        subscriptionId: 'Sub000003',
        status: 'ACTIVE',
      },
    ]);
  });

  test('usage beyond what is owned shows as a shortage', async () => {
    const lab = labOf({}, [
      { name: 'A', domain: 'campus.example', virtualAccounts: [{ name: 'DEFAULT', pools: [] }] },
    ]);
    await lab.report(reportOf(1));
    await lab.clock.advance(60_000);
    expect(lab.call('POST', LICENSES, all).body.licenses).toMatchObject([
      { license: NE24, quantity: 0, inUse: 1, available: -1, status: 'Out of Compliance' },
    ]);
  });

  test('an ended term is listed and does not count', async () => {
    const lab = labOf();
    await lab.clock.advance(200 * 86_400_000);
    const [row] = lab.call('POST', LICENSES, all).body.licenses;
    expect(row).toMatchObject({
      license: DNA24,
      quantity: 0,
      licenseDetails: [{ quantity: 20, status: 'EXPIRED' }],
    });
  });
});

describe('pages', () => {
  test('cut the list, and a limit above 500 is taken as 500', async () => {
    const lab = await reported(7);
    const serialsAt = (limit: number, offset: number) =>
      lab
        .call('POST', DEVICES, { ...all, limit, offset })
        .body.devices.map((row: { sudi: { udiSerialNumber: string } }) => row.sudi.udiSerialNumber);
    expect([...serialsAt(3, 0), ...serialsAt(3, 3), ...serialsAt(3, 6)]).toEqual(serialsAt(10_000, 0));
    expect(serialsAt(3, 7)).toEqual([]);
  });

  test('span Virtual Accounts', async () => {
    const lab = await reported(2);
    await lab.report(reportOf(3, { virtualAccount: 'Branch North' }));
    const { body } = lab.call('POST', DEVICES, { ...all, limit: 2, offset: 1 });
    expect(body.totalRecords).toBe(3);
    expect(body.devices.map((row: { hostName: string }) => row.hostName)).toEqual(['sw-2', 'sw-3']);
  });
});

test('a stack is one row under its first member', async () => {
  const lab = labOf();
  const members = [
    { serial: 'A', model: 'C9300-24T' },
    { serial: 'B', model: 'C9300-48T' },
  ];
  await lab.report(reportOf(1, { members }));
  const { devices } = lab.call('POST', DEVICES, all).body;
  expect(devices).toHaveLength(1);
  expect(devices[0]).toMatchObject({
    displayName: 'UDI_PID:C9300-24T; UDI_SN:A; ',
    sudi: { udiSerialNumber: 'A' },
  });
});

describe('what is refused says ERROR with HTTP 200 and leaves the ledger alone', () => {
  const item = { license: NA24, licenseType: 'PERPETUAL', quantity: 1, targetVirtualAccount: 'Branch North' };
  test.each([
    ['an unknown Virtual Account', 'POST', LICENSES, { ...all, virtualAccounts: ['X'] }, "'X'"],
    ['a negative offset', 'POST', LICENSES, { ...all, offset: -1 }, 'limit and offset'],
    ['limit 0', 'POST', DEVICES, { ...all, limit: 0 }, 'limit and offset'],
    ['a list that is none', 'POST', DEVICES, { ...all, virtualAccounts: 'DEFAULT' }, 'list of names'],
    ['a negative transfer', 'POST', TRANSFER, { licenses: [{ ...item, quantity: -3 }] }, 'quantity'],
    ['a transfer beyond the balance', 'POST', TRANSFER, { licenses: [{ ...item, quantity: 31 }] }, 'has 30'],
    ['a transfer above the cap', 'POST', TRANSFER, { licenses: [{ ...item, quantity: 1000 }] }, '999'],
    [
      'a transfer to nowhere',
      'POST',
      TRANSFER,
      { licenses: [{ ...item, targetVirtualAccount: 'X' }] },
      "'X'",
    ],
    ['a transfer of nothing', 'POST', TRANSFER, { licenses: [] }, 'list'],
    ['a token for 0 days', 'POST', TOKENS, { expiresAfterDays: 0, exportControlled: 'Allowed' }, '365'],
    ['a token without the export flag', 'POST', TOKENS, { expiresAfterDays: 1 }, 'exportControlled'],
    [
      'a Virtual Account twice',
      'POST',
      '/v1/accounts/campus.example/CUSTOMER/virtual-accounts',
      { name: 'DEFAULT' },
      'already',
    ],
  ])('%s', (_name, method, path, body, words) => {
    const lab = labOf();
    const { seq } = lab.cssm.ledger.state;
    const answer = lab.call(method, path, body);
    expect(answer).toMatchObject({ status: 200, isAssumed: true, body: { status: 'ERROR' } });
    expect(answer.body.statusMessage).toContain(words);
    expect(lab.cssm.ledger.state.seq).toBe(seq);
  });

  test('of a batch the good part is done, and the top says ERROR', () => {
    const lab = labOf();
    const { body } = lab.call('POST', TRANSFER, { licenses: [item, { ...item, quantity: 500 }] });
    expect(body.status).toBe('ERROR');
    expect(body.licenses.map((row: { status: string }) => row.status)).toEqual(['SUCCESS', 'ERROR']);
    expect(
      lab.call('POST', LICENSES, { ...all, virtualAccounts: ['Branch North'] }).body.licenses[0].quantity,
    ).toBe(6);
  });
});

test('tokens are made and listed until they end', async () => {
  const lab = labOf();
  const made = lab.call('POST', TOKENS, {
    description: 'd',
    expiresAfterDays: '1',
    exportControlled: 'Allowed',
  });
  const { token } = made.body.tokenInfo;
  expect(lab.call('GET', TOKENS).body.tokens).toMatchObject([
    { token, description: 'd', exportControlled: 'Allowed' },
  ]);
  expect(lab.call('GET', TOKENS).isAssumed).toBe(true);
  await lab.clock.advance(86_400_000);
  expect(lab.call('GET', TOKENS).body.tokens).toEqual([]);
});

test('clean mode has booleans where v1 has texts', () => {
  const path = '/v1/accounts/campus.example/CUSTOMER/virtual-accounts';
  const lab = labOf({ quirks: { textBooleans: false } });
  expect(lab.call('GET', path).body.virtualAccounts[0].isDefault).toBe(true);
  expect(labOf().call('GET', path).body.virtualAccounts[0].isDefault).toBe('true');
});
