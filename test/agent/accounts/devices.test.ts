import { afterEach, describe, expect, test } from 'vitest';
import { LAB, startAccountLab } from './lab.ts';
import type { AccountLab, Ran } from './lab.ts';

let world: AccountLab;
afterEach(() => world.stop());

type Row = Record<string, unknown>;
const rowsOf = ({ json }: Ran): readonly Row[] => json['devices'] as readonly Row[];
const outcomes = (ran: Ran) => rowsOf(ran).map(({ id, outcome }) => [id, outcome]);
const trusts = (id: string) => world.lab.truth(id)?.trust;
const tokenCommands = () =>
  world.lab.journal
    .from(1)
    .filter(({ op, detail }) => op === 'cli' && JSON.stringify(detail).includes('idtoken'));

describe('device sync', () => {
  test('reports, follows the acknowledgement, and is remembered', async () => {
    world = await startAccountLab();
    const ran = await world.run('device', 'sync', '--all');
    expect([ran.code, outcomes(ran)]).toEqual([
      0,
      [
        ['old-0001', 'ok'],
        ['old-0002', 'ok'],
        ['new-0001', 'ok'],
      ],
    ]);
    expect(rowsOf(await world.run('device', 'ls'))[0]).toMatchObject({
      association: 'associated',
      lastSync: { at: expect.any(String), result: 'ok', reason: null },
    });
  });

  test('an acknowledgement that comes after minutes is waited for; one that never comes is said', async () => {
    world = await startAccountLab(undefined, { ackDelayMs: 8 * 60_000 });
    expect((await world.run('device', 'sync', 'new-0001')).code).toBe(0);
    await world.stop();
    world = await startAccountLab(undefined, { ackDelayMs: 5 * 3_600_000 });
    const ran = await world.run('device', 'sync', 'new-0001');
    expect([ran.code, outcomes(ran)]).toEqual([1, [['new-0001', 'unacknowledged']]]);
    expect(rowsOf(await world.run('device', 'ls'))[2]).toMatchObject({ association: 'associated' });
  });

  test('a CSSM that does not answer the switch is no refusal', async () => {
    world = await startAccountLab();
    world.lab.faults.add({ fault: 'cssm.unreachable', target: 'cssm:campus.example', times: 5 });
    const ran = await world.run('device', 'sync', 'new-0001');
    expect(outcomes(ran)).toEqual([['new-0001', 'cssm-unanswered']]);
    expect(rowsOf(ran)[0]?.['message']).toContain('NO REPLY');
  });

  test('one switch without trust or power spoils nobody', async () => {
    world = await startAccountLab({
      ...LAB,
      groups: [...LAB.groups, { count: 1, prefix: 'none', platform: 'C9300-24T' }],
    });
    world.lab.fleet.get('old-0001')?.power(false);
    world.lab.fleet.get('new-0001')?.configure(['license smart transport off']);
    const ran = await world.run('device', 'sync', '--all');
    expect(ran.code).toBe(1);
    expect(outcomes(ran).slice(0, 3)).toEqual([
      ['old-0001', 'unreachable'],
      ['old-0002', 'ok'],
      ['new-0001', 'silent'],
    ]);
  });

  test('a switch of a release before 17.3.2 renews its authorization', async () => {
    const [first, second] = LAB.groups;
    world = await startAccountLab({
      ...LAB,
      groups: [first, { ...second, release: '17.3.1' }] as typeof LAB.groups,
    });
    expect((await world.run('device', 'sync', 'new-0001')).code).toBe(0);
  });

  test.each([
    ['nobody', ['device', 'sync']],
    ['everybody and somebody', ['device', 'sync', '--all', 'new-0001']],
    ['an unknown switch', ['device', 'sync', 'new-9999']],
  ])('%s is a usage error', async (_name, args) => {
    world = await startAccountLab();
    expect((await world.run(...args)).code).toBe(2);
  });
});

describe('account associate', () => {
  const ASSOCIATE = [
    'account',
    'associate',
    '--select',
    'account=old.example',
    '--account',
    'campus.example',
  ] as const;

  test('trusts, reports, is seen; the same command again does nothing', async () => {
    world = await startAccountLab();
    const ran = await world.run(...ASSOCIATE, '--virtual-account', 'branch');
    expect([ran.code, outcomes(ran)]).toEqual([
      0,
      [
        ['old-0001', 'ok'],
        ['old-0002', 'ok'],
      ],
    ]);
    expect(ran.json).toMatchObject({ account: 'campus.example', virtualAccount: 'Branch' });
    expect(trusts('old-0001')).toMatchObject({ account: 'campus.example', virtualAccount: 'Branch' });
    const again = await world.run(
      'account',
      'associate',
      '--select',
      'id=old-*',
      ...ASSOCIATE.slice(4),
      '--virtual-account',
      'Branch',
    );
    expect(outcomes(again)).toEqual([
      ['old-0001', 'already'],
      ['old-0002', 'already'],
    ]);
    expect(tokenCommands()).toHaveLength(2);
    expect(rowsOf(await world.run('device', 'ls'))[0]).toMatchObject({
      account: 'campus.example',
      virtualAccount: 'Branch',
    });
  });

  test('one switch that is off spoils nobody; a second run does the rest', async () => {
    world = await startAccountLab();
    world.lab.fleet.get('old-0001')?.power(false);
    const first = await world.run(...ASSOCIATE);
    expect([first.code, outcomes(first)]).toEqual([
      1,
      [
        ['old-0001', 'unreachable'],
        ['old-0002', 'ok'],
      ],
    ]);
    expect(trusts('old-0001')).toMatchObject({ account: 'old.example' });
    world.lab.fleet.get('old-0001')?.power(true);
    await world.clock.advance(15 * 60_000);
    const second = await world.run(...ASSOCIATE);
    expect([second.code, outcomes(second)]).toEqual([0, [['old-0001', 'ok']]]);
    expect(tokenCommands()).toHaveLength(2);
  });

  test('a run that was killed after the trust does not trust again', async () => {
    world = await startAccountLab();
    const killed = world.start(
      'account',
      'associate',
      '--select',
      'id=old-0001',
      '--account',
      'campus.example',
    );
    while (trusts('old-0001')?.account !== 'campus.example') await world.clock.advance(500);
    killed.kill();
    const ran = await world.run(
      'account',
      'associate',
      '--select',
      'id=old-0001',
      '--account',
      'campus.example',
    );
    expect([ran.code, outcomes(ran)]).toEqual([0, [['old-0001', 'ok']]]);
    expect(tokenCommands()).toHaveLength(1);
  });

  test('an account that is gone takes nobody', async () => {
    world = await startAccountLab();
    world.lab.cssm.control.deleteAccount('campus.example');
    const ran = await world.run(...ASSOCIATE);
    expect([ran.code, tokenCommands().length]).toEqual([2, 0]);
  });

  test('the token is in no output and in no document', async () => {
    const tokens: string[] = [];
    world = await startAccountLab();
    world.tamper((url, body) => {
      const token = url.endsWith('/tokens') ? /"token":"([^"]+)"/.exec(body)?.[1] : undefined;
      if (token !== undefined) tokens.push(token);
      return body;
    });
    await world.run(...ASSOCIATE);
    expect(tokens).toHaveLength(1);
    const [token = 'none'] = tokens;
    expect(world.said()).not.toContain(token);
    const kinds = ['account', 'account-runs', 'device-association', 'device-sync'];
    for (const kind of kinds) {
      const found = await world.clock.settle(
        new Promise((resolve) => world.store.documents(kind, (answer) => resolve(JSON.stringify(answer)))),
      );
      expect(found).not.toContain(token);
    }
  });

  test('a plan is pinned to the account that the switch belongs to now', async () => {
    world = await startAccountLab();
    await world.run(...ASSOCIATE);
    const ran = await world.run(
      'plan',
      '--select',
      'id=old-0001',
      '--level',
      'network-essentials',
      '--accept-feature-loss',
      '--without-balance',
    );
    expect(ran.json['plan']).toMatchObject({ devices: [{ account: 'campus.example' }] });
  });
});
