import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import * as book from '../../../simulator/cssm/ledger/index.ts';
import { decideReservation } from '../../../simulator/cssm/ledger/decide-pools.ts';
import { ledgerOf, lotOf } from '../../../simulator/cssm/world.ts';
import { ACCOUNTS, DNA24, NA24 } from './lab.ts';

const DOMAIN = 'campus.example';
const at = Date.UTC(2026, 0, 5, 8);
const today = '2026-01-05';
const random = createRandom(7);
const fresh = () => ledgerOf(ACCOUNTS, 'error', at, random);
const virtualAccount = (ledger: book.Ledger, name = 'DEFAULT') =>
  book.findAccount(ledger.state, DOMAIN)!.virtualAccounts.get(name)!;
const device = (serial: string) => ({
  hostname: 'sw',
  release: '17.9.4',
  udis: [{ pid: 'C9300-24T', serial }],
});

describe('a world', () => {
  test('has its accounts with numeric ids, one default Virtual Account each', () => {
    const { accounts } = fresh().state;
    expect([...accounts.keys()]).toEqual(['campus.example', 'merged.example']);
    const ids = [...accounts.values()].flatMap(({ id, virtualAccounts }) => [
      id,
      ...[...virtualAccounts.values()].map((row) => row.id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { virtualAccounts } of accounts.values()) {
      expect([...virtualAccounts.values()].filter((row) => row.isDefault)).toHaveLength(1);
    }
  });

  test('takes network levels for perpetual and DNA for three-year terms unless it is said otherwise', () => {
    expect(lotOf({ license: NA24, quantity: 1 }, today)).toMatchObject({
      type: 'PERPETUAL',
      start: null,
      end: null,
    });
    expect(lotOf({ license: DNA24, quantity: 1 }, today)).toMatchObject({
      type: 'TERM',
      start: '2026-01-05',
      end: '2029-01-04',
    });
  });

  test.each([
    [
      'double domain',
      [
        { name: 'A', domain: 'a.example', virtualAccounts: [] },
        { name: 'B', domain: 'A.example', virtualAccounts: [] },
      ],
    ],
    ['domain with a slash', [{ name: 'A', domain: 'a/b', virtualAccounts: [] }]],
    [
      'double Virtual Account',
      [
        {
          name: 'A',
          domain: 'a.example',
          virtualAccounts: [
            { name: 'X', pools: [] },
            { name: 'X', pools: [] },
          ],
        },
      ],
    ],
    [
      'quantity 0',
      [
        {
          name: 'A',
          domain: 'a.example',
          virtualAccounts: [{ name: 'X', pools: [{ license: 'L', quantity: 0 }] }],
        },
      ],
    ],
    [
      'day that does not exist',
      [
        {
          name: 'A',
          domain: 'a.example',
          virtualAccounts: [{ name: 'X', pools: [{ license: 'L', quantity: 1, start: '2026-02-30' }] }],
        },
      ],
    ],
    [
      'end before start',
      [
        {
          name: 'A',
          domain: 'a.example',
          virtualAccounts: [
            { name: 'X', pools: [{ license: 'L', quantity: 1, start: '2026-02-02', end: '2026-02-01' }] },
          ],
        },
      ],
    ],
  ])('with a %s is refused', (_name, accounts) => {
    expect(() => ledgerOf(accounts, 'error', at, random)).toThrow(
      expect.objectContaining({ code: 'CSSM_WORLD' }),
    );
  });
});

describe('balances', () => {
  test.each([
    ['the day before it begins', '2025-05-31', 0],
    ['its first day', '2025-06-01', 20],
    ['its last day', '2026-06-30', 20],
    ['the day after', '2026-07-01', 0],
  ])('a term counts on %s: %s', (_name, day, quantity) => {
    expect(book.balanceOf(virtualAccount(fresh()), DNA24, day).quantity).toBe(quantity);
  });

  test('usage counts when its report is acknowledged, and a shortage is negative', () => {
    const ledger = fresh();
    ledger.record(book.decideFirstContact(ledger.state, DOMAIN, 'DEFAULT', device('S1'), random), at);
    const usage = [{ license: NA24, quantity: 33 }];
    const report = ledger.record(book.decideReport(ledger.state, DOMAIN, device('S1'), usage), at);
    expect(book.balanceOf(virtualAccount(ledger), NA24, today).inUse).toBe(0);
    if (book.isRefusal(report)) throw new Error(report.message);
    ledger.record(book.decideAcknowledgement(ledger.state, report.uuid, report.report), at);
    expect(book.balanceOf(virtualAccount(ledger), NA24, today)).toMatchObject({
      quantity: 30,
      inUse: 33,
      available: -3,
      isCompliant: false,
    });
  });

  test('a report acknowledged after a younger one changes nothing', () => {
    const ledger = fresh();
    ledger.record(book.decideFirstContact(ledger.state, DOMAIN, 'DEFAULT', device('S1'), random), at);
    const [first, second] = [1, 2].map((quantity) => {
      const made = ledger.record(
        book.decideReport(ledger.state, DOMAIN, device('S1'), [{ license: NA24, quantity }]),
        at,
      );
      if (book.isRefusal(made)) throw new Error(made.message);
      return made;
    });
    for (const made of [second!, first!]) {
      ledger.record(book.decideAcknowledgement(ledger.state, made.uuid, made.report), at);
    }
    expect(book.balanceOf(virtualAccount(ledger), NA24, today).inUse).toBe(2);
  });

  test('what is reserved is not available', () => {
    const ledger = fresh();
    ledger.record(decideReservation(ledger.state, DOMAIN, 'DEFAULT', NA24, 10), at);
    expect(book.balanceOf(virtualAccount(ledger), NA24, today)).toMatchObject({
      reserved: 10,
      available: 20,
    });
  });
});

/** A switch in `name` with that usage, acknowledged. */
function using(ledger: book.Ledger, name: string, serial: string, quantity: number): string {
  ledger.record(book.decideFirstContact(ledger.state, DOMAIN, name, device(serial), random), at);
  const usage = [{ license: NA24, quantity }];
  const made = ledger.record(book.decideReport(ledger.state, DOMAIN, device(serial), usage), at);
  if (book.isRefusal(made)) throw new Error(made.message);
  ledger.record(book.decideAcknowledgement(ledger.state, made.uuid, made.report), at);
  return made.uuid;
}

test('usage goes where its switch goes, and ends with it', () => {
  const ledger = fresh();
  const uuid = using(ledger, 'Branch North', 'S1', 4);
  const inUse = () =>
    ['DEFAULT', 'Branch North'].map(
      (name) => book.balanceOf(virtualAccount(ledger, name), NA24, today).inUse,
    );
  expect(inUse()).toEqual([0, 4]);
  ledger.record(book.decideFirstContact(ledger.state, DOMAIN, 'DEFAULT', device('S1'), random), at);
  expect(inUse()).toEqual([4, 0]);
  ledger.record(book.decideRemoval(ledger.state, uuid), at);
  expect(inUse()).toEqual([0, 0]);
});

describe('transfers', () => {
  const transfer = {
    from: 'DEFAULT',
    to: 'Branch North',
    license: NA24,
    type: 'PERPETUAL',
    quantity: 12,
  } as const;

  test('move a quantity, and no more than is free', () => {
    const ledger = fresh();
    ledger.record(book.decideTransfer(ledger.state, DOMAIN, transfer, today), at);
    expect(book.balanceOf(virtualAccount(ledger), NA24, today).quantity).toBe(18);
    expect(book.balanceOf(virtualAccount(ledger, 'Branch North'), NA24, today).quantity).toBe(17);
    expect(book.decideTransfer(ledger.state, DOMAIN, { ...transfer, quantity: 19 }, today)).toMatchObject({
      refusal: 'too-few',
    });
  });

  test('leave what is in use or reserved', () => {
    const ledger = fresh();
    using(ledger, 'DEFAULT', 'S1', 20);
    ledger.record(decideReservation(ledger.state, DOMAIN, 'DEFAULT', NA24, 4), at);
    const asking = (quantity: number) =>
      book.decideTransfer(ledger.state, DOMAIN, { ...transfer, quantity }, today);
    expect(asking(7)).toMatchObject({ refusal: 'too-few', message: expect.stringContaining('has 6') });
    expect(book.isRefusal(asking(6))).toBe(false);
  });

  test('take what ends last first', () => {
    const ledger = fresh();
    const lot = { license: DNA24, type: 'TERM', quantity: 5, start: '2025-01-01' } as const;
    ledger.record(book.decideDeposit(ledger.state, DOMAIN, 'DEFAULT', { ...lot, end: '2028-12-31' }), at);
    const asked = { ...transfer, license: DNA24, type: 'TERM', quantity: 7 } as const;
    ledger.record(book.decideTransfer(ledger.state, DOMAIN, asked, today), at);
    const ends = book
      .balanceOf(virtualAccount(ledger, 'Branch North'), DNA24, today)
      .lots.map((row) => [row.end, row.quantity]);
    expect(ends).toEqual([
      ['2028-12-31', 5],
      ['2026-06-30', 2],
    ]);
  });

  test.each([
    ['to itself', { to: 'DEFAULT' }, 'virtual-account-unknown'],
    ['to nowhere', { to: 'X' }, 'virtual-account-unknown'],
    ['of an unknown license', { license: 'X' }, 'license-unknown'],
    ['of another type', { type: 'TERM' }, 'too-few'],
    ['of none', { quantity: 0 }, 'quantity'],
    ['of a negative quantity', { quantity: -1 }, 'quantity'],
    ['of a fraction', { quantity: 1.5 }, 'quantity'],
    ['beyond the balance', { quantity: 31 }, 'too-few'],
  ] as const)('%s is refused', (_name, more, refusal) => {
    expect(book.decideTransfer(fresh().state, DOMAIN, { ...transfer, ...more }, today)).toMatchObject({
      refusal,
    });
  });
});

describe('Virtual Accounts', () => {
  test('go only when empty, unless another takes what they hold', () => {
    const ledger = fresh();
    const close = (name: string, to: string | null) =>
      book.decideVirtualAccountClosing(ledger.state, DOMAIN, name, to);
    expect(close('DEFAULT', 'Branch North')).toMatchObject({ refusal: 'virtual-account-default' });
    expect(close('Branch North', null)).toMatchObject({ refusal: 'virtual-account-not-empty' });
    expect(close('Branch North', 'Branch North')).toMatchObject({ refusal: 'virtual-account-unknown' });
    ledger.record(book.decideFirstContact(ledger.state, DOMAIN, 'Branch North', device('S1'), random), at);
    ledger.record(close('Branch North', 'DEFAULT'), at);
    expect(book.balanceOf(virtualAccount(ledger), NA24, today).quantity).toBe(35);
    expect(virtualAccount(ledger).instances.size).toBe(1);
    expect(book.findInstance(ledger.state, DOMAIN, ['S1'])?.virtualAccount).toBe('DEFAULT');
  });

  test('a new default one replaces the old', () => {
    const ledger = fresh();
    ledger.record(book.decideVirtualAccount(ledger.state, DOMAIN, { name: 'New', isDefault: true }), at);
    expect(virtualAccount(ledger).isDefault).toBe(false);
    expect(virtualAccount(ledger, 'New').isDefault).toBe(true);
  });
});

describe('accounts', () => {
  test('a deactivated account comes back, a deleted one does not', () => {
    const ledger = fresh();
    for (const status of ['deactivated', 'active', 'deleted'] as const) {
      expect(book.isRefusal(ledger.record(book.decideAccountStatus(ledger.state, DOMAIN, status), at))).toBe(
        false,
      );
    }
    expect(book.decideAccountStatus(ledger.state, DOMAIN, 'active')).toMatchObject({
      refusal: 'account-unavailable',
    });
  });

  test.each(['pending', 'deactivated', 'deleted'] as const)('nothing is done in one that is %s', (status) => {
    const ledger = fresh();
    ledger.record(book.decideAccountStatus(ledger.state, DOMAIN, status), at);
    const refused = { refusal: expect.stringMatching(/^account-/) };
    const lot = { license: NA24, type: 'PERPETUAL', quantity: 1, start: null, end: null } as const;
    expect(book.decideDeposit(ledger.state, DOMAIN, 'DEFAULT', lot)).toMatchObject(refused);
    expect(book.decideFirstContact(ledger.state, DOMAIN, 'DEFAULT', device('S1'), random)).toMatchObject(
      refused,
    );
    expect(book.decideVirtualAccount(ledger.state, DOMAIN, { name: 'New' })).toMatchObject(refused);
  });
});

describe('tokens', () => {
  const make = (usesMax: number | null) => {
    const ledger = fresh();
    const asked = { description: '', expiresAfterDays: 1, exportControlled: false, usesMax };
    const made = ledger.record(book.decideToken(ledger.state, DOMAIN, 'Branch North', asked, at, random), at);
    if (book.isRefusal(made)) throw new Error(made.message);
    return { ledger, token: made.token };
  };
  const trust = (ledger: book.Ledger, token: string, serial: string, when = at) =>
    ledger.record(book.decideTrust(ledger.state, token, device(serial), when, random), when);

  test('lead into their Virtual Account', () => {
    const { ledger, token } = make(null);
    expect(trust(ledger, token, 'S1')).toMatchObject({ domain: DOMAIN, virtualAccount: 'Branch North' });
  });

  test('stop at their end, at their last use, and when revoked', () => {
    const { ledger, token } = make(1);
    expect(trust(ledger, token, 'S1', at + 86_400_000)).toMatchObject({ refusal: 'token-expired' });
    trust(ledger, token, 'S1');
    expect(trust(ledger, token, 'S2')).toMatchObject({ refusal: 'token-used-up' });
    ledger.record(book.decideRevocation(ledger.state, token), at);
    expect(trust(ledger, token, 'S2')).toMatchObject({ refusal: 'token-revoked' });
    expect(trust(ledger, 'x', 'S2')).toMatchObject({ refusal: 'token-unknown' });
  });

  test.each([0, 366, 1.5, Number.NaN])('of %s days are refused', (expiresAfterDays) => {
    const asked = { description: '', expiresAfterDays, exportControlled: false };
    expect(book.decideToken(fresh().state, DOMAIN, 'DEFAULT', asked, at, random)).toMatchObject({
      refusal: 'token-days',
    });
  });
});

describe('product instances', () => {
  test('a removed one must be trusted anew', () => {
    const ledger = fresh();
    const first = ledger.record(
      book.decideFirstContact(ledger.state, DOMAIN, 'DEFAULT', device('S1'), random),
      at,
    );
    if (book.isRefusal(first)) throw new Error(first.message);
    ledger.record(book.decideRemoval(ledger.state, first.uuid), at);
    const again = () => book.decideFirstContact(ledger.state, DOMAIN, 'DEFAULT', device('S1'), random);
    expect(again()).toMatchObject({ refusal: 'instance-removed' });
    const asked = { description: '', expiresAfterDays: 1, exportControlled: false };
    const token = ledger.record(book.decideToken(ledger.state, DOMAIN, 'DEFAULT', asked, at, random), at);
    if (book.isRefusal(token)) throw new Error(token.message);
    ledger.record(book.decideTrust(ledger.state, token.token, device('S1'), at, random), at);
    expect(book.isRefusal(again())).toBe(false);
  });

  test('trust with another account leaves the old instance where it is', () => {
    const ledger = fresh();
    ledger.record(book.decideFirstContact(ledger.state, DOMAIN, 'DEFAULT', device('S1'), random), at);
    ledger.record(
      book.decideFirstContact(ledger.state, 'merged.example', 'DEFAULT', device('S1'), random),
      at,
    );
    expect(ledger.state.bySerial.get('S1')).toHaveLength(2);
    expect(book.findInstance(ledger.state, DOMAIN, ['S1'])?.uuid).not.toBe(
      book.findInstance(ledger.state, 'merged.example', ['S1'])?.uuid,
    );
  });
});

test('expiry ends the terms of a license yesterday', () => {
  const ledger = fresh();
  ledger.record(book.decideExpiry(ledger.state, DOMAIN, 'DEFAULT', DNA24, today), at);
  expect(book.balanceOf(virtualAccount(ledger), DNA24, today).quantity).toBe(0);
  expect(book.balanceOf(virtualAccount(ledger), DNA24, '2026-01-04').quantity).toBe(20);
  expect(book.decideExpiry(ledger.state, DOMAIN, 'DEFAULT', NA24, today)).toMatchObject({
    refusal: 'license-unknown',
  });
});
