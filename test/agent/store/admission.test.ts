/** Two rollouts and one pool: what is promised to one is never promised to the other (I13). */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDesiredLab } from '../reconcile/lab.ts';
import { startServe } from '../serve/lab.ts';

vi.setConfig({ testTimeout: 60_000 });

type Lab = Awaited<ReturnType<typeof startDesiredLab>>;
interface Device {
  readonly id: string;
  readonly state: string;
  readonly reason: { readonly code: string; readonly text: string } | null;
}
let lab: Lab;
beforeEach(async () => {
  lab = await startDesiredLab('- {select: all, level: network-advantage}\n', 1);
});
afterEach(() => lab.stop());

const plan = async (select: string, out: string, ...more: readonly string[]): Promise<void> => {
  const { code } = await lab.run(
    'plan',
    '--select',
    select,
    '--level',
    'network-advantage',
    '--out',
    out,
    ...more,
  );
  expect(code).toBe(0);
};
const devices = ({ json }: { readonly json: Record<string, unknown> }): readonly Device[] =>
  json['devices'] as readonly Device[];

test('two plans that each fit alone, at once: one switch gets the license, the other is told why not', async () => {
  await plan('id=sw-0001', 'a.json');
  await plan('id=sw-0002', 'b.json');
  const both = ['a.json', 'b.json'].map((file) => lab.start('apply', file, '--yes'));
  const ends = await lab.clock.settle(Promise.all(both.map(({ ran }) => ran)), { limitMs: 6 * 3_600_000 });
  const states = ends.flatMap(devices);
  expect(states.map(({ state }) => state).toSorted()).toEqual(['SKIPPED_BLOCKED', 'SUCCEEDED']);
  expect(states.find(({ state }) => state === 'SKIPPED_BLOCKED')?.reason).toEqual({
    code: 'LICENSES_SHORT',
    text: 'campus.example / DEFAULT has 0 of "C9300 Network Advantage" left, it needs 1',
  });
  const running = ['sw-0001', 'sw-0002'].map((id) => lab.lab.truth(id)?.runningLevel);
  expect(running.filter((level) => level === 'network-advantage')).toHaveLength(1);
});

test('one after the other: a license that was used after the plan was made is not promised again', async () => {
  await plan('id=sw-0001', 'a.json');
  await plan('id=sw-0002', 'b.json');
  expect((await lab.run('apply', 'a.json', '--yes')).code).toBe(0);
  const second = await lab.run('apply', 'b.json', '--yes');
  expect(devices(second)).toMatchObject([{ state: 'SKIPPED_BLOCKED', reason: { code: 'LICENSES_SHORT' } }]);
});

test('a retrieval after the plan counts: a deposit makes room', async () => {
  await plan('id=sw-0001', 'a.json');
  await plan('id=sw-0002', 'b.json');
  expect((await lab.run('apply', 'a.json', '--yes')).code).toBe(0);
  const pool = { account: 'campus.example', virtualAccount: 'DEFAULT', license: 'C9300 Network Advantage' };
  lab.lab.cssm.control.act('deposit', { ...pool, quantity: 1 });
  // A retrieval of the same millisecond does not count: it may have been begun before.
  await lab.clock.advance(1_000);
  expect((await lab.run('account', 'sync', 'campus.example')).code).toBe(0);
  expect(devices(await lab.run('apply', 'b.json', '--yes'))).toMatchObject([
    { state: 'SUCCEEDED', reason: null },
  ]);
});

test('a balance of more than a day ago blocks until the account is retrieved, unless nothing is counted', async () => {
  await plan('id=sw-0001', 'a.json');
  await lab.clock.advance(25 * 3_600_000);
  const old = await lab.run('apply', 'a.json', '--yes');
  expect(old).toMatchObject({ code: 5, json: { state: 'paused' } });
  expect(String(old.json['reason'])).toMatch(/the balance of campus\.example is 25 hours old/);
  expect(lab.lab.journal.from(1).filter(({ op }) => op === 'edit')).toEqual([]);
  await lab.run('account', 'sync', 'campus.example');
  await lab.run('rollout', 'resume', String(old.json['id']));
  expect((await lab.run('apply', 'a.json', '--yes')).code).toBe(0);

  await plan('id=sw-0002', 'b.json', '--without-balance');
  await lab.clock.advance(25 * 3_600_000);
  expect((await lab.run('apply', 'b.json', '--yes')).code).toBe(0);
});

test('the approval is in the journal: who began exactly which plan', async () => {
  await plan('id=sw-0001', 'a.json');
  const { hash } = JSON.parse(readFileSync(join(lab.folder, 'a.json'), 'utf8')) as { hash: string };
  const serve = startServe(lab);
  await serve.until('round.done');
  const { json } = await lab.run('apply', 'a.json', '--yes', '--detach');
  await serve.until('rollout.still');
  const events = await lab.clock.settle(
    new Promise<readonly { body: string }[]>((resolve) =>
      lab.store.events(String(json['id']), (answer) => resolve(answer.ok ? answer.value : [])),
    ),
  );
  expect(JSON.parse(events[0]?.body ?? '{}')).toMatchObject({
    event: { type: 'START', plan: hash, actor: 'scenario@lab' },
  });
  await serve.end();
});
