import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmsOf, DEFAULT_RULE, newCrossings, withTold } from '../../../core/model/expiry-alarms.ts';
import type { AlarmRule, ToldAlarms } from '../../../core/model/expiry-alarms.ts';
import { dayNumber, termKey, termsOf } from '../../../core/model/license-terms.ts';
import type { LicenseTerm } from '../../../core/model/license-terms.ts';

const term = (daysLeft: number, over: Partial<LicenseTerm> = {}): LicenseTerm => ({
  license: 'C9300 DNA Advantage',
  virtualAccount: 'Campus',
  subscription: 'Sub1',
  quantity: 5,
  end: '2026-06-30',
  daysLeft,
  shortAfter: 3,
  ...over,
});
const rule = (over: Partial<AlarmRule>): AlarmRule => ({ ...DEFAULT_RULE, name: 'mine', ...over });

test('a day number is that of the calendar, and what is no day has none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80_000 }), (day) => {
      expect(dayNumber(new Date(day * 86_400_000).toISOString().slice(0, 10))).toBe(day);
    }),
  );
  for (const text of [
    '',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-01-01',
    '2026-1-1',
    'x',
  ])
    expect(dayNumber(text), text).toBeNull();
  expect(dayNumber('2026-01-31 10:00:00')).toBe(dayNumber('2026-01-31T23:59:59Z'));
});

describe('by the default rule', () => {
  test.each([
    [91, null],
    [90, 90],
    [31, 90],
    [30, 30],
    [8, 30],
    [7, 7],
    [1, 7],
    [0, 0],
    [-200, 0],
  ])('%i days before the end the alarm is that of %s', (daysLeft, alarm) => {
    expect(alarmsOf([], 'a.example', [term(daysLeft)])[0]?.alarm ?? null).toBe(alarm);
  });
});

describe('rules', () => {
  test.each([
    ['the first that fits decides', [rule({ name: 'a', days: [5] }), rule({ name: 'b' })], 6, null],
    ['one for another account is passed over', [rule({ account: 'b.*', days: [] })], 6, 'default'],
    ['one for another license too', [rule({ license: '*Essentials*', days: [] })], 6, 'default'],
    ['and for another Virtual Account', [rule({ virtualAccount: 'Branch', days: [] })], 6, 'default'],
    ['without days it keeps quiet', [rule({ license: '*DNA*', days: [] })], 6, null],
    ['order of days does not matter', [rule({ name: 'x', days: [1, 50, 10] })], 6, 'x'],
  ])('%s', (_name, rules, daysLeft, expected) => {
    expect(alarmsOf(rules, 'a.example', [term(daysLeft)])[0]?.rule ?? null).toBe(expected);
  });

  test('only what leaves licenses uncovered, where the rule says so', () => {
    const rules = [rule({ onlyShort: true })];
    expect(alarmsOf(rules, 'a.example', [term(6, { shortAfter: 0 }), term(5)])).toMatchObject([
      { daysLeft: 5 },
    ]);
  });
});

test('each threshold is told once, whatever days are looked at, and a renewal begins anew', () => {
  let told: ToldAlarms = {};
  const tell = (one: LicenseTerm): number[] => {
    const fresh = newCrossings(alarmsOf([], 'a.example', [one]), told);
    told = withTold(told, fresh, [one]);
    return fresh.map(({ alarm }) => alarm);
  };
  expect([120, 90, 89, 30, 30, 5, 4, 0, -1, -9].map((days) => tell(term(days)))).toEqual([
    [],
    [90],
    [],
    [30],
    [],
    [7],
    [],
    [0],
    [],
    [],
  ]);
  expect(tell(term(60, { end: '2027-06-30' }))).toEqual([90]);
  expect(Object.keys(told)).toHaveLength(1);
});

test('a clock that goes back tells nothing again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 100 }), { maxLength: 40 }), (days) => {
      let told: ToldAlarms = {};
      const seen: number[] = [];
      for (const daysLeft of days) {
        const fresh = newCrossings(alarmsOf([], 'a', [term(daysLeft)]), told);
        told = withTold(told, fresh, [term(daysLeft)]);
        seen.push(...fresh.map(({ alarm }) => alarm));
      }
      expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));
    }),
  );
});

test('names that JavaScript knows are keys like any other', () => {
  const odd = term(5, { license: '__proto__', virtualAccount: 'constructor' });
  const fresh = newCrossings(alarmsOf([], 'a', [odd]), {});
  expect(fresh).toHaveLength(1);
  expect(newCrossings(fresh, withTold({}, fresh, [odd]))).toEqual([]);
});

test('lots of one subscription and day are one term', () => {
  const lot = { type: 'TERM', quantity: 2, start: null, end: '2026-03-11', subscription: 'S', status: '' };
  const pool = {
    license: 'X',
    virtualAccount: 'A',
    quantity: 4,
    inUse: 4,
    reserved: 0,
    pending: 0,
    available: 0,
  };
  const rest = {
    billing: 'PREPAID',
    isCompliant: true,
    substitutions: [],
    lots: [lot, lot, { ...lot, end: null }],
  };
  const [one, ...more] = termsOf([{ ...pool, ...rest }], Date.UTC(2026, 2, 1, 23));
  expect(more).toEqual([]);
  expect(one).toMatchObject({ quantity: 4, daysLeft: 10, shortAfter: 4 });
  expect(one === undefined ? '' : termKey(one)).toBe('["A","X","S","2026-03-11"]');
});
