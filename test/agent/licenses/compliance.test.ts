import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { registerAgent } from '../../../agent/cli/index.ts';
import { findingsOf, syncTokenOf, unusedIn } from '../../../agent/licenses/index.ts';
import { command, FINDING_CODES } from '../../../agent/licenses/finding.ts';
import { device, factsOf, instance, lot, NOW, pool, snapshot } from './samples.ts';

const found = (over: Parameters<typeof factsOf>[0]) => findingsOf(factsOf(over));
const codes = (over: Parameters<typeof factsOf>[0]) =>
  found(over).map(({ code, subject }) => [code, subject]);
const sync = (result: string, over = {}) => ({
  lastSync: { at: '2026-03-01T10:00:00Z', result, reason: `the switch said ${result}` },
  ...over,
});

test('nothing is found where nothing is wrong', () => {
  const clean = snapshot({ pools: [pool('DEFAULT', 5, 1)], instances: [instance('SER-A')] });
  expect(codes({ snapshot: clean, devices: [device('a')] })).toEqual([]);
});

describe('licenses', () => {
  const DNA = 'C9300 DNA Advantage';
  test.each([
    ['too few, and none anywhere', [pool('A', 2, 3), pool('B', 1, 1)], ['SHORT'], '2 owned, 3 in use'],
    [
      'too few here, some elsewhere',
      [pool('A', 1, 3), pool('B', 5, 0)],
      ['SHORT_AVAILABLE_ELSEWHERE'],
      'elsewhere 5 in B',
    ],
    [
      'bought, and CSSM says that it waits',
      [pool('A', 1, 3, { pending: 2 }), pool('B', 5, 0)],
      ['DEPOSIT_MISSING'],
      '2 pending',
    ],
    [
      'bought, and its term has not begun',
      [pool('A', 1, 3, { lots: [{ ...lot(null, 2), start: '2026-03-05' }] })],
      ['DEPOSIT_MISSING'],
      '2 from 2026-03-05',
    ],
    ['never deposited', [pool('A', 0, 2, { license: DNA })], ['DEPOSIT_MISSING'], '0 owned, 2 in use'],
    [
      'over, and used on',
      [pool('A', 0, 2, { lots: [lot('2026-02-01', 3)] })],
      ['SHORT', 'EXPIRED'],
      '0 owned, 2 in use',
    ],
    [
      'out of compliance by CSSM alone',
      [pool('A', 1, 1, { isCompliant: false })],
      ['OUT_OF_COMPLIANCE'],
      '1 owned, 1 in use',
    ],
    ['billed by use', [pool('A', 0, 7, { billing: 'USAGE', isCompliant: true })], [], ''],
  ])('%s', (_name, pools, expected, evidence) => {
    const findings = found({ snapshot: snapshot({ pools }) });
    expect(findings.map(({ code }) => code)).toEqual(expected);
    expect(findings[0]?.evidence ?? '').toContain(evidence);
  });

  test('a finding has its figures as data, too', () => {
    const [finding] = found({ snapshot: snapshot({ pools: [pool('A', 1, 3), pool('B', 5, 0)] }) });
    expect(finding?.facts).toMatchObject({
      quantity: 1,
      inUse: 3,
      short: 2,
      elsewhere: 5,
      virtualAccount: 'A',
    });
  });
});

describe('switches', () => {
  test.each([
    ['without trust', device('a', sync('silent')), 'TRUST_MISSING', 'the switch said silent'],
    [
      'without acknowledgement',
      device('a', sync('unacknowledged')),
      'REPORT_NOT_ACKNOWLEDGED',
      'the switch said',
    ],
    ['refused', device('a', sync('rejected')), 'REPORT_MISSING', 'the switch said rejected'],
    [
      'refused, because CSSM does not know it any more',
      device('a', sync('rejected', { association: 'orphaned' })),
      'INSTANCE_GONE',
      'the switch said rejected',
    ],
    ['not reached', device('a', sync('unreachable')), 'REPORT_MISSING', '2026-03-01T10:00:00Z'],
    ['not listed', device('b'), 'REPORT_MISSING', 'no product instance has SER-B'],
    [
      'of a Virtual Account that is gone',
      device('a', { virtualAccount: 'Closed' }),
      'VIRTUAL_ACCOUNT_GONE',
      'the account has DEFAULT',
    ],
  ])('one %s', (_name, one, code, evidence) => {
    const [finding, ...more] = found({
      snapshot: snapshot({ instances: [instance('SER-A')] }),
      devices: [one],
    });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code, subject: one.id });
    expect(finding?.evidence).toContain(evidence);
  });

  test.each([
    [34, 0],
    [35, 1],
  ])('one that CSSM has not heard of for %i days gives %i findings', (days, count) => {
    const lastContact = new Date(NOW - days * 86_400_000).toISOString().slice(0, 10);
    const instances = [instance('SER-A', { lastContact: `${lastContact} 23:59:59` })];
    const findings = found({ snapshot: snapshot({ instances }), devices: [device('a')] });
    expect(findings).toHaveLength(count);
    expect(
      found({ snapshot: snapshot({ instances }), devices: [device('a')], silentDays: 10 }),
    ).toMatchObject([{ code: 'SILENT', facts: { days } }]);
  });

  test('those of another account are not judged', () => {
    expect(codes({ devices: [device('other', { account: 'merged.example', ...sync('silent') })] })).toEqual(
      [],
    );
  });
});

test('a gone account stands first, and an overdue On-Prem second', () => {
  const over = {
    gone: 'CSSM says "Deactivated"',
    syncToken: syncTokenOf('2025-08-01', NOW),
    snapshot: snapshot({ pools: [pool('A', 1, 3)] }),
    devices: [device('a', sync('silent'))],
  };
  expect(codes(over).map(([code]) => code)).toEqual([
    'ACCOUNT_GONE',
    'ON_PREM_SYNC_OVERDUE',
    'SHORT',
    'TRUST_MISSING',
  ]);
});

test.each([
  ['2025-09-01', 'For 1 day the SSM On-Prem'],
  ['2025-08-31', 'For 2 days the SSM On-Prem'],
])('an On-Prem that was signed in to on %s is overdue: %s', (signedIn, text) => {
  const [finding] = found({ syncToken: syncTokenOf(signedIn, NOW) });
  expect(finding?.text).toContain(text);
});

test.each([
  ['2025-09-02', 0, false],
  ['2025-09-01', -1, true],
  ['2026-02-28', 179, false],
])('an On-Prem that was signed in to on %s has %i days', (signedIn, daysLeft, isOverdue) => {
  expect(syncTokenOf(signedIn, NOW)).toMatchObject({ daysLeft, isOverdue });
});

test('every next step is a command of this program, with options that it has', () => {
  const everything = {
    gone: 'gone',
    syncToken: syncTokenOf('2025-08-01', NOW),
    snapshot: snapshot({
      pools: [
        pool('A', 1, 3),
        pool('B', 5, 0),
        pool('A', 2, 5, { license: 'x y' }),
        pool('A', 0, 5, { license: "it's" }),
        pool('C', 1, 1, { license: 'X', isCompliant: false, lots: [lot('2026-02-01', 3)] }),
      ],
      instances: [instance('SER-F', { lastContact: '2026-01-01' }), instance('SER-X')],
    }),
    devices: [
      device('b', sync('silent')),
      device('c', sync('unacknowledged')),
      device('d', sync('rejected')),
      device('e', sync('rejected', { association: 'orphaned' })),
      device('f'),
      device('g', { virtualAccount: 'Closed' }),
    ],
  };
  const findings = found(everything);
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(FINDING_CODES));
  const unused = unusedIn(everything.snapshot, everything.devices, NOW, 35);
  const program = new Command('liclab');
  registerAgent(program, {} as never, () => undefined);
  for (const { next } of [...findings, ...unused]) expect(problemOf(program, next), next).toBeNull();
});

/** Null: the words are a command of the program, and its options exist. */
function problemOf(program: Command, line: string): string | null {
  const [first, ...words] = line.match(/'(?:[^']|'\\'')*'|\S+/g) ?? [];
  if (first !== 'liclab') return 'it does not begin with liclab';
  let at = program;
  for (const word of words) {
    const inner = at.commands.find((one) => one.name() === word);
    if (inner !== undefined) at = inner;
    else if (word.startsWith('--') && !at.options.some(({ long }) => long === word))
      return `no option ${word}`;
  }
  return at.commands.length === 0 ? null : 'it is not complete';
}

test.each([
  [['license', 'ls', '--license', 'C9300 DNA'], "liclab license ls --license 'C9300 DNA'"],
  [['x', "it's; rm -rf ~"], "liclab x 'it'\\''s; rm -rf ~'"],
  [['x', '$(id)'], "liclab x '$(id)'"],
])('names of others are quoted for a shell: %j', (words, expected) => {
  expect(command(...words)).toBe(expected);
});
