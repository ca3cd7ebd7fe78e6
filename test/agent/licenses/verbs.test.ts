import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { errorCode, LAB, NA, startAccountLab } from '../accounts/lab.ts';
import type { AccountLab } from '../accounts/lab.ts';

let world: AccountLab;
afterEach(() => world.stop());

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
});

test.each([
  ['an unknown account', ['license', 'ls', '--account', 'x.example'], 2, 'ACCOUNT_UNKNOWN'],
  ['days that are no number', ['license', 'expiring', '--days', 'soon'], 2, 'OPTION_INVALID'],
  ['a report of an unknown kind', ['license', 'report', '--out', 'r.xls'], 2, 'OPTION_INVALID'],
  ['a report into nowhere', ['license', 'report', '--out', 'no/where/r.csv'], 3, 'OUT_UNWRITABLE'],
])('%s ends with %i', async (_name, args, exit, code) => {
  world = await startAccountLab();
  const ran = await world.run(...args);
  expect([ran.code, errorCode(ran)]).toEqual([exit, code]);
});
