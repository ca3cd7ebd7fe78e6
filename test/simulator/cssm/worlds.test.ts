import { describe, expect, test } from 'vitest';
import type { LabInput } from '../../../simulator/index.ts';
import { startLab } from '../../../simulator/index.ts';
import { alertsOf, balances, dayOf } from '../../../simulator/cssm/ledger/index.ts';
import { WORLDS } from '../../../simulator/cssm/worlds/index.ts';

const GROUPS = [{ platform: 'C9300-24T' }];

/** A lab on virtual time with that section `cssm:`. */
function labOf(cssm: LabInput['cssm'], more: Partial<LabInput> = {}) {
  return startLab({ lab: { time: 'virtual', cssm, groups: GROUPS, ...more } });
}

type Lab = Awaited<ReturnType<typeof startLab>>;

/** Alerts of the account with that domain, by name and source. */
function alertsAt(lab: Lab, domain: string): readonly string[] {
  const { state } = lab.cssm.ledger;
  const account = state.accounts.get(domain);
  if (account === undefined) throw new Error(`no ${domain}`);
  return alertsOf(state, account, lab.clock.wallMs()).map(({ name, source }) => `${name} | ${source}`);
}

/** Pools of a Virtual Account that are short, with how many are missing. */
function shortages(lab: Lab): readonly string[] {
  return [...lab.cssm.ledger.state.accounts.values()].flatMap((account) =>
    [...account.virtualAccounts.values()].flatMap((row) =>
      balances(row, dayOf(lab.clock.wallMs()))
        .filter(({ available }) => available < 0)
        .map(({ license, available }) => `${row.name}: ${license} ${available}`),
    ),
  );
}

describe('worlds', () => {
  test.each(WORLDS.map((world) => [world.name, world] as const))('%s can be made', async (name, world) => {
    await using lab = await labOf({ world: name });
    expect(lab.file.accounts.map(({ domain }) => domain)).toEqual(world.accounts.map(({ domain }) => domain));
    expect(lab.devices[0]?.account).toBe(world.accounts.find((one) => one.default === true)?.domain);
    expect(lab.cssm.ledger.replay()).toEqual(lab.cssm.ledger.state);
  });

  test('the enterprise has 5,000 switches in its first account, and roles', async () => {
    await using lab = await labOf({ world: 'enterprise' });
    const [first, second, third] = lab.cssm.control.accounts();
    const count = (account: typeof first) =>
      account?.virtualAccounts.reduce((sum, { instances }) => sum + instances, 0);
    expect([count(first), count(second), third?.status]).toEqual([5_000, 640, 'pending']);
    expect(first?.users).toContainEqual({
      name: 'emea.noc@alpenrand.example',
      roles: ['Virtual Account Administrator: EMEA Campus'],
    });
    expect(second?.onPrem).toBe('ssm-zrh-01');
    expect(shortages(lab)).toEqual([]);
    expect(alertsAt(lab, 'alpenrand.example')).toHaveLength(18);
  });

  test('in the one that expires terms end within 90 days, and one has ended', async () => {
    await using lab = await labOf({ world: 'expiring' });
    expect(alertsAt(lab, 'lakeside-hospital.example')).toEqual([
      'Insufficient Licenses | Research: C9500-DNA-40X-A',
      'Licenses Expired | Research: C9500-DNA-40X-A',
      'Licenses Expiring | DEFAULT: C9300 48P DNA Advantage',
      'Licenses Expiring | DEFAULT: C9300 DNA Advantage',
      'Licenses Expiring | Research: C9500-DNA-40X-A',
    ]);
  });

  test('the short one lacks 48 of a license; Essentials are covered by Advantage', async () => {
    await using lab = await labOf({ world: 'short' });
    expect(shortages(lab)).toEqual(['Warehouses: C9300 Network Advantage -48']);
  });

  test('in the merged company the old account still holds switches, some long gone', async () => {
    await using lab = await labOf({ world: 'merged' });
    const old = lab.cssm.control.instances('solenergia.example');
    expect(old.filter(({ isStale }) => isStale)).toHaveLength(12);
    expect(lab.cssm.control.accounts().map(({ status }) => status)).toEqual([
      'active',
      'active',
      'deactivated',
    ]);
  });

  test('an account of the file replaces the world’s of that domain, and its default is the default', async () => {
    const pools = [{ license: 'C9300 Network Advantage', quantity: 1 }];
    const own = { name: 'Own', domain: 'Solenergia.example', default: true };
    const accounts = [{ ...own, virtualAccounts: [{ name: 'Only', pools }] }];
    await using lab = await labOf({ world: 'merged' }, { accounts });
    expect(lab.file.accounts.map((one) => [one.domain, one.default === true])).toEqual([
      ['Solenergia.example', true],
      ['atlas-energy.example', false],
      ['holding.solenergia.example', false],
    ]);
    expect(lab.devices[0]).toMatchObject({ account: 'Solenergia.example', virtualAccount: 'Only' });
  });

  test('serials of listed switches are never those of the lab, and belong to the seed', async () => {
    const groups = [{ count: 500, platform: 'C9300-24T' }];
    const serialsOf = async (seed: number) => {
      await using lab = await labOf({ world: 'enterprise' }, { seed, groups });
      const listed = lab.cssm.control.instances().flatMap(({ serials }) => serials);
      const own = lab.devices.flatMap(({ serials }) => serials);
      expect(new Set([...listed, ...own]).size).toBe(5_640 + 500);
      return listed;
    };
    const first = await serialsOf(1);
    expect(await serialsOf(1)).toEqual(first);
    expect(await serialsOf(2)).not.toEqual(first);
    expect(first[0]).toMatch(/^(FGL|JAE)2[3-9][0-5]\d[0-9A-HJ-NP-Z]{4}$/);
  });
});

describe('the section cssm: of a lab file', () => {
  const HOST = 'https://cssm.example/services/api/smart-accounts-and-licensing';

  async function send(lab: Lab, method: 'GET' | 'POST', url: string, body: string, headers: object = {}) {
    const { http, clock } = lab;
    if (!('settle' in clock)) throw new Error('virtual time is expected');
    const answered = new Promise<{ status: number; headers: Record<string, string>; body: string }>(
      (resolve, reject) => {
        const request = { method, url, body, timeoutMs: 600_000, responseBytesMax: 50_000_000 };
        http.request({ ...request, headers: { ...headers } }, (answer) => {
          if (answer instanceof Error) reject(answer);
          else resolve({ ...answer, headers: { ...answer.headers } });
        });
      },
    );
    return clock.settle(answered);
  }

  async function bearer(lab: Lab) {
    const form = 'grant_type=client_credentials&client_id=lab&client_secret=lab-only-secret';
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await send(lab, 'POST', 'https://id.example/oauth2/default/v1/token', form, type);
    const { access_token: token, expires_in: life } = JSON.parse(body);
    return { life, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } };
  }

  /** Walks every page of switches and licenses of an account, one after another; simulated milliseconds. */
  async function pull(lab: Lab, domain: string, limit: number): Promise<number> {
    const { headers } = await bearer(lab);
    const startMs = lab.clock.monotonicMs();
    for (const [what, key] of [
      ['licenses', 'licenses'],
      ['devices', 'devices'],
    ] as const) {
      let rows = 0;
      for (let total = 1; rows < total; ) {
        const page = JSON.stringify({ virtualAccounts: [], limit, offset: rows });
        const { status, body } = await send(
          lab,
          'POST',
          `${HOST}/v1/accounts/${domain}/${what}`,
          page,
          headers,
        );
        expect(status).toBe(200);
        const answer = JSON.parse(body);
        total = answer.totalRecords;
        rows += answer[key].length;
      }
    }
    return lab.clock.monotonicMs() - startMs;
  }

  test.each([100, 500])('by default 5,000 switches take 3 to 5 minutes, %i a page', async (limit) => {
    await using lab = await labOf({ world: 'enterprise' });
    const minutes = (await pull(lab, 'alpenrand.example', limit)) / 60_000;
    expect(minutes).toBeGreaterThan(3);
    expect(minutes).toBeLessThan(5);
  });

  test('latency is set for a page, a row and a size', async () => {
    const still = { baseMs: 0, perRowMs: 0, perKibMs: 0, summaryMs: 0, jitter: 0 };
    const time = async (latency: object) => {
      await using lab = await labOf({ world: 'short', latency: { ...still, ...latency } });
      return Math.round(await pull(lab, 'brenner-logistics.example', 100));
    };
    expect(await time({})).toBe(0);
    // One page of licenses, three of 252 switches; 6 licenses and 252 switches are rows.
    expect(await time({ baseMs: 1_000 })).toBe(4_000);
    expect(await time({ perRowMs: 10 })).toBe(2_580);
    expect(await time({ perKibMs: 10 })).toBeGreaterThan(1_000);
  });

  test('rate limit, token life, and no quirks', async () => {
    await using lab = await labOf(
      {
        rateLimit: { perSecond: 0.1, burst: 1 },
        accessTokenLifeMs: 60_000,
        quirks: 'off',
      },
      { accounts: [{ name: 'A', domain: 'a.example', virtualAccounts: [{ name: 'DEFAULT' }] }] },
    );
    const { life, headers } = await bearer(lab);
    expect(life).toBe(60);
    const url = `${HOST}/v1/accounts/a.example/CUSTOMER/virtual-accounts`;
    const first = await send(lab, 'GET', url, '', headers);
    expect(JSON.parse(first.body).virtualAccounts[0].isDefault).toBe(true);
    const limited = await send(lab, 'GET', url, '', headers);
    expect([limited.status, limited.headers['retry-after']]).toEqual([429, '10']);
    if ('advance' in lab.clock) await lab.clock.advance(60_000);
    expect((await send(lab, 'GET', url, '', headers)).status).toBe(401);
  });

  test('what the caller of startLab says wins over the file, value by value', async () => {
    await using lab = await startLab({
      lab: { time: 'virtual', cssm: { latency: { baseMs: 5, perRowMs: 0 } }, groups: GROUPS },
      cssm: { latency: { baseMs: 7, jitter: 0 } },
    });
    const { delayMs } = lab.cssm.handle({
      method: 'GET',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: '',
    });
    expect(delayMs).toBe(7);
  });
});
