import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { errorCode, HOOK, LAB, NA, startAccountLab } from '../accounts/lab.ts';
import type { AccountLab } from '../accounts/lab.ts';

let world: AccountLab;
afterEach(() => world.stop());

const EXPORT = ['license', 'export-usage', '--to'];

const inMemory = (name: string) => join(world.folder, name);

test('views show whose data they are and how old it is; without data nobody says that all is well', async () => {
  world = await startAccountLab();
  expect((await world.run('license', 'ls')).json).toMatchObject({
    account: 'campus.example',
    state: 'idle',
    snapshotAt: null,
    licenses: [],
  });
  const none = await world.run('license', 'compliance');
  expect([none.code, none.json['compliant']]).toEqual([1, null]);
  await world.run('device', 'sync', '--all');
  await world.run('account', 'sync');
  const listed = await world.run('license', 'ls');
  expect(listed.json).toMatchObject({
    account: 'campus.example',
    state: 'ok',
    ageMs: expect.any(Number),
    licenses: [
      { virtualAccount: 'Branch', license: NA, quantity: 2, inUse: 0 },
      { virtualAccount: 'DEFAULT', license: NA, quantity: 6, inUse: 1, available: 5, short: 0 },
    ],
  });
  expect((await world.run('license', 'ls', '--account', 'old.example')).json).toMatchObject({
    account: 'old.example',
    state: 'idle',
    licenses: [],
  });
  expect((await world.run('license', 'compliance')).json).toMatchObject({ compliant: true, findings: [] });
  expect((await world.run('license', 'unused')).json).toMatchObject({
    unused: [{ quantity: 2 }, { quantity: 5 }],
  });
  expect((await world.run('license', 'history')).json).toMatchObject({
    points: [{ license: NA, quantity: 8, inUse: 1 }],
  });
});

test('a deleted account is out of compliance with that reason', async () => {
  world = await startAccountLab();
  await world.run('account', 'sync');
  world.lab.cssm.control.deleteAccount('campus.example');
  await world.run('account', 'sync');
  const ran = await world.run('license', 'compliance');
  expect([ran.code, ran.json['state']]).toEqual([1, 'failed']);
  expect(ran.json['findings']).toContainEqual(expect.objectContaining({ code: 'ACCOUNT_GONE' }));
});

test('terms that end make the exit code 1, by the rule that is asked for', async () => {
  const [first, second] = LAB.accounts;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  world = await startAccountLab();
  const end = day(world.clock.wallMs() + 20 * 86_400_000);
  await world.stop();
  const virtualAccounts = [
    { name: 'DEFAULT', pools: [{ license: NA, quantity: 6, type: 'TERM' as const, end }] },
  ];
  world = await startAccountLab({ ...LAB, accounts: [first, { ...second, virtualAccounts }] as never });
  await world.run('account', 'sync');
  const ninety = await world.run('license', 'expiring');
  expect([ninety.code, ninety.json['expiring']]).toMatchObject([1, [{ end, daysLeft: 20, alarm: 30 }]]);
  expect((await world.run('license', 'expiring', '--days', '7')).code).toBe(0);
});

test('alarms are raised by rule, once, in the log and at the webhook', async () => {
  const [first, second] = LAB.accounts;
  const virtualAccounts = [
    { name: 'DEFAULT', pools: [{ license: NA, quantity: 6, type: 'TERM' as const, end: '2026-06-30' }] },
  ];
  world = await startAccountLab({ ...LAB, accounts: [first, { ...second, virtualAccounts }] as never });
  await world.run('account', 'sync');
  const days = Math.floor(Date.UTC(2026, 5, 30) / 86_400_000) - Math.floor(world.clock.wallMs() / 86_400_000);
  const rules = `{ name: far, license: "*Advantage", days: [${days}, ${days - 1}] }`;
  world.settings(`alarms: { rules: [${rules}], webhook: { url: "${HOOK}", secret: env:CSSM_SECRET } }\n`);
  world.hook(500);
  const failed = await world.run('license', 'expiring', '--notify');
  expect([failed.code, failed.json['notified']]).toMatchObject([3, { logged: 1, posted: 0 }]);
  world.hook(204);
  const sent = await world.run('license', 'expiring', '--notify');
  expect([sent.code, sent.json['notified']]).toMatchObject([1, { logged: 0, posted: 1, failure: null }]);
  const again = await world.run('license', 'expiring', '--notify');
  expect(again.json).toMatchObject({
    notified: { logged: 0, posted: 0 },
    expiring: [{ rule: 'far', alarm: days }],
  });
  expect(world.posts).toHaveLength(5);
  expect((await world.run('license', 'expiring')).json).not.toHaveProperty('notified');
  world.settings('alarms: { rules: [{ name: quiet, days: [] }] }\n');
  expect(await world.run('license', 'expiring')).toMatchObject({ code: 0, json: { expiring: [] } });
});

test('what is listed is added up and narrowed as asked', async () => {
  world = await startAccountLab();
  for (const name of ['campus.example', 'old.example']) await world.run('account', 'sync', name);
  const all = await world.run('license', 'ls', '--all-accounts', '--by', 'account,level,model');
  expect(all.json).toMatchObject({
    accounts: [{ account: 'campus.example' }, { account: 'old.example' }],
    groups: [
      {
        by: { account: 'campus.example', level: 'network-advantage', model: 'C9300' },
        pools: 2,
        quantity: 8,
      },
      { by: { account: 'old.example', level: 'network-advantage', model: 'C9300' }, pools: 1, quantity: 3 },
    ],
  });
  const branch = await world.run('license', 'ls', '--virtual-account', 'Br*');
  expect(branch.json['licenses']).toMatchObject([{ virtualAccount: 'Branch', account: 'campus.example' }]);
  for (const narrowed of [['--level', 'dna-*'], ['--model', 'C9500'], ['--short'], ['--license', 'x']])
    expect((await world.run('license', 'ls', ...narrowed)).json).toMatchObject({ licenses: [], groups: [] });
});

test('an SSM On-Prem whose token lapsed is overdue in every view, and out of compliance', async () => {
  const onPrem = (written: Record<string, unknown>) => {
    const cssm = written['cssm'] as Record<string, unknown>;
    return { ...written, cssm: { ...cssm, mode: 'on-prem', signedIn: '2020-01-01' } };
  };
  world = await startAccountLab(LAB, {}, onPrem);
  const ran = await world.run('license', 'compliance');
  expect(ran).toMatchObject({ code: 1, json: { syncToken: { ends: '2020-06-29', isOverdue: true } } });
  expect(ran.json['findings']).toContainEqual(expect.objectContaining({ code: 'ON_PREM_SYNC_OVERDUE' }));
  expect((await world.run('license', 'ls')).stderr).toContain('The SSM On-Prem is overdue');
});

test('a shortage that another Virtual Account can end is said, and the transfer planned', async () => {
  const [first, second] = LAB.accounts;
  const virtualAccounts = [
    { name: 'DEFAULT', default: true, pools: [] },
    { name: 'Branch', pools: [{ license: NA, quantity: 2 }] },
  ];
  world = await startAccountLab({ ...LAB, accounts: [first, { ...second, virtualAccounts }] as never });
  await world.run('device', 'sync', '--all');
  await world.run('account', 'sync');
  const compliance = await world.run('license', 'compliance');
  expect([compliance.code, compliance.json['findings']]).toMatchObject([
    1,
    [{ code: 'SHORT_AVAILABLE_ELSEWHERE' }],
  ]);
  const before = world.lab.cssm.control.accounts();
  const plan = await world.run('license', 'reapply', '--dry-run');
  expect([plan.code, plan.json]).toMatchObject([
    0,
    {
      moves: [{ license: NA, from: 'Branch', to: 'DEFAULT', quantity: 1 }],
      uncovered: 0,
      isFewest: true,
      executed: false,
    },
  ]);
  const refused = await world.run('license', 'reapply');
  expect([refused.code, errorCode(refused)]).toEqual([4, 'APPROVAL_MISSING']);
  expect(world.lab.cssm.control.accounts()).toEqual(before);

  const moved = await world.run('license', 'reapply', '--yes');
  expect([moved.code, moved.json]).toMatchObject([
    0,
    {
      executed: true,
      transfers: [
        { license: NA, type: 'PERPETUAL', from: 'Branch', to: 'DEFAULT', quantity: 1, state: 'MOVED' },
      ],
      balancesAfter: expect.arrayContaining([
        { license: NA, virtualAccount: 'DEFAULT', quantity: 1, short: 0 },
      ]),
    },
  ]);
  expect((await world.run('license', 'compliance')).code).toBe(0);
  const again = await world.run('license', 'reapply', '--yes');
  expect([again.code, again.json]).toMatchObject([0, { moves: [], executed: false }]);
});

test('the report is written as what its name says', async () => {
  world = await startAccountLab();
  await world.run('account', 'sync');
  for (const file of ['r.html', 'r.csv', 'r.json']) {
    expect((await world.run('license', 'report', '--out', file)).code).toBe(0);
    expect(readFileSync(inMemory(file), 'utf8')).toContain('campus.example');
  }
  const made = JSON.parse(readFileSync(inMemory('r.json'), 'utf8')) as { notReporting: { id: string }[] };
  expect(made.notReporting.map(({ id }) => id)).toEqual(['new-0001']);
  expect((await world.run('license', 'history', '--out', 'h.csv')).code).toBe(0);
  expect(readFileSync(inMemory('h.csv'), 'utf8')).toContain(`"${NA}",8,0`);
  expect((await world.run('license', 'history', '--days', '7', '--out', 'h.json')).code).toBe(0);
  expect(JSON.parse(readFileSync(inMemory('h.json'), 'utf8'))).toMatchObject({
    account: 'campus.example',
    points: [{ license: NA, quantity: 8 }],
  });
  expect((await world.run('license', 'history')).stderr).toContain(`${NA}: 0 of 8 in use on `);
});

test.each([
  ['an unknown account', ['license', 'ls', '--account', 'x.example'], 2, 'ACCOUNT_UNKNOWN'],
  ['days that are no number', ['license', 'expiring', '--days', 'soon'], 2, 'OPTION_INVALID'],
  ['a report of an unknown kind', ['license', 'report', '--out', 'r.xls'], 2, 'OPTION_INVALID'],
  ['a report into nowhere', ['license', 'report', '--out', 'no/where/r.csv'], 3, 'OUT_UNWRITABLE'],
  ['a history of an unknown kind', ['license', 'history', '--out', 'h.xls'], 2, 'OPTION_INVALID'],
  ['silence that is no number', ['license', 'unused', '--silent-days', '-1'], 2, 'OPTION_INVALID'],
  ['an unknown grouping', ['license', 'ls', '--by', 'colour'], 2, 'OPTION_INVALID'],
  [
    'one account and all',
    ['license', 'ls', '--account', 'old.example', '--all-accounts'],
    2,
    'ARGUMENTS_INVALID',
  ],
  ['a place that no switch reaches', [...EXPORT, 'C:\\x', '--select', 'all'], 2, 'FILE_LOCATION_INVALID'],
  ['a password on a switch', [...EXPORT, 'https://u:p@h/x', '--select', 'all'], 2, 'FILE_LOCATION_INVALID'],
  ['one file for many', [...EXPORT, 'https://files.example/x', '--select', 'all'], 2, 'LOCATION_SHARED'],
  ['nobody selected', [...EXPORT, 'flash:x', '--select', 'id=none'], 2, 'SELECTION_EMPTY'],
  [
    'a selection that is none',
    ['license', 'import-ack', '--from', 'flash:x', '--select', 'x=y'],
    2,
    'SELECTOR_KEY_UNKNOWN',
  ],
])('%s ends with %i', async (_name, args, exit, code) => {
  world = await startAccountLab();
  const ran = await world.run(...args);
  expect([ran.code, errorCode(ran)]).toEqual([exit, code]);
});
