import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCode } from '../accounts/lab.ts';
import { startDesiredLab } from './lab.ts';

interface Row {
  readonly id: string;
  readonly state: string;
  readonly reason: { readonly code: string } | null;
}
const short = (json: Record<string, unknown>) =>
  (json['devices'] as readonly Row[]).map(({ id, state, reason }) => [id, state, reason?.code ?? null]);

const ADVANTAGE = '- {select: site=north, level: network-advantage}\n';

test('plans what the licenses allow, says why the rest waits, and changes nothing', async () => {
  const lab = await startDesiredLab(ADVANTAGE);
  lab.lab.fleet.get('sw-0001')?.configure(['ntp server 192.0.2.1']);
  const { code, json, stderr } = await lab.run('reconcile', '--desired', 'desired.yaml', '--out', 'plans');
  expect(short(json)).toEqual([
    ['sw-0001', 'waiting', 'FOREIGN_UNSAVED'],
    ['sw-0002', 'plan', null],
    ['sw-0003', 'plan', null],
  ]);
  expect(json).toMatchObject({ schema: 'liclab.reconcile/1', applied: null, plans: [{ lines: [1] }] });
  expect(code).toBe(1);
  expect(stderr).toContain('2 in 1 plan');
  expect(readdirSync(join(lab.folder, 'plans'))).toEqual(['reconcile-1.json']);
  expect(
    lab.lab.journal.from(1).filter(({ op, user }) => user !== 'operator' && (op === 'edit' || op === 'save')),
  ).toEqual([]);
  await lab.stop();
});

test('licenses that do not reach for all go to the first ones; the others wait', async () => {
  const lab = await startDesiredLab(ADVANTAGE);
  const { json } = await lab.run('reconcile', '--desired', 'desired.yaml');
  expect(short(json)).toEqual([
    ['sw-0001', 'plan', null],
    ['sw-0002', 'plan', null],
    ['sw-0003', 'waiting', 'NO_LICENSE'],
  ]);
  await lab.stop();
});

test('outside its window, and a switch that does not answer, wait', async () => {
  const desired = `- {select: id=sw-0001, level: network-advantage, window: "Sat 02:00-04:00 UTC"}
- {select: id=sw-0002, level: network-advantage}
`;
  const lab = await startDesiredLab(desired);
  lab.lab.fleet.get('sw-0002')?.power(false);
  const { json } = await lab.run('reconcile', '--desired', 'desired.yaml');
  expect(short(json)).toEqual([
    ['sw-0001', 'waiting', 'OUTSIDE_WINDOW'],
    ['sw-0002', 'waiting', 'UNREACHABLE'],
  ]);
  await lab.stop();
});

test('--apply associates first, then changes the level with the licenses of the new account', async () => {
  const lab = await startDesiredLab(
    '- {select: id=sw-0002, level: network-advantage, account: branch.example}\n',
    1,
  );
  const { code, json } = await lab.run('reconcile', '--desired', 'desired.yaml', '--apply', '--yes');
  expect(json['applied']).toMatchObject({
    associations: [{ id: 'sw-0002', account: 'branch.example', outcome: 'ok' }],
    rollouts: [{ state: 'finished', devices: [{ id: 'sw-0002', class: 'OK' }] }],
  });
  expect(code).toBe(0);
  expect(lab.lab.truth('sw-0002')).toMatchObject({
    runningLevel: 'network-advantage',
    trust: { account: 'branch.example' },
  });
  expect(lab.lab.truth('sw-0001')).toMatchObject({ runningLevel: 'network-essentials' });
  const again = await lab.run('reconcile', '--desired', 'desired.yaml');
  expect([again.code, short(again.json)]).toEqual([0, [['sw-0002', 'as-desired', null]]]);
  await lab.stop();
});

test('what takes features away waits for a person', async () => {
  const lab = await startDesiredLab('- {select: id=sw-0001, level: network-advantage}\n');
  expect((await lab.run('reconcile', '--desired', 'desired.yaml', '--apply', '--yes')).code).toBe(0);
  writeFileSync(join(lab.folder, 'desired.yaml'), '- {select: id=sw-0001, level: network-essentials}\n');
  const { json } = await lab.run('reconcile', '--desired', 'desired.yaml');
  expect(short(json)).toEqual([['sw-0001', 'waiting', 'FEATURE_LOSS']]);
  const consent = await lab.run('reconcile', '--desired', 'desired.yaml', '--accept-feature-loss');
  expect(short(consent.json)).toEqual([['sw-0001', 'plan', null]]);
  await lab.stop();
});

test('bad input: exit code 2, nothing changed; no approval: exit code 4', async () => {
  const lab = await startDesiredLab('- {select: site=north, levle: network-advantage}\n');
  const wrong = await lab.run('reconcile', '--desired', 'desired.yaml', '--apply', '--yes', '--out', 'plans');
  expect([wrong.code, errorCode(wrong)]).toEqual([2, 'KEY_UNKNOWN']);
  const missing = await lab.run('reconcile', '--desired', 'nowhere.yaml');
  expect([missing.code, errorCode(missing)]).toEqual([2, 'FILE_UNREADABLE']);
  expect(existsSync(join(lab.folder, 'plans'))).toBe(false);
  expect(lab.lab.journal.from(1).filter(({ op }) => op === 'connect')).toEqual([]);
  writeFileSync(join(lab.folder, 'desired.yaml'), ADVANTAGE);
  const alone = await lab.run('reconcile', '--desired', 'desired.yaml', '--apply');
  expect([alone.code, errorCode(alone)]).toEqual([4, 'APPROVAL_MISSING']);
  expect(lab.lab.journal.from(1).filter(({ op }) => op === 'edit')).toEqual([]);
  await lab.stop();
});
