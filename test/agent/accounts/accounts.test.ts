import { afterEach, describe, expect, test } from 'vitest';
import { readSnapshot } from '../../../agent/accounts/snapshot.ts';
import { createDocuments } from '../../../agent/accounts/documents.ts';
import { errorCode, NA, startAccountLab } from './lab.ts';
import type { AccountLab, Ran } from './lab.ts';

let world: AccountLab;
afterEach(() => world.stop());

type View = Record<string, unknown>;
const viewsOf = ({ json }: Ran): readonly View[] => json['accounts'] as readonly View[];
const viewOf = (ran: Ran, name: string): View => viewsOf(ran).find((view) => view['name'] === name) ?? {};

describe('the registry', () => {
  test('knows the accounts of the inventory, one default', async () => {
    world = await startAccountLab();
    const ran = await world.run('account', 'ls');
    expect(viewsOf(ran)).toMatchObject([
      { name: 'campus.example', default: true, state: 'idle', snapshotAt: null, pagesDone: 0, etaMs: null },
      { name: 'old.example', default: false, state: 'idle' },
    ]);
  });

  test('adds, and removes with consent; its switches are orphaned and their synchronization says why', async () => {
    world = await startAccountLab();
    expect((await world.run('account', 'add', 'New.Example')).code).toBe(0);
    expect(viewsOf(await world.run('account', 'ls')).map(({ name }) => name)).toEqual([
      'campus.example',
      'new.example',
      'old.example',
    ]);
    await world.run('account', 'sync', 'old.example');
    const refused = await world.run('account', 'remove', 'old.example');
    expect([refused.code, errorCode(refused)]).toEqual([4, 'APPROVAL_MISSING']);
    expect(refused.stderr).toContain('2 switches, which become orphaned: old-0001, old-0002');
    expect(refused.stderr).toContain('1 pools with 3 licenses');
    const removed = await world.run('account', 'remove', 'old.example', '--yes');
    expect(removed.json).toMatchObject({
      removed: true,
      devices: ['old-0001', 'old-0002'],
      pools: 1,
      rollouts: [],
    });
    const devices = (await world.run('device', 'ls')).json['devices'] as readonly View[];
    expect(devices.map(({ association }) => association)).toEqual(['orphaned', 'orphaned', 'associated']);
    const sync = await world.run('device', 'sync', 'old-0001');
    expect(sync.code).toBe(1);
    expect(sync.json).toMatchObject({
      devices: [{ outcome: 'account-removed', message: expect.stringContaining('old.example') }],
    });
    // What is kept of it can be deleted now.
    expect((await world.run('account', 'history', 'old.example', '--forget')).code).toBe(0);
    expect(await errorCode(await world.run('account', 'history', 'old.example'))).toBe('ACCOUNT_UNKNOWN');
  });

  test.each([
    ['an unknown account', ['account', 'default', 'campus.exampl'], 'ACCOUNT_UNKNOWN'],
    ['an account that is there', ['account', 'add', 'old.example'], 'ACCOUNT_DUPLICATE'],
    ['a name that is no domain', ['account', 'add', 'Example Company'], 'ACCOUNT_NAME_INVALID'],
    ['removal of the default', ['account', 'remove', 'campus.example', '--yes'], 'ACCOUNT_IS_DEFAULT'],
    ['removal of an unknown one', ['account', 'remove', 'x.example', '--yes'], 'ACCOUNT_UNKNOWN'],
    [
      'forgetting the history of one in use',
      ['account', 'history', 'old.example', '--forget'],
      'ACCOUNT_IN_USE',
    ],
    ['forgetting nothing', ['account', 'history', '--forget'], 'ACCOUNT_MISSING'],
    [
      'a selection that matches nothing',
      ['account', 'associate', '--select', 'site=nowhere', '--account', 'old.example'],
      'SELECTION_EMPTY',
    ],
    [
      'association with an unknown account',
      ['account', 'associate', '--select', 'all', '--account', 'x'],
      'ACCOUNT_UNKNOWN',
    ],
    [
      'association with an unknown Virtual Account',
      [
        'account',
        'associate',
        '--select',
        'all',
        '--account',
        'campus.example',
        '--virtual-account',
        'Brunch',
      ],
      'VIRTUAL_ACCOUNT_UNKNOWN',
    ],
  ])('%s ends with exit code 2, and nothing is changed', async (_name, args, code) => {
    world = await startAccountLab();
    const before = (await world.run('account', 'ls')).json;
    const ran = await world.run(...args);
    expect([ran.code, errorCode(ran)]).toEqual([2, code]);
    expect((await world.run('account', 'ls')).json).toEqual(before);
    expect(world.lab.journal.from(1).filter(({ op }) => op === 'edit' || op === 'cli')).toEqual([]);
  });

  test('a default without credentials is refused', async () => {
    world = await startAccountLab(undefined, {}, ({ cssm: _cssm, ...rest }) => rest);
    const ran = await world.run('account', 'default', 'old.example');
    expect([ran.code, errorCode(ran)]).toEqual([2, 'ACCOUNT_WITHOUT_CREDENTIALS']);
    expect(viewsOf(await world.run('account', 'ls')).filter((view) => view['default'])).toEqual([]);
    expect(errorCode(await world.run('account', 'sync'))).toBe('ACCOUNT_NO_DEFAULT');
  });
});

describe('retrieval', () => {
  test('keeps a complete snapshot; another process sees progress meanwhile; switching back is instant', async () => {
    world = await startAccountLab(undefined, { latency: { baseMs: 20_000 } });
    expect((await world.run('account', 'sync')).code).toBe(0);
    const change = world.start('account', 'default', 'old.example');
    await world.clock.advance(50_000);
    const meanwhile = await world.run('account', 'ls');
    expect(viewOf(meanwhile, 'old.example')).toMatchObject({
      default: true,
      state: 'retrieving',
      snapshotAt: null,
      etaMs: expect.any(Number),
    });
    expect(viewOf(meanwhile, 'campus.example')).toMatchObject({ default: false, state: 'ok' });
    const second = await world.run('account', 'sync');
    expect([second.code, errorCode(second)]).toEqual([3, 'SYNC_IN_PROGRESS']);
    expect((await world.clock.settle(change.ran)).code).toBe(0);
    expect(viewOf(await world.run('account', 'ls'), 'old.example')).toMatchObject({
      state: 'ok',
      pagesDone: 3,
      etaMs: null,
    });
    const documents = createDocuments(world.store);
    const snapshot = await world.clock.settle(readSnapshot(documents, 'old.example'));
    expect(snapshot?.pools.map(({ license, quantity }) => [license, quantity])).toEqual([[NA, 3]]);
    await world.run('account', 'default', 'campus.example', '--no-sync');
    expect(viewOf(await world.run('account', 'ls'), 'campus.example')).toMatchObject({
      default: true,
      state: 'ok',
    });
    expect((await world.run('account', 'history')).json['runs']).toMatchObject([
      { account: 'campus.example', result: 'ok' },
      { account: 'old.example', result: 'ok', pages: 3 },
    ]);
  });

  test('a failure keeps the last good snapshot and says how far the call came', async () => {
    world = await startAccountLab();
    await world.run('account', 'sync', 'old.example');
    world.lab.cssm.control.deleteAccount('old.example');
    const failed = await world.run('account', 'sync', 'old.example');
    expect(failed.code).toBe(3);
    const view = viewOf(await world.run('account', 'ls'), 'old.example');
    expect(view).toMatchObject({ state: 'failed', snapshotAt: expect.any(String) });
    expect(view['reason']).toContain('envelope: CSSM has no Smart Account old.example');
    const devices = (await world.run('device', 'ls')).json['devices'] as readonly View[];
    expect(devices.map(({ association }) => association)).toEqual(['orphaned', 'orphaned', 'associated']);
  });

  test('a page that lies rejects the pull', async () => {
    world = await startAccountLab();
    await world.run('account', 'sync');
    world.tamper((url, body) =>
      url.endsWith('/licenses') ? body.replace(/"totalRecords":\d+/, '"totalRecords":9') : body,
    );
    expect((await world.run('account', 'sync')).code).toBe(3);
    const view = viewOf(await world.run('account', 'ls'), 'campus.example');
    expect(view).toMatchObject({ state: 'failed', snapshotAt: expect.any(String) });
    expect(view['reason']).toContain('pages: ');
  });

  test('a process that dies leaves the snapshot as it was, and the next one goes on', async () => {
    world = await startAccountLab(undefined, { latency: { baseMs: 20_000 } });
    const killed = world.start('account', 'sync', 'old.example');
    await world.clock.advance(30_000);
    killed.kill();
    await world.clock.advance(20_000);
    expect(viewOf(await world.run('account', 'ls'), 'old.example')).toMatchObject({ state: 'idle' });
    expect((await world.run('account', 'sync', 'old.example')).code).toBe(0);
  });

  test('Ctrl-C ends it with exit code 5; the default stays changed', async () => {
    world = await startAccountLab(undefined, { latency: { baseMs: 20_000 } });
    const started = world.start('account', 'default', 'old.example');
    await world.clock.advance(30_000);
    started.interrupt();
    expect((await world.clock.settle(started.ran)).code).toBe(5);
    expect(viewOf(await world.run('account', 'ls'), 'old.example')).toMatchObject({
      default: true,
      state: 'failed',
    });
  });
});
