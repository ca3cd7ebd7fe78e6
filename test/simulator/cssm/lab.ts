import { createRandom } from '../../../core/random.ts';
import { createCssm } from '../../../simulator/cssm/cssm.ts';
import type { CssmSettings } from '../../../simulator/cssm/cssm.ts';
import type { CssmAnswer } from '../../../simulator/cssm/routes/http.ts';
import type { AccountSpec } from '../../../simulator/cssm/world.ts';
import type { DeviceReply, TrustReply, UsageReport } from '../../../simulator/device/contract.ts';
import { createFaults } from '../../../simulator/faults/faults.ts';
import { createGroundJournal } from '../../../simulator/journal/journal.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';

export const NA24 = 'C9300 Network Advantage';
export const NE24 = 'C9300 Network Essentials';
export const DNA24 = 'C9300 DNA Advantage';
export const NA24_TAG = 'regid.2017-03.com.cisco.advantagek9,1.0_bd1da96e-ec1d-412b-a50e-53846b347d53';
export const NE24_TAG = 'regid.2017-03.com.cisco.essentialsk9,1.0_90406ae8-385e-43aa-ac98-91da0ea270e2';

/** Two accounts; the first with two Virtual Accounts. */
export const ACCOUNTS: readonly AccountSpec[] = [
  {
    name: 'Campus',
    domain: 'campus.example',
    default: true,
    virtualAccounts: [
      {
        name: 'DEFAULT',
        default: true,
        pools: [
          { license: NA24, quantity: 30 },
          { license: NE24, quantity: 40 },
          { license: DNA24, quantity: 20, start: '2025-06-01', end: '2026-06-30' },
        ],
      },
      { name: 'Branch North', pools: [{ license: NA24, quantity: 5 }] },
    ],
  },
  {
    name: 'Merged company',
    domain: 'merged.example',
    virtualAccounts: [{ name: 'DEFAULT', pools: [] }],
  },
];

/** CSSM in memory on a virtual clock that begins on 2026-01-05 08:00 UTC. Seeded, without jitter. */
export function labOf(options: CssmSettings['options'] = {}, accounts: readonly AccountSpec[] = ACCOUNTS) {
  const clock = createVirtualClock({ seed: 1 });
  const random = createRandom(1);
  const faults = createFaults(random.split('faults'));
  const journal = createGroundJournal(clock);
  const latency = { jitter: 0, ...options?.latency };
  const cssm = createCssm({
    accounts,
    clock,
    random,
    faults,
    journal,
    options: { rateLimit: null, ...options, latency },
  });

  /** One raw request. */
  function raw(
    method: string,
    path: string,
    body: unknown = '',
    headers: Record<string, string> = {},
  ): CssmAnswer {
    const url = new URL(`https://cssm.example${path}`);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return cssm.handle({ method, path: url.pathname, query: url.searchParams, headers, body: text });
  }

  function token(): string {
    const form = 'grant_type=client_credentials&client_id=lab&client_secret=lab-only-secret';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return JSON.parse(raw('POST', '/oauth2/default/v1/token', form, headers).response?.body ?? '')
      .access_token;
  }

  /** One request with a fresh bearer; the answer with its body parsed. */
  function call(method: string, path: string, body?: unknown) {
    const headers = { authorization: `Bearer ${token()}`, 'content-type': 'application/json' };
    const { response, delayMs } = raw(method, path, body, headers);
    if (response === null) throw new Error('no answer');
    const isAssumed = response.headers['x-simulator-shape'] === 'assumed';
    return {
      status: response.status,
      body: JSON.parse(response.body),
      headers: response.headers,
      isAssumed,
      delayMs,
    };
  }

  const report = (said: UsageReport): Promise<DeviceReply> =>
    clock.settle(new Promise((resolve) => cssm.link.report(said.hostname, said, resolve)));
  const trust = (bearer: string, said: UsageReport): Promise<TrustReply> => {
    const { account: _a, virtualAccount: _v, ...facts } = said;
    return clock.settle(new Promise((resolve) => cssm.link.trust(said.hostname, bearer, facts, resolve)));
  };

  return { clock, cssm, faults, journal, raw, token, call, report, trust };
}

/** A switch with one member that uses Network Essentials; `more` replaces fields. */
export function reportOf(number: number, more: Partial<UsageReport> = {}): UsageReport {
  return {
    account: 'campus.example',
    virtualAccount: 'DEFAULT',
    hostname: `sw-${number}`,
    release: '17.9.4',
    members: [{ serial: `FOC${String(number).padStart(8, '0')}`, model: 'C9300-24T' }],
    usage: [{ tag: NE24_TAG, name: 'network-essentials', count: 1 }],
    ...more,
  };
}
