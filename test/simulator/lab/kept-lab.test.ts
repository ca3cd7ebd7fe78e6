import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lab, LabInput, LabOptions } from '../../../simulator/index.ts';
import { createVirtualClock, isVirtual, startLab } from '../../../simulator/index.ts';
import { createLedger, decideAccount, decideAccountStatus } from '../../../simulator/cssm/ledger/index.ts';
import { reportUsage } from '../../../simulator/device/actions/report.ts';
import { endRegistration } from '../../../simulator/device/actions/trust.ts';
import { chassisOf } from '../../../simulator/device/device.ts';
import { encodeLine } from '../../../simulator/lab/kept/codec.ts';
import { keepLab } from '../../../simulator/lab/kept/keep.ts';
import { checkLab } from '../../../simulator/lab-file/index.ts';

const DOMAIN = 'campus.example';
const LAB: LabInput = {
  seed: 5,
  time: 'virtual',
  accounts: [
    {
      name: 'Campus',
      domain: DOMAIN,
      default: true,
      virtualAccounts: [
        { name: 'DEFAULT', pools: [{ license: 'C9300 Network Advantage', quantity: 5 }] },
        { name: 'Spare', pools: [] },
      ],
    },
  ],
  groups: [{ count: 2, platform: 'C9300-24T' }],
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liclab-kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const file = () => join(folder, 'lab.log');
const start = (more: Partial<LabOptions> = {}) => startLab({ lab: LAB, keepDir: folder, ...more });

async function advance({ clock }: Lab, ms: number): Promise<void> {
  if (isVirtual(clock)) await clock.advance(ms);
}

/** Lines typed at a switch as another operator would, and `write memory`. */
async function type(lab: Lab, id: string, lines: readonly string[], isSaved: boolean): Promise<void> {
  lab.fleet.get(id)?.configure(lines);
  if (!isSaved) return;
  const device = lab.fleet.get(id);
  if (device === null) throw new Error(`no ${id}`);
  const chassis = chassisOf(device);
  chassis.dispatch({ type: 'saved', atMs: chassis.now(), config: chassis.state.running });
}

describe('a kept lab goes on after a restart', () => {
  test('with the ledger as it was, event by event', async () => {
    const first = await start();
    expect(first.kept).toEqual({ file: file(), isRestored: false });
    const more = { account: DOMAIN, virtualAccount: 'DEFAULT' };
    first.cssm.control.deposit({ ...more, license: 'C9300 DNA Advantage', quantity: 7 });
    const { token } = first.cssm.control.act('create-token', more) as unknown as { token: string };
    await advance(first, 60_000);
    first.cssm.control.act('delete-virtual-account', { account: DOMAIN, virtualAccount: 'Spare' });
    const { state } = first.cssm.ledger;
    const atMs = first.clock.wallMs();
    await first.stop();

    await using second = await start();
    expect(second.kept?.isRestored).toBe(true);
    expect(second.cssm.ledger.state).toEqual(state);
    expect(second.cssm.ledger.events()).toEqual(first.cssm.ledger.events());
    expect(second.cssm.ledger.state.tokens.has(token)).toBe(true);
    expect(second.clock.wallMs()).toBe(atMs);
    const before = second.cssm.control.accounts(atMs - 30_000);
    expect(before[0]?.virtualAccounts.map(({ name }) => name)).toEqual(['DEFAULT', 'Spare']);
  });

  test('without drawing the same identifiers again', async () => {
    const ask = { account: DOMAIN, virtualAccount: 'DEFAULT' };
    const first = await start();
    const made = first.cssm.control.act('create-token', ask)['token'];
    await first.stop();
    await using second = await start();
    expect(second.cssm.control.act('create-token', ask)['token']).not.toBe(made);
  });

  test('switches boot from what was saved; what was not is lost; trust and level stay', async () => {
    const first = await start();
    await type(first, 'sw-0001', ['license boot level network-advantage', 'ntp server 192.0.2.1'], true);
    await type(first, 'sw-0001', ['ntp server 192.0.2.9'], false);
    const truth = first.truth('sw-0001');
    expect(truth).toMatchObject({ runningLevel: 'network-essentials', bootLevel: 'network-advantage' });
    await first.stop();

    await using second = await start();
    const after = second.truth('sw-0001');
    expect(after).toMatchObject({
      runningLevel: 'network-advantage',
      bootLevel: 'network-advantage',
      bootCount: (truth?.bootCount ?? 0) + 1,
      power: 'on',
      trust: { installed: true, account: DOMAIN },
      serials: truth?.serials,
    });
    expect(after?.running).toContain('ntp server 192.0.2.1');
    expect(after?.running).not.toContain('192.0.2.9');
    expect(second.truth('sw-0002')?.runningLevel).toBe('network-essentials');
  });

  test('trust lost stays lost', async () => {
    const first = await start();
    const device = first.fleet.get('sw-0002');
    if (device !== null) endRegistration(chassisOf(device));
    await first.stop();
    await using second = await start();
    expect(second.truth('sw-0002')?.trust.installed).toBe(false);
    expect(second.truth('sw-0001')?.trust.installed).toBe(true);
  });

  test('a report that waited for its acknowledgement is acknowledged', async () => {
    const first = await start({ cssm: { ackDelayMs: 600_000 } });
    const device = first.fleet.get('sw-0001');
    if (device !== null) reportUsage(chassisOf(device));
    await advance(first, 10_000);
    expect(first.cssm.control.instances()[0]).toMatchObject({ waiting: 1, usage: [] });
    await first.stop();

    await using second = await start({ cssm: { ackDelayMs: 600_000 } });
    expect(second.cssm.control.instances()[0]).toMatchObject({ waiting: 1, usage: [] });
    await advance(second, 660_000);
    const used = [{ license: 'C9300 Network Essentials', quantity: 1 }];
    expect(second.cssm.control.instances()[0]).toMatchObject({ waiting: 0, usage: used });
  });

  test('also when the process was killed: nothing is asked of its end', async () => {
    const first = await start();
    first.cssm.control.act('deactivate-account', { account: DOMAIN });
    const copy = await mkdtemp(join(tmpdir(), 'liclab-kept-'));
    await writeFile(join(copy, 'lab.log'), await readFile(file()));
    await first.stop();
    await using second = await start({ keepDir: copy });
    expect(second.cssm.control.accounts()[0]?.status).toBe('deactivated');
    await rm(copy, { recursive: true });
  });
});

describe('what is on the disk', () => {
  test('is for this user alone', async () => {
    await using _lab = await start();
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  test('a torn end is told, and what is whole counts', async () => {
    const first = await start();
    first.cssm.control.act('deactivate-account', { account: DOMAIN });
    await first.stop();
    const whole = await readFile(file());
    await appendFile(file(), '1234abcd {"at":1,"event":{"ty');
    const second = await start();
    expect(second.warnings).toEqual([expect.stringMatching(/^The last 29 bytes of .* were torn/)]);
    expect(second.cssm.control.accounts()[0]?.status).toBe('deactivated');
    await second.stop();
    expect((await readFile(file())).subarray(0, whole.length)).toEqual(whole);
    await using third = await start();
    expect(third.warnings).toEqual([]);
  });

  test.each([
    [
      'a flipped bit in the middle',
      (text: string) => text.replace('"DEFAULT"', '"DEFAULS"'),
      'LAB_DATA_DAMAGED',
    ],
    ['no lab at all', () => 'hello\n', 'LAB_DATA_DAMAGED'],
    [
      'another format',
      (text: string) => text.replace(/^.*\n/, encodeLine({ format: 'liclab-kept/9' })),
      'LAB_DATA_FORMAT',
    ],
  ])('%s is refused, and the file left alone', async (_name, spoil, code) => {
    const first = await start();
    first.cssm.control.act('deactivate-account', { account: DOMAIN });
    await first.stop();
    const spoilt = spoil(await readFile(file(), 'utf8'));
    await writeFile(file(), spoilt);
    await expect(start()).rejects.toMatchObject({ code, hint: expect.stringContaining('--fresh') });
    expect(await readFile(file(), 'utf8')).toBe(spoilt);
  });

  test.each([
    ['another seed', { seed: 6 }, 'its seed is 5, not 6'],
    ['other switches', { lab: { ...LAB, groups: [{ platform: 'C9300-48T' }] } }, 'its switches are others'],
    ['other accounts', { lab: { ...LAB, cssm: { world: 'short' as const } } }, 'its accounts are others'],
  ])('%s over the same data is refused; fresh puts the old lab aside', async (_name, more, words) => {
    await (await start()).stop();
    const before = await readFile(file());
    await expect(start(more)).rejects.toMatchObject({
      code: 'LAB_DATA_OTHER',
      message: expect.stringContaining(words),
      hint: expect.stringContaining('--data'),
    });
    expect(await readFile(file())).toEqual(before);
    await using lab = await start({ ...more, fresh: true });
    expect(lab.kept?.isRestored).toBe(false);
    expect(await readFile(join(folder, 'lab.log.old'))).toEqual(before);
  });

  test('how time runs and how CSSM behaves may change', async () => {
    await (await start()).stop();
    await using lab = await start({ time: 'scaled:60', cssm: { ackDelayMs: 1 } });
    expect(lab.kept?.isRestored).toBe(true);
  });

  test('two at once are refused; a lock of a process that is gone is not', async () => {
    const lab = await start();
    await expect(start()).rejects.toMatchObject({ code: 'LAB_DATA_IN_USE' });
    await lab.stop();
    await writeFile(join(folder, 'lab.log.lock'), '999999999');
    await (await start()).stop();
  });

  test('a clock of the caller must not be before what is kept', async () => {
    const lab = await start();
    await advance(lab, 60_000);
    await lab.stop();
    await expect(start({ clock: createVirtualClock() })).rejects.toMatchObject({ code: 'LAB_DATA_TIME' });
  });

  test('a start that fails leaves the folder free', async () => {
    const accounts = [{ name: 'A', domain: 'a.example', virtualAccounts: [{ name: ' ' }] }];
    await expect(start({ lab: { ...LAB, accounts } })).rejects.toMatchObject({ code: 'CSSM_WORLD' });
    await (await start()).stop();
  });

  test('it does not grow for ever: the state takes the place of what led there', async () => {
    const settings = { folder, lab: checkLab(LAB), fresh: false, bytesMax: 20_000 };
    const kept = keepLab(settings);
    const ledger = createLedger(kept);
    ledger.record(decideAccount(ledger.state, { domain: DOMAIN, name: 'C', goneAnswer: 'error' }), 0);
    kept.begin(ledger, () => 1_000);
    for (let round = 0; round < 500; round++) {
      const status = round % 2 === 0 ? 'deactivated' : 'active';
      ledger.record(decideAccountStatus(ledger.state, DOMAIN, status), round);
    }
    kept.close();
    expect((await stat(file())).size).toBeLessThan(21_000);
    const restored = keepLab({ ...settings, bytesMax: 1_000 });
    const again = createLedger(restored);
    expect(again.state).toEqual(ledger.state);
    // Beyond the limit already when it is opened: the first event after it makes it small.
    restored.begin(again, () => 1_000);
    again.record(decideAccountStatus(again.state, DOMAIN, 'active'), 1_000);
    restored.close();
    expect((await stat(file())).size).toBeLessThan(3_000);
  });
});
