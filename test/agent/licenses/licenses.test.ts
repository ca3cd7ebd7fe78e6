import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell, csvTable } from '../../../agent/licenses/csv.ts';
import {
  balancesOf,
  expiringIn,
  findingsOf,
  reportCsv,
  reportHtml,
  unusedIn,
} from '../../../agent/licenses/index.ts';
import { device, instance, lot, NA, NOW, pool, snapshot, view } from './samples.ts';

describe('balances', () => {
  test('what is left and what is short come from owned, used and reserved, never from the figure of CSSM', () => {
    const rows = balancesOf(
      snapshot({
        pools: [
          pool('B', 5, 7, { available: 2 }),
          pool('A', 5, 2, { reserved: 1, lots: [lot('2027-01-01', 5)] }),
        ],
      }),
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
    const [row] = expiringIn(snapshot({ pools: [pool('A', 5, 4, { lots: [lot(end, 5)] })] }), NOW, 90);
    expect(row).toMatchObject({ end, daysLeft, alarm, shortAfter: daysLeft < 0 ? 0 : 4 });
  });

  test('later ends, no end and what is no date are no alarm', () => {
    const lots = [lot('2026-05-31', 1), lot(null, 1), lot('2026-02-3x', 1)];
    expect(expiringIn(snapshot({ pools: [pool('A', 3, 1, { lots })] }), NOW, 90)).toEqual([]);
  });
});

describe('compliance', () => {
  const codes = (...args: Parameters<typeof findingsOf>) =>
    findingsOf(...args).map(({ code, subject }) => [code, subject]);
  const clean = { pools: [pool('DEFAULT', 5, 1)], instances: [instance('SER-A')] };

  test('nothing is found where nothing is wrong', () => {
    expect(codes({ view, snapshot: snapshot(clean) }, false, [device('a')], NOW)).toEqual([]);
  });

  test('each thing that is wrong has its own word, evidence and next step', () => {
    const pools = [
      pool('A', 1, 3),
      pool('B', 5, 0),
      pool('A', 0, 2, { license: 'C9300 DNA Advantage' }),
      pool('C', 1, 1, { license: 'X', isCompliant: false }),
    ];
    const ended = pool('A', 0, 0, { license: 'T', lots: [lot('2026-02-01', 3)] });
    const sync = (result: string) => ({ lastSync: { at: '2026-03-01T10:00:00Z', result, reason: result } });
    const devices = [
      device('a'),
      device('b', sync('silent')),
      device('c', sync('unacknowledged')),
      device('d', sync('rejected')),
      device('e'),
      device('f'),
      device('other', { account: 'merged.example' }),
    ];
    const instances = [instance('SER-A'), instance('SER-F', { lastContact: '2026-01-01 10:00:00' })];
    const shown = { view, snapshot: snapshot({ pools: [...pools, ended], instances }) };
    expect(codes(shown, true, devices, NOW)).toEqual([
      ['ACCOUNT_GONE', 'campus.example'],
      ['SHORT', 'C9300 DNA Advantage in A'],
      ['SHORT_AVAILABLE_ELSEWHERE', `${NA} in A`],
      ['OUT_OF_COMPLIANCE', 'X in C'],
      ['EXPIRED', 'T in A'],
      ['TRUST_MISSING', 'b'],
      ['REPORT_NOT_ACKNOWLEDGED', 'c'],
      ['REPORT_MISSING', 'd'],
      ['REPORT_MISSING', 'e'],
      ['SILENT', 'f'],
    ]);
    for (const { evidence, next } of findingsOf(shown, false, devices, NOW))
      expect([evidence, next]).not.toContain('');
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
      instance('SER-X'),
      instance('SER-Y', { usage: [{ license: NA, quantity: 0 }] }),
    ];
    const devices = [device('a'), device('b', { level: 'network-essentials' }), device('c')];
    const found = unusedIn(snapshot({ pools: [pool('A', 5, 1)], instances }), devices, NOW);
    expect(found.map(({ kind, quantity, holder }) => [kind, quantity, holder])).toEqual([
      ['surplus', 4, null],
      ['above-level', 1, 'host-SER-B SER-B'],
      ['silent-instance', 1, 'host-SER-C SER-C'],
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
    licenses: balancesOf(snapshot({ pools: [pool('=HYPERLINK("x")', 1, 1)] })),
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
    expect(page).toContain(`default-src 'none'`);
  });
});

test('10,000 switches and 50 pools are judged in under 500 ms', () => {
  const pools = Array.from({ length: 50 }, (_unused, index) => pool(`VA ${index}`, 250, 200));
  const instances = Array.from({ length: 10_000 }, (_unused, index) => instance(`SER-${index}`));
  const devices = Array.from({ length: 10_000 }, (_unused, index) => device(`${index}`));
  const begunMs = performance.now();
  const data = snapshot({ pools, instances });
  expect(findingsOf({ view, snapshot: data }, false, devices, NOW)).toEqual([]);
  expect(unusedIn(data, devices, NOW)).toHaveLength(50);
  expect(performance.now() - begunMs).toBeLessThan(500);
});
