import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell, csvTable } from '../../../agent/licenses/csv.ts';
import {
  balancesOf,
  expiringIn,
  reapplyWork,
  reportCsv,
  reportHtml,
  unusedIn,
} from '../../../agent/licenses/index.ts';
import { device, instance, lot, NA, NOW, pool, snapshot, view } from './samples.ts';

const NE = 'C9300 Network Essentials';
const COVERED = [
  pool('A', 10, 24, { license: NE, substitutions: [{ license: NE, substituted: NA, quantity: 12 }] }),
  pool('A', 40, 0),
  pool('B', 0, 35),
];

describe('balances', () => {
  test('what CSSM covers by a higher level is not short, and what covers it is not left', () => {
    const rows = balancesOf(snapshot({ pools: COVERED }), NOW);
    expect(
      rows.map(({ license, virtualAccount, available, covered, short }) => [
        license,
        virtualAccount,
        available,
        covered,
        short,
      ]),
    ).toEqual([
      [NA, 'A', 28, 0, 0],
      [NE, 'A', 0, 12, 2],
      [NA, 'B', 0, 0, 35],
    ]);
  });

  test('nor is it given away by a reapply', () => {
    const { plan } = reapplyWork(
      snapshot({
        pools: COVERED.map((given) => ({
          ...given,
          lots: [{ ...lot(null, given.quantity), status: 'ACTIVE' }],
        })),
      }),
      [],
    );
    expect(plan.moves).toEqual([{ license: NA, from: 'A', to: 'B', quantity: 28 }]);
    expect(plan.uncovered).toBe(7 + 2);
  });

  test('what is left and what is short come from owned, used and reserved, never from the figure of CSSM', () => {
    const rows = balancesOf(
      snapshot({
        pools: [
          pool('B', 5, 7, { available: 2 }),
          pool('A', 5, 2, { reserved: 1, lots: [lot('2027-01-01', 5)] }),
        ],
      }),
      NOW,
    );
    expect(
      rows.map(({ virtualAccount, available, short, expires }) => [
        virtualAccount,
        available,
        short,
        expires,
      ]),
    ).toEqual([
      ['A', 2, 0, '2027-01-01'],
      ['B', 0, 2, null],
    ]);
  });
});

describe('expiry', () => {
  test.each([
    ['2026-02-28', -1, 0],
    ['2026-03-01', 0, 0],
    ['2026-03-08', 7, 7],
    ['2026-03-09', 8, 30],
    ['2026-03-31', 30, 30],
    ['2026-04-01', 31, 90],
    ['2026-05-30', 90, 90],
  ])('a term that ends on %s has %i days and the alarm of %i', (end, daysLeft, alarm) => {
    const [row] = expiringIn(snapshot({ pools: [pool('A', 5, 4, { lots: [lot(end, 5)] })] }), NOW, 90, []);
    expect(row).toMatchObject({ end, daysLeft, alarm, shortAfter: daysLeft < 0 ? 0 : 4 });
  });

  test('later ends, no end and what is no date are no alarm', () => {
    const lots = [lot('2026-05-31', 1), lot(null, 1), lot('2026-02-3x', 1)];
    expect(expiringIn(snapshot({ pools: [pool('A', 3, 1, { lots })] }), NOW, 90, [])).toEqual([]);
  });
});

describe('unused', () => {
  test('surplus, strangers, silent ones, and levels that nobody runs', () => {
    const instances = [
      instance('SER-A'),
      instance('SER-B', {
        usage: [
          { license: 'C9300 Network Advantage', quantity: 1 },
          { license: 'unheard of', quantity: 1 },
        ],
      }),
      instance('SER-C', { lastContact: '2025-12-01 10:00:00' }),
      instance('SER-D', { uuid: 'old', virtualAccount: 'B', lastContact: '2026-02-20 10:00:00' }),
      instance('SER-D'),
      instance('SER-E'),
      instance('SER-X'),
      instance('SER-Y', { usage: [{ license: NA, quantity: 0 }] }),
    ];
    const devices = [
      device('a', { serials: ['ser-a'] }),
      device('b', { level: 'network-essentials' }),
      device('c'),
      device('d'),
      device('e', { bootLevel: 'network-essentials' }),
    ];
    const found = unusedIn(snapshot({ pools: [pool('A', 5, 1)], instances }), devices, NOW, 35);
    expect(found.map(({ kind, quantity, holder }) => [kind, quantity, holder])).toEqual([
      ['surplus', 4, null],
      ['above-level', 1, 'host-SER-B SER-B'],
      ['silent-instance', 1, 'host-SER-C SER-C'],
      ['old-instance', 1, 'host-SER-D SER-D'],
      ['above-configured', 1, 'host-SER-E SER-E'],
      ['unknown-instance', 1, 'host-SER-X SER-X'],
    ]);
  });
});

describe('CSV', () => {
  test('no text is taken for a formula, and every text comes back', () => {
    const beginnings = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', ' =', 'a', '"', ''];
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.string(), (beginning, rest) => {
        const text = `${beginning}${rest}`;
        const cell = csvCell(text);
        const inner = cell.slice(1, -1).replaceAll('""', '"');
        expect(cell).toMatch(/^"[\s\S]*"$/);
        expect(inner).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect([text, `'${text}`]).toContain(inner);
      }),
    );
  });

  test('numbers stay numbers, nothing stays empty', () => {
    expect(csvTable(['a', 'b'], [[-1, null]])).toBe('"a","b"\r\n-1,\r\n');
  });
});

describe('the report', () => {
  const report = {
    madeAt: '2026-03-01T12:00:00Z',
    account: view,
    syncToken: null,
    compliant: true,
    licenses: balancesOf(snapshot({ pools: [pool('=HYPERLINK("x")', 1, 1)] }), NOW),
    compliance: [],
    expiring: [],
    unused: [],
    notReporting: [device('<script>alert(1)</script>')],
  };

  test('names of others are data in it, as CSV and as HTML', () => {
    expect(reportCsv(report)).toContain(`"'=HYPERLINK(""x"")"`);
    const page = reportHtml(report);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain(`default-src &#39;none&#39;`);
  });
});
