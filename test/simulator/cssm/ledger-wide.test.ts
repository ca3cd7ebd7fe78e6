import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import * as book from '../../../simulator/cssm/ledger/index.ts';
import { decideReservation } from '../../../simulator/cssm/ledger/decide-pools.ts';
import { ledgerOf } from '../../../simulator/cssm/world.ts';
import { ACCOUNTS, DNA24, NA24, NE24 } from './lab.ts';

const DOMAIN = 'campus.example';
const at = Date.UTC(2026, 0, 5, 8);
const DAY_MS = 86_400_000;
const today = '2026-01-05';
const random = createRandom(7);
const device = (serial: string) => ({ hostname: serial, release: '', udis: [{ pid: 'C9300-24T', serial }] });

/** A ledger with one switch, and shorthands. */
function fresh() {
  const ledger = ledgerOf(ACCOUNTS, 'error', at, random);
  const { state } = ledger;
  const tell = (decision: book.LedgerChange | book.Refusal, when = at) => ledger.record(decision, when);
  const admitted = tell(book.decideFirstContact(state, DOMAIN, 'DEFAULT', device('S1'), random));
  const uuid = 'uuid' in admitted ? admitted.uuid : '';
  const account = () => book.findAccount(state, DOMAIN)!;
  const holder = (name = 'DEFAULT') => account().virtualAccounts.get(name)!;
  const use = (license: string, quantity: number) => {
    const reported = tell(book.decideReport(state, DOMAIN, device('S1'), [{ license, quantity }]));
    tell(book.decideAcknowledgement(state, uuid, 'report' in reported ? reported.report : 0));
  };
  const alerts = (when = at) => book.alertsOf(state, account(), when).map(({ name }) => name);
  return { ledger, state, tell, uuid, account, holder, use, alerts };
}

describe('substitution', () => {
  test('Advantage covers Essentials that are missing, and is lent out then', () => {
    const { holder, use } = fresh();
    use(NE24, 45);
    const [na, ne] = [NA24, NE24].map((license) => book.balanceOf(holder(), license, today));
    expect(ne).toMatchObject({ quantity: 40, inUse: 45, borrowed: 5, available: 0, isCompliant: true });
    expect(na).toMatchObject({ quantity: 30, inUse: 0, lent: 5, available: 25, isCompliant: true });
  });

  test('covers no more than is free, and never downwards', () => {
    const { holder, use } = fresh();
    use(NE24, 100);
    expect(book.balanceOf(holder(), NE24, today)).toMatchObject({
      borrowed: 30,
      available: -30,
      isCompliant: false,
    });
    use(NA24, 31);
    expect(book.balanceOf(holder(), NA24, today)).toMatchObject({
      borrowed: 0,
      available: -1,
      isCompliant: false,
    });
  });

  test('what is lent cannot be transferred', () => {
    const { state, use } = fresh();
    use(NE24, 60);
    const asked = {
      from: 'DEFAULT',
      to: 'Branch North',
      license: NA24,
      type: 'PERPETUAL',
      quantity: 11,
    } as const;
    expect(book.decideTransfer(state, DOMAIN, asked, today)).toMatchObject({ refusal: 'too-few' });
    expect(book.decideTransfer(state, DOMAIN, { ...asked, quantity: 10 }, today)).toMatchObject({
      type: 'transferred',
    });
  });
});

describe('authorizations', () => {
  const hold = [{ license: NA24, quantity: 10 }];

  test('are reserved for the device, move with it and come back', () => {
    const { state, tell, uuid, holder } = fresh();
    tell(book.decideAuthorization(state, uuid, hold, today));
    expect(book.balanceOf(holder(), NA24, today)).toMatchObject({ reserved: 10, available: 20 });
    tell(book.decideMove(state, uuid, 'Branch North'));
    expect(book.balanceOf(holder('Branch North'), NA24, today)).toMatchObject({
      reserved: 10,
      available: -5,
    });
    expect(holder().reserved.size).toBe(0);
    tell(book.decideReturn(state, uuid));
    expect(holder('Branch North').reserved.size).toBe(0);
  });

  test.each([
    [
      'too many',
      (s: book.LedgerState, u: string) =>
        book.decideAuthorization(s, u, [{ license: NA24, quantity: 31 }], today),
      'too-few',
    ],
    [
      'too many in two rows',
      (s: book.LedgerState, u: string) =>
        book.decideAuthorization(
          s,
          u,
          [
            { license: NA24, quantity: 16 },
            { license: NA24, quantity: 16 },
          ],
          today,
        ),
      'too-few',
    ],
    [
      'none',
      (s: book.LedgerState, u: string) =>
        book.decideAuthorization(s, u, [{ license: NA24, quantity: 0 }], today),
      'quantity',
    ],
    [
      'an unknown device',
      (s: book.LedgerState) => book.decideAuthorization(s, 'x', hold, today),
      'instance-unknown',
    ],
    ['a return of nothing', (s: book.LedgerState, u: string) => book.decideReturn(s, u), 'license-unknown'],
    [
      'a move to the same place',
      (s: book.LedgerState, u: string) => book.decideMove(s, u, 'DEFAULT'),
      'virtual-account-unknown',
    ],
    [
      'a move to nowhere',
      (s: book.LedgerState, u: string) => book.decideMove(s, u, 'X'),
      'virtual-account-unknown',
    ],
  ])('%s is refused', (_name, decide, refusal) => {
    const { state, uuid } = fresh();
    expect(decide(state, uuid)).toMatchObject({ refusal });
  });

  test('forbid the removal of the device, unless they are returned with it', () => {
    const { state, tell, uuid, holder } = fresh();
    tell(book.decideAuthorization(state, uuid, hold, today));
    expect(book.decideRemoval(state, uuid)).toMatchObject({ refusal: 'instance-holds-restricted' });
    tell(book.decideRemoval(state, uuid, true));
    expect(holder().reserved.size).toBe(0);
  });

  test('a reservation of the pool cannot go below them', () => {
    const { state, tell, uuid } = fresh();
    tell(book.decideAuthorization(state, uuid, hold, today));
    expect(decideReservation(state, DOMAIN, 'DEFAULT', NA24, 9)).toMatchObject({ refusal: 'quantity' });
  });
});

describe('usage reports', () => {
  test('with a RUM report that was taken before, or twice in one, are refused', () => {
    const { state, tell } = fresh();
    const report = (rums: readonly string[]) => book.decideReport(state, DOMAIN, device('S1'), [], rums);
    tell(report(['r1', 'r2']));
    expect(report(['r3', 'r2'])).toMatchObject({ refusal: 'report-duplicate' });
    expect(report(['r4', 'r4'])).toMatchObject({ refusal: 'report-duplicate' });
    expect(report(['r3'])).toMatchObject({ type: 'reported' });
  });

  test('of the last 300 are remembered', () => {
    const { state, tell, uuid } = fresh();
    for (let number = 0; number < 301; number++)
      tell(book.decideReport(state, DOMAIN, device('S1'), [], [`r${number}`]));
    expect(state.instances.get(uuid)?.rums).toHaveLength(300);
    expect(book.decideReport(state, DOMAIN, device('S1'), [], ['r0'])).toMatchObject({ type: 'reported' });
  });

  test('are due by the policy: first, then from the last acknowledgement', () => {
    const { state, uuid, account, use } = fresh();
    const due = () => book.ackDueAt(state.instances.get(uuid)!, account().policy);
    expect(due()).toBe(at + 365 * DAY_MS);
    use(NA24, 1);
    expect(due()).toBeNull();
    use(DNA24, 1);
    expect(due()).toBe(at + 90 * DAY_MS);
  });
});

describe('users and roles', () => {
  test('are granted and taken away, and go with their Virtual Account', () => {
    const { state, tell, account } = fresh();
    const north = { role: 'Virtual Account User', virtualAccount: 'Branch North' } as const;
    tell(
      book.decideRoles(state, DOMAIN, 'Ann', [{ role: 'Smart Account Viewer', virtualAccount: null }, north]),
    );
    tell(book.decideVirtualAccountClosing(state, DOMAIN, 'Branch North', 'DEFAULT'));
    expect(account().roles.get('ann')).toEqual([{ role: 'Smart Account Viewer', virtualAccount: null }]);
    tell(book.decideRoles(state, DOMAIN, 'ann', []));
    expect(account().roles.size).toBe(0);
  });

  test.each([
    ['an unknown role', 'ann', { role: 'King' as 'Smart Account User', virtualAccount: null }, 'role'],
    [
      'a role of the account in a Virtual Account',
      'ann',
      { role: 'Smart Account User', virtualAccount: 'DEFAULT' },
      'role',
    ],
    ['a role of no Virtual Account', 'ann', { role: 'Virtual Account User', virtualAccount: null }, 'role'],
    [
      'an unknown Virtual Account',
      'ann',
      { role: 'Virtual Account User', virtualAccount: 'X' },
      'virtual-account-unknown',
    ],
    ['a user without a name', ' ', { role: 'Smart Account User', virtualAccount: null }, 'name'],
  ] as const)('%s is refused', (_name, user, grant, refusal) => {
    expect(book.decideRoles(fresh().state, DOMAIN, user, [grant])).toMatchObject({ refusal });
  });
});

describe('alerts', () => {
  test('are the seventeen of the vendor', () => {
    expect(new Set(book.ALERTS.map(({ name }) => name)).size).toBe(17);
  });

  test('follow from the ledger', () => {
    const { state, tell, uuid, use, alerts } = fresh();
    expect(alerts()).toEqual([]);
    expect(alerts(Date.UTC(2026, 4, 1))).toEqual(['Product Instance Failed to Connect', 'Licenses Expiring']);
    tell(book.decideReport(state, DOMAIN, device('S1'), []));
    expect(alerts()).toEqual(['Authorization Pending']);
    use(DNA24, 21);
    expect(alerts()).toEqual(['Insufficient Licenses']);
    tell(book.decideAuthorization(state, uuid, [{ license: NA24, quantity: 1 }], today));
    expect(alerts(Date.UTC(2027, 1, 1))).toEqual([
      'Insufficient Licenses',
      'Product Instance Failed to Renew',
      'Licenses Expired',
    ]);
  });

  test('a reserved term that ended has its own, and so has a serial in two accounts', () => {
    const { state, tell, uuid, alerts } = fresh();
    tell(book.decideAuthorization(state, uuid, [{ license: DNA24, quantity: 1 }], today));
    tell(book.decideExpiry(state, DOMAIN, 'DEFAULT', DNA24, today));
    tell(book.decideFirstContact(state, 'merged.example', 'DEFAULT', device('S1'), random));
    expect(alerts()).toEqual([
      'Insufficient Licenses',
      'Licenses Expired',
      'Reserved License Expired',
      'Duplicate Licenses',
    ]);
    expect(book.standingOf(state, state.instances.get(uuid)!, at)).toEqual({
      isStale: false,
      isLapsed: false,
      isDuplicate: true,
    });
  });

  test.each([
    [31, ['Synchronization Overdue']],
    [61, ['Synchronization Overdue', 'Upcoming Satellite Sync Deadline (30 Day)']],
    [91, ['Satellite expired and removed (90 Days of no sync)']],
  ])('of an On-Prem silent for %i days', (days, expected) => {
    const { state, tell, alerts } = fresh();
    tell(book.decideOnPrem(state, DOMAIN, 'ssm-1', at));
    expect(alerts(at + days * DAY_MS).filter((name) => /Sync|Satellite/.test(name))).toEqual(expected);
  });

  test('others are raised and cleared', () => {
    const { state, tell, alerts } = fresh();
    tell(book.decideAlert(state, DOMAIN, 'Smart Licensing Agreement Pending', 'account'));
    expect(alerts()).toEqual(['Smart Licensing Agreement Pending']);
    tell(book.decideAlertClearing(state, DOMAIN, 'A1'));
    expect(alerts()).toEqual([]);
    expect(book.decideAlertClearing(state, DOMAIN, 'A1')).toMatchObject({ refusal: 'alert-unknown' });
    expect(book.decideAlert(state, DOMAIN, 'Rain', 'x')).toMatchObject({ refusal: 'alert-unknown' });
  });
});

describe('an On-Prem', () => {
  test('synchronizes by itself for 180 days after somebody signed in', () => {
    const { state, tell } = fresh();
    tell(book.decideOnPrem(state, DOMAIN, 'ssm-1', at));
    const sync = (how: 'manual' | 'scheduled', days: number) =>
      book.decideSynchronization(state, DOMAIN, how, at + days * DAY_MS);
    expect(sync('scheduled', 180)).toMatchObject({ type: 'on-prem-set' });
    expect(sync('scheduled', 181)).toMatchObject({ refusal: 'token-expired' });
    tell(sync('manual', 181));
    expect(sync('scheduled', 361)).toMatchObject({ type: 'on-prem-set' });
  });

  test('that is not there does not', () => {
    const { state } = fresh();
    expect(book.decideSynchronization(state, DOMAIN, 'manual', at)).toMatchObject({
      refusal: 'on-prem-unknown',
    });
    expect(book.decideLapse(state, DOMAIN, at)).toMatchObject({ refusal: 'on-prem-unknown' });
    expect(book.decideOnPrem(state, DOMAIN, ' ', at)).toMatchObject({ refusal: 'name' });
  });
});

test('a withdrawal makes a shortage; more than the largest lot is refused', () => {
  const { state, tell, holder, use } = fresh();
  use(NA24, 25);
  const withdraw = (quantity: number) =>
    book.decideWithdrawal(state, DOMAIN, 'DEFAULT', NA24, quantity, today);
  expect(withdraw(31)).toMatchObject({ refusal: 'too-few' });
  expect(withdraw(0)).toMatchObject({ refusal: 'quantity' });
  tell(withdraw(10));
  expect(book.balanceOf(holder(), NA24, today)).toMatchObject({ quantity: 20, inUse: 25, available: -5 });
  tell(withdraw(20));
  expect(withdraw(1)).toMatchObject({ refusal: 'license-unknown' });
});

test('a policy has whole days', () => {
  const { state, tell, account } = fresh();
  const perpetual = { first: 30, frequency: 60, onChange: 60 };
  tell(book.decidePolicy(state, DOMAIN, { ...book.CISCO_DEFAULT, name: 'SLE Policy', perpetual }));
  expect(account().policy).toMatchObject({ name: 'SLE Policy', perpetual });
  const bad = { ...book.CISCO_DEFAULT, perpetual: { ...perpetual, first: -1 } };
  expect(book.decidePolicy(state, DOMAIN, bad)).toMatchObject({ refusal: 'policy' });
});

test('another Virtual Account becomes the default one', () => {
  const { state, tell, account } = fresh();
  tell(book.decideDefault(state, DOMAIN, 'Branch North'));
  expect([...account().virtualAccounts.values()].map((row) => row.isDefault)).toEqual([false, true]);
  expect(book.decideDefault(state, DOMAIN, 'X')).toMatchObject({ refusal: 'virtual-account-unknown' });
});
