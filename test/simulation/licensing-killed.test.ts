/** Verbs about accounts are killed at every commit and around every change, and the same command goes on. */
import { afterEach, describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../core/ports/store.ts';
import { LAB, NA, startAccountLab } from '../agent/accounts/lab.ts';
import type { AccountLab, Ran } from '../agent/accounts/lab.ts';

let world: AccountLab;
afterEach(() => world.stop());

/** Each moment has a lab of its own. */
const MINUTE = { timeout: 60_000 };

/** Changes at CSSM, and the boundary that must be durable before each (I9). */
const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/\/tokens$/, 'TOKEN_INTENT'],
  [/\/devices\/remove$/, 'REMOVE_INTENT'],
  [/\/licenses\/transfer$/, 'TRANSFER_INTENT'],
];

/** Names of moments worth a kill: commits, changes at CSSM, pages, and the trust on the switch. */
const isMoment = (name: string): boolean =>
  name === 'commit' || CHANGES.some(([url]) => url.test(name)) || /before .*\/(licenses|devices)$/.test(name);

async function passed(boundary: string): Promise<number> {
  const events = await world.clock.settle(
    new Promise<readonly StoredEvent[]>((resolve, reject) =>
      world.store.events(null, (answer) => (answer.ok ? resolve(answer.value) : reject(answer.error))),
    ),
  );
  return events.filter(({ body }) =>
    (JSON.parse(body) as { boundaries: string[] }).boundaries.includes(boundary),
  ).length;
}

const trustLines = () =>
  world.lab.journal
    .from(1)
    .filter(({ op, detail }) => op === 'cli' && JSON.stringify(detail).includes('idtoken'));

/** Runs a verb and kills it at its `at`th moment; gives the moment's name, or null when it ended before. */
async function killedAt(at: number, args: readonly string[]): Promise<string | null> {
  let seen = 0;
  let hit: string | null = null;
  const changes = new Map<string, number>();
  const verb = world.start(...args);
  const count = (name: string): 'go on' | 'killed' => {
    seen += 1;
    if (seen !== at) return 'go on';
    hit = name;
    verb.kill();
    return 'killed';
  };
  world.watch((name) => {
    for (const [url, boundary] of CHANGES)
      if (name.startsWith('before') && url.test(name))
        changes.set(boundary, (changes.get(boundary) ?? 0) + 1);
    return isMoment(name) ? count(name) : 'go on';
  });
  const stopListening = world.lab.journal.listen((entry) => {
    if (entry.op === 'cli' && JSON.stringify(entry.detail).includes('idtoken')) count('trust on the switch');
  });
  await world.clock.settle(verb.ran, { limitMs: 6 * 3_600_000 });
  stopListening();
  world.watch(() => 'go on');
  for (const [boundary, times] of changes)
    expect([boundary, (await passed(boundary)) >= times]).toEqual([boundary, true]);
  return hit;
}

/** Kills at each moment in a world of its own until the verb ends by itself; then the same command must bring the same end. */
async function atEveryMoment(
  start: () => Promise<AccountLab>,
  args: readonly string[],
  judge: (again: Ran, moment: string) => void | Promise<void>,
): Promise<readonly string[]> {
  const moments: string[] = [];
  for (let at = 1; ; at += 1) {
    world = await start();
    const moment = await killedAt(at, args);
    if (moment === null) return moments;
    moments.push(moment);
    // Until nobody takes the dead process for one that still retrieves.
    await world.clock.advance(20_000);
    await judge(await world.run(...args), `${at}: ${moment}`);
    await world.stop();
  }
}

test(
  'an association that is killed anywhere uses one token, and the same command ends it (I9)',
  MINUTE,
  async () => {
    const start = async (): Promise<AccountLab> => {
      const made = await startAccountLab();
      await made.run('device', 'sync', 'old-0001');
      return made;
    };
    const args = ['account', 'associate', '--select', 'id=old-0001', '--account', 'campus.example'];
    const moments = await atEveryMoment(start, args, (again, moment) => {
      const instances = world.lab.cssm.control.accounts();
      expect([moment, again.code, again.json]).toMatchObject([
        moment,
        0,
        { devices: [{ id: 'old-0001', outcome: expect.stringMatching(/^(ok|already)$/) }] },
      ]);
      expect([moment, trustLines().length]).toEqual([moment, 1]);
      expect(world.lab.truth('old-0001')?.trust).toMatchObject({ account: 'campus.example' });
      expect(JSON.stringify(instances.find(({ domain }) => domain === 'old.example'))).not.toContain(
        'old-0001',
      );
    });
    expect(moments.filter((name) => name === 'commit').length).toBeGreaterThanOrEqual(8);
    expect(moments).toContain('trust on the switch');
  },
);

test('an association whose recovery is killed again and again still uses one token', MINUTE, async () => {
  world = await startAccountLab();
  const args = ['account', 'associate', '--select', 'id=old-0001', '--account', 'campus.example'];
  const stop = world.lab.journal.listen((entry) => {
    if (entry.op === 'cli' && JSON.stringify(entry.detail).includes('idtoken')) verb.kill();
  });
  const verb = world.start(...args);
  await world.clock.settle(verb.ran);
  stop();
  for (let life = 1; life <= 5; life += 1) {
    const again = world.start(...args);
    let commits = 0;
    // The first commits of a life tell that the trust is unknown, and what the look showed.
    world.watch((name) => {
      if (name === 'commit' && (commits += 1) > life % 2) again.kill();
      return 'go on';
    });
    await world.clock.settle(again.ran);
  }
  world.watch(() => 'go on');
  const last = await world.run(...args);
  expect([last.code, trustLines().length]).toEqual([0, 1]);
});

describe('transfers', () => {
  const start = async (): Promise<AccountLab> => {
    const [first, second] = LAB.accounts;
    const virtualAccounts = [
      { name: 'DEFAULT', default: true },
      { name: 'Branch', pools: [{ license: NA, quantity: 5 }] },
    ];
    const made = await startAccountLab({
      ...LAB,
      accounts: [first, { ...second, virtualAccounts }] as never,
    });
    await made.run('device', 'sync', '--all');
    await made.run('account', 'sync');
    return made;
  };
  const owned = async (): Promise<readonly unknown[]> => {
    await world.run('account', 'sync');
    const { json } = await world.run('license', 'ls');
    return (json['licenses'] as readonly Record<string, unknown>[]).map((row) => [
      row['virtualAccount'],
      row['quantity'],
    ]);
  };

  test('one that is killed anywhere moves once, and the same command ends it (I9)', MINUTE, async () => {
    const args = ['license', 'reapply', '--yes'];
    const moments = await atEveryMoment(start, args, async (again, moment) => {
      expect([moment, again.code === 0 || again.code === 1]).toEqual([moment, true]);
      if (again.code === 1) expect((await world.run(...args)).code).toBe(0);
      expect([moment, await owned()]).toEqual([
        moment,
        [
          ['Branch', 4],
          ['DEFAULT', 1],
        ],
      ]);
    });
    expect(moments.some((name) => name.startsWith('after') && name.endsWith('/transfer'))).toBe(true);
  });

  test('when somebody else moved licenses meanwhile it is INDETERMINATE, and nothing is moved again', async () => {
    world = await start();
    world.watch((name) => (name.startsWith('before') && name.endsWith('/transfer') ? kill() : 'go on'));
    const verb = world.start('license', 'reapply', '--yes');
    const kill = (): 'killed' => {
      verb.kill();
      return 'killed';
    };
    await world.clock.settle(verb.ran);
    world.watch(() => 'go on');
    world.lab.cssm.control.transfer({
      account: 'campus.example',
      from: 'Branch',
      to: 'DEFAULT',
      license: NA,
      type: 'PERPETUAL',
      quantity: 2,
    } as never);
    const again = await world.run('license', 'reapply', '--yes');
    expect([again.code, again.json]).toMatchObject([1, { transfers: [{ state: 'INDETERMINATE' }] }]);
    expect(await owned()).toEqual([
      ['Branch', 3],
      ['DEFAULT', 2],
    ]);
  });
});

test(
  'a retrieval that is killed anywhere leaves the old snapshot, and the same command ends it',
  MINUTE,
  async () => {
    const start = async (): Promise<AccountLab> => {
      const made = await startAccountLab();
      await made.run('account', 'sync');
      return made;
    };
    await atEveryMoment(start, ['account', 'sync'], async (again, moment) => {
      expect([moment, again.code]).toEqual([moment, 0]);
      const runs = (await world.run('account', 'history')).json['runs'] as readonly Record<string, unknown>[];
      expect([moment, runs.every(({ result }) => result === 'ok')]).toEqual([moment, true]);
      expect((await world.run('license', 'ls')).json).toMatchObject({ state: 'ok' });
    });
  },
);
