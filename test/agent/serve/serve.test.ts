import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { errorCode, NA } from '../accounts/lab.ts';
import { startDesiredLab } from '../reconcile/lab.ts';
import { startServe } from './lab.ts';

// Hours of virtual time are seconds of this machine's, and it may be busy.
vi.setConfig({ testTimeout: 60_000 });

const AUTO = '- {select: site=north, level: network-advantage, autoApply: true}\n';
const minutes = (count: number): number => count * 60_000;

test('is ready, synchronizes every account every quarter of an hour, and ends on the signal', async () => {
  const lab = await startDesiredLab(AUTO);
  const serve = startServe(lab);
  await serve.until('round.done', 3);
  const ready = JSON.parse(serve.stdout().trim()) as object;
  expect(ready).toMatchObject({
    schema: 'liclab.serve/1',
    ready: true,
    accounts: ['branch.example', 'campus.example'],
    devices: 3,
    desired: null,
  });
  expect(serve.said('account.synchronized').map(({ account }) => account)).toEqual(
    Array.from({ length: 3 }, () => ['branch.example', 'campus.example']).flat(),
  );
  const times = serve.said('round.done').map(({ time }) => Date.parse(String(time)));
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  for (const pause of pauses) {
    expect(pause).toBeGreaterThan(minutes(13));
    expect(pause).toBeLessThan(minutes(17));
  }
  expect(new Set(pauses).size).toBe(2);
  expect(await serve.end()).toMatchObject({ code: 0 });
  expect(serve.leftovers()).toEqual([]);
  await lab.stop();
});

test('a late deposit is found by a synchronization and applied without anybody', async () => {
  const lab = await startDesiredLab(AUTO, 2);
  const serve = startServe(lab, '--desired', 'desired.yaml');
  await serve.until('rollout.still');
  expect(serve.said('auto-apply.begun')).toMatchObject([{ switches: 2, lines: [1] }]);
  expect(lab.lab.truth('sw-0003')).toMatchObject({ runningLevel: 'network-essentials' });
  await serve.until('round.done', 4);
  expect(serve.said('desired.waiting').at(-1)).toMatchObject({ counts: { NO_LICENSE: 1 } });

  lab.lab.cssm.control.act('deposit', {
    account: 'campus.example',
    virtualAccount: 'DEFAULT',
    license: NA,
    quantity: 1,
  });
  await serve.until('rollout.still', 2);
  expect(lab.lab.truth('sw-0003')).toMatchObject({ runningLevel: 'network-advantage' });
  expect(serve.said('rollout.still')[1]).toMatchObject({ state: 'finished', counts: { SUCCEEDED: 1 } });
  const plans = readdirSync(join(lab.folder, 'data', 'plans'));
  expect(plans).toHaveLength(2);
  const hashes = plans.map(
    (name) =>
      (JSON.parse(readFileSync(join(lab.folder, 'data', 'plans', name), 'utf8')) as { hash: string }).hash,
  );
  expect(new Set(hashes)).toEqual(new Set(serve.said('auto-apply.begun').map(({ plan }) => plan)));
  expect(await serve.end()).toMatchObject({ code: 0 });
  const { json } = await lab.run('rollout', 'ls');
  expect(json['rollouts']).toHaveLength(2);
  const check = await lab.run('reconcile', '--desired', 'desired.yaml');
  expect(check.code).toBe(0);
  await lab.stop();
});

test('an entry without autoApply is only told of', async () => {
  const lab = await startDesiredLab('- {select: site=north, level: network-advantage}\n', 3);
  const serve = startServe(lab, '--desired', 'desired.yaml');
  await serve.until('round.done', 2);
  expect(serve.said('desired.waiting')[0]).toMatchObject({ unapprovedSwitches: 3 });
  expect((await lab.run('rollout', 'ls')).json['rollouts']).toEqual([]);
  await serve.end();
  await lab.stop();
});

test('what may be applied waits for its window', async () => {
  // The lab begins on a Monday at 08:00 UTC.
  const lab = await startDesiredLab(
    '- {select: id=sw-0001, level: network-advantage, autoApply: true, window: "Mon 09:00-10:00 UTC"}\n',
  );
  const serve = startServe(lab, '--desired', 'desired.yaml');
  await serve.until('auto-apply.begun');
  expect(serve.said('desired.waiting')[0]).toMatchObject({ counts: { OUTSIDE_WINDOW: 1 } });
  const [begun] = serve.said('auto-apply.begun');
  expect(String(begun?.['time'])).toMatch(/^2026-01-05T09:/);
  await serve.until('rollout.still');
  expect(lab.lab.truth('sw-0001')).toMatchObject({ runningLevel: 'network-advantage' });
  await serve.end();
  await lab.stop();
});

test('a failure budget that is used up holds for the entry until a person has looked', async () => {
  const lab = await startDesiredLab(AUTO, 3);
  lab.lab.faults.add({ fault: 'device.old-level', target: '*', times: 1 });
  const serve = startServe(lab, '--desired', 'desired.yaml');
  await serve.until('rollout.still');
  await serve.until('round.done', 4);
  const rollouts = (await lab.run('rollout', 'ls')).json['rollouts'] as readonly object[];
  expect(rollouts).toHaveLength(1);
  expect(serve.said('auto-apply.suspended').length).toBeGreaterThan(0);
  await serve.end();
  await lab.stop();
});

test('an outage of CSSM and a dead switch are survived', async () => {
  const lab = await startDesiredLab(AUTO, 3);
  lab.lab.fleet.get('sw-0001')?.power(false);
  lab.tamper(() => '<html>login</html>');
  const serve = startServe(lab, '--desired', 'desired.yaml');
  await serve.until('round.done', 2);
  expect(serve.said('account.synchronized')).toEqual([]);
  expect(serve.said('account.failed').length).toBeGreaterThanOrEqual(4);
  lab.tamper((_url, body) => body);
  await serve.until('rollout.still');
  expect(lab.lab.truth('sw-0002')).toMatchObject({ runningLevel: 'network-advantage' });
  expect(lab.lab.truth('sw-0003')).toMatchObject({ runningLevel: 'network-advantage' });
  expect(await serve.end()).toMatchObject({ code: 0 });
  await lab.stop();
});

test('a second serve on the same store is refused; a dead one is replaced', async () => {
  const lab = await startDesiredLab(AUTO);
  const first = startServe(lab);
  await first.until('round.done');
  const second = await lab.run('serve');
  expect([second.code, errorCode(second)]).toEqual([3, 'SERVE_RUNNING']);
  first.kill();
  await lab.clock.advance(20_000);
  const third = startServe(lab);
  await third.until('round.done');
  expect(await third.end()).toMatchObject({ code: 0 });
  await lab.stop();
});

test('a signal while switches are in flight: exit code 5, and the next serve goes on', async () => {
  const lab = await startDesiredLab('- {select: id=sw-0001, level: network-advantage, autoApply: true}\n');
  const first = startServe(lab, '--desired', 'desired.yaml');
  await first.until('auto-apply.begun');
  await lab.clock.advance(30_000);
  expect(await first.end()).toMatchObject({ code: 5 });
  expect(first.leftovers()).toEqual([]);
  const second = startServe(lab, '--desired', 'desired.yaml');
  await second.until('rollout.still');
  expect(lab.lab.truth('sw-0001')).toMatchObject({ runningLevel: 'network-advantage' });
  expect(lab.lab.journal.from(1).filter(({ op }) => op === 'reload-received')).toHaveLength(1);
  expect(await second.end()).toMatchObject({ code: 0 });
  await lab.stop();
});

test('apply --detach only admits, and a running serve performs it', async () => {
  const lab = await startDesiredLab(AUTO);
  const plan = await lab.run(
    'plan',
    '--select',
    'id=sw-0001',
    '--level',
    'network-advantage',
    '--out',
    'p.json',
  );
  expect(plan.code).toBe(0);
  const alone = await lab.run('apply', 'p.json', '--yes', '--detach');
  expect([alone.code, errorCode(alone)]).toEqual([3, 'DETACH_NO_WORKER']);
  expect((await lab.run('rollout', 'ls')).json['rollouts']).toEqual([]);
  const serve = startServe(lab);
  await serve.until('round.done');
  const detached = await lab.run('apply', 'p.json', '--yes', '--detach');
  expect(detached).toMatchObject({ code: 0, json: { resumed: false, detached: true, state: 'running' } });
  await serve.until('rollout.still');
  expect(lab.lab.truth('sw-0001')).toMatchObject({ runningLevel: 'network-advantage' });
  await serve.end();
  await lab.stop();
});

test('new switches are registered into the chosen Virtual Account, once, also those that a reload brings', async () => {
  const lab = await startDesiredLab(AUTO, 2, (written) => ({
    ...written,
    devices: (written['devices'] as readonly object[]).slice(0, 1),
  }));
  const path = join(lab.folder, 'inventory.yaml');
  const full = lab.inventory();
  const homeless = (full['devices'] as readonly Record<string, unknown>[]).map(
    ({ account: _account, virtualAccount: _virtualAccount, ...device }) => device,
  );
  const serve = startServe(lab, '--register', 'branch.example/Shops');
  await serve.until('round.done', 2);
  writeFileSync(path, 'devices: [{id: x}]\n');
  await serve.until('files.invalid');
  await serve.until('round.done', 3);
  expect(serve.said('device.associated').filter(({ device }) => device === 'sw-0003')).toEqual([]);

  writeFileSync(path, JSON.stringify({ ...full, devices: homeless }));
  await serve.until('files.read');
  await serve.until('round.done', 6);
  const associated = serve.said('device.associated').filter(({ device }) => device === 'sw-0003');
  expect(associated).toMatchObject([{ account: 'branch.example', outcome: 'ok' }]);
  expect(lab.lab.truth('sw-0003')).toMatchObject({
    trust: { account: 'branch.example', virtualAccount: 'Shops' },
  });
  await serve.end();
  await lab.stop();
});

test.each([
  [['--every', '5'], 'OPTION_INVALID'],
  [['--every', '1s'], 'OPTION_INVALID'],
  [['--register', 'not a domain'], 'OPTION_INVALID'],
  [['--register', 'a.example/'], 'OPTION_INVALID'],
  [['--desired', 'nowhere.yaml'], 'FILE_UNREADABLE'],
])('bad input %j: exit code 2, nothing begun', async (args, code) => {
  const lab = await startDesiredLab(AUTO);
  const ended = await lab.run('serve', ...args);
  expect([ended.code, errorCode(ended)]).toEqual([2, code]);
  expect(lab.lab.journal.from(1)).toEqual([]);
  await lab.stop();
});
