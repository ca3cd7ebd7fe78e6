import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import * as book from '../../../simulator/cssm/ledger/index.ts';
import { createLedger } from '../../../simulator/cssm/ledger/ledger.ts';
import { emptyLedger } from '../../../simulator/cssm/ledger/state.ts';
import { decideReservation } from '../../../simulator/cssm/ledger/decide-pools.ts';
import { decodeLine, encodeLine } from '../../../simulator/lab/kept/codec.ts';
import type { Refusal, LedgerChange } from '../../../simulator/cssm/ledger/index.ts';

// Random histories over few names, so that events meet; every invariant is looked at after every step.

const domains = ['a.example', 'b.example'];
const names = ['DEFAULT', 'North'];
// The second stands in for the first.
const licenses = ['C9300 Network Essentials', 'C9300 Network Advantage'];
const start = Date.UTC(2026, 0, 5);

const step = fc.record({
  // First contact, report and acknowledgement come often, so that there is usage to be moved.
  kind: fc.constantFrom<number[]>(
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    7,
    8,
    8,
    8,
    9,
    9,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
  ),
  domain: fc.constantFrom(...domains),
  other: fc.constantFrom(...names),
  name: fc.constantFrom(...names),
  license: fc.constantFrom(...licenses),
  serial: fc.constantFrom('S1', 'S2', 'S3', 'S4'),
  quantity: fc.integer({ min: -1, max: 12 }),
  days: fc.integer({ min: 0, max: 400 }),
  status: fc.constantFrom('active', 'deactivated', 'active', 'deleted', 'pending'),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function decide(
  ledger: book.Ledger,
  asked: Step,
  at: number,
  random: ReturnType<typeof createRandom>,
): LedgerChange | Refusal {
  const { state } = ledger;
  const { domain, name, license, quantity } = asked;
  const device = {
    hostname: asked.serial,
    release: '',
    udis: [
      { pid: 'P', serial: asked.serial },
      { pid: 'P', serial: `${asked.serial}b` },
    ],
  };
  const instance = book.findInstance(state, domain, [asked.serial]);
  switch (asked.kind) {
    case 0:
      return book.decideAccount(state, { domain, name: domain, goneAnswer: 'error' });
    case 1:
      return book.decideVirtualAccount(state, domain, { name, isDefault: quantity > 8 });
    case 2: {
      const end = book.addDays(book.dayOf(at), asked.days);
      return book.decideDeposit(state, domain, name, { license, type: 'TERM', quantity, start: null, end });
    }
    case 3:
      return book.decideTransfer(
        state,
        domain,
        { from: name, to: asked.other, license, type: 'TERM', quantity },
        book.dayOf(at),
      );
    case 4:
      return book.decideExpiry(state, domain, name, license, book.dayOf(at));
    case 5:
      return book.decideToken(
        state,
        domain,
        name,
        { description: '', expiresAfterDays: 30, exportControlled: false, usesMax: 2 },
        at,
        random,
      );
    case 6: {
      const token = [...state.tokens.keys()].at(quantity) ?? 'none';
      return book.decideTrust(state, token, device, at, random);
    }
    case 7:
      return book.decideFirstContact(state, domain, name, device, random);
    case 8:
      return book.decideReport(state, domain, device, [{ license, quantity }], [`rum-${asked.days % 40}`]);
    case 9:
      return book.decideAcknowledgement(state, instance?.uuid ?? '', instance?.waiting[0]?.report ?? 0);
    case 10:
      return asked.days > 300
        ? book.decideRemoval(state, instance?.uuid ?? '')
        : book.decideVirtualAccountClosing(state, domain, name, asked.days > 100 ? asked.other : null);
    case 12:
      return book.decideAuthorization(state, instance?.uuid ?? '', [{ license, quantity }], book.dayOf(at));
    case 13:
      return book.decideReturn(state, instance?.uuid ?? '');
    case 14:
      return book.decideMove(state, instance?.uuid ?? '', asked.other);
    case 15:
      return quantity > 5
        ? book.decideWithdrawal(state, domain, name, license, 1, book.dayOf(at))
        : decideReservation(state, domain, name, license, quantity);
    case 16:
      return quantity > 5
        ? book.decideRoles(state, domain, 'ann', [{ role: 'Virtual Account User', virtualAccount: name }])
        : book.decideAlert(state, domain, 'Updated Smart License Agreement', name);
    case 17:
      return quantity > 8
        ? book.decideDefault(state, domain, name)
        : quantity > 5
          ? book.decideOnPrem(state, domain, name, at)
          : quantity > 2
            ? book.decideSynchronization(state, domain, 'scheduled', at)
            : book.decidePolicy(state, domain, { ...book.CISCO_DEFAULT, name: `P${asked.days}` });
    default:
      return asked.days > 360
        ? book.decideAccountStatus(state, domain, asked.status as book.AccountStatus)
        : book.decideDeposit(state, domain, name, {
            license,
            type: 'TERM',
            quantity,
            start: null,
            end: null,
          });
  }
}

/** What must hold of every state. */
function check(state: book.LedgerState, day: string): void {
  const listed = new Set<string>();
  for (const account of state.accounts.values()) {
    const all = [...account.virtualAccounts.values()];
    if (all.length > 0) expect(all.filter((row) => row.isDefault)).toHaveLength(1);
    for (const virtualAccount of all) {
      const sums = new Map<string, number>();
      const held = new Map<string, number>();
      for (const uuid of virtualAccount.instances) {
        const instance = state.instances.get(uuid);
        expect(instance).toMatchObject({ domain: account.domain, virtualAccount: virtualAccount.name });
        expect(listed.has(uuid)).toBe(false);
        listed.add(uuid);
        for (const { license, quantity } of instance?.usage ?? []) {
          if (quantity > 0) sums.set(license, (sums.get(license) ?? 0) + quantity);
        }
        for (const { license, quantity } of instance?.authorized ?? []) {
          held.set(license, (held.get(license) ?? 0) + quantity);
        }
        expect(new Set(instance?.rums).size).toBe(instance?.rums.length);
      }
      expect(virtualAccount.inUse).toEqual(sums);
      for (const [license, quantity] of held) {
        expect(virtualAccount.reserved.get(license) ?? 0).toBeGreaterThanOrEqual(quantity);
      }
      expect(book.balances(virtualAccount, day).reduce((sum, row) => sum + row.borrowed - row.lent, 0)).toBe(
        0,
      );
      for (const balance of book.balances(virtualAccount, day)) {
        expect(balance.quantity).toBeGreaterThanOrEqual(0);
        const { quantity, inUse, reserved, borrowed, lent } = balance;
        expect(balance.available).toBe(quantity + borrowed - inUse - reserved - lent);
        // Who lends has enough for himself; who borrows never gets more than he lacks.
        if (lent > 0) expect(balance.available).toBeGreaterThanOrEqual(0);
        if (borrowed > 0) expect(balance.available).toBeLessThanOrEqual(0);
        expect(balance.isCompliant).toBe(balance.available >= 0);
      }
      for (const lot of virtualAccount.lots.values()) expect(lot.quantity).toBeGreaterThan(0);
    }
  }
  for (const account of state.accounts.values()) {
    const short = new Set(
      [...account.virtualAccounts.values()].flatMap((row) =>
        book
          .balances(row, day)
          .filter(({ available }) => available < 0)
          .map(({ license }) => `${row.name}: ${license}`),
      ),
    );
    // A balance is negative only where a shortage is reported, and the other way round.
    const told = book
      .alertsOf(state, account, Date.parse(`${day}T00:00:00Z`))
      .filter(({ name }) => name === 'Insufficient Licenses')
      .map(({ source }) => source);
    expect(new Set(told)).toEqual(short);
  }
  expect(listed).toEqual(new Set(state.instances.keys()));
  for (const [serial, uuids] of state.bySerial) {
    for (const uuid of uuids)
      expect(state.instances.get(uuid)?.udis.map((udi) => udi.serial)).toContain(serial);
  }
}

/** Owned in a whole account, lots of every time. */
function owned(state: book.LedgerState, domain: string): number {
  // Sums over the Virtual Accounts are the Smart Account's.
  let sum = 0;
  for (const { lots } of book.findAccount(state, domain)?.virtualAccounts.values() ?? []) {
    for (const lot of lots.values()) sum += lot.quantity;
  }
  return sum;
}

function throughFile(record: object): Readonly<Record<string, unknown>> {
  return decodeLine(encodeLine(record).trimEnd()) ?? {};
}

test('any history keeps the invariants, and its events replay to the same state', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 80 }), fc.nat(), (steps, seed) => {
      const random = createRandom(seed);
      const ledger = createLedger();
      const opening = ['a.example', 'b.example'].flatMap((domain) => [
        { ...steps[0]!, kind: 0, domain },
        ...names.map((name) => ({ ...steps[0]!, kind: 1, domain, name, quantity: 0 })),
      ]);
      let at = start;
      for (const asked of [...opening, ...steps]) {
        const before = domains.map((domain) => owned(ledger.state, domain));
        const { seq } = ledger.state;
        const event = ledger.record(decide(ledger, asked, at, random), at);
        expect(ledger.state.seq).toBe(book.isRefusal(event) ? seq : seq + 1);
        if (book.isRefusal(event) || !['deposited', 'withdrawn'].includes(event.type)) {
          // Nothing but a deposit makes licenses, nothing but a withdrawal loses any: closing a Virtual Account wants it empty.
          expect(domains.map((domain) => owned(ledger.state, domain))).toEqual(before);
        }
        check(ledger.state, book.dayOf(at));
        at += 3_600_000;
      }
      expect(ledger.replay()).toEqual(ledger.state);
      // The same from the lines of a kept lab: the history, and the present in one line.
      const events = ledger.events().map((event) => throughFile({ event })['event'] as book.LedgerEvent);
      expect(createLedger({ past: { base: emptyLedger(), events } }).state).toEqual(ledger.state);
      expect(throughFile({ state: ledger.state })['state']).toEqual(ledger.state);
    }),
    { numRuns: 200 },
  );
});

test('any past moment is had by folding the events up to it', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(), (steps, cut) => {
      const random = createRandom(cut);
      const ledger = createLedger();
      const states: book.LedgerState[] = [];
      steps.forEach((asked, index) => {
        ledger.record(
          decide(ledger, { ...asked, kind: index === 0 ? 0 : asked.kind }, start + index, random),
          start + index,
        );
        states.push(structuredClone(ledger.state));
      });
      const moment = cut % steps.length;
      expect(ledger.replay(start + moment)).toEqual(states[moment]);
      expect(ledger.replay(start - 1)).toEqual(emptyLedger());
    }),
    { numRuns: 50 },
  );
});

test('a full log folds its oldest events into the base and still replays', () => {
  const ledger = createLedger({ eventsMax: 20 });
  ledger.record(
    book.decideAccount(ledger.state, { domain: 'a.example', name: 'A', goneAnswer: 'error' }),
    start,
  );
  ledger.record(book.decideVirtualAccount(ledger.state, 'a.example', { name: 'DEFAULT' }), start);
  const lot = { license: 'L1', type: 'PERPETUAL', quantity: 1, start: null, end: null } as const;
  for (let index = 0; index < 100; index++) {
    ledger.record(book.decideDeposit(ledger.state, 'a.example', 'DEFAULT', lot), start);
  }
  expect(ledger.events().length).toBeLessThanOrEqual(20);
  expect(ledger.replay()).toEqual(ledger.state);
});
