import { createRandom } from '../../../core/random.ts';
import { createCssm } from '../../../simulator/cssm/cssm.ts';
import type { CssmSettings } from '../../../simulator/cssm/cssm.ts';
import { signBuiltin } from '../../../simulator/cssm/device/rum.ts';
import type { CssmAnswer } from '../../../simulator/cssm/routes/http.ts';
import type { AccountSpec } from '../../../simulator/cssm/account-spec.ts';
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
  function call(method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
    const headers = { authorization: `Bearer ${token()}`, 'content-type': 'application/json', ...more };
    const { response, delayMs } = raw(method, path, body, headers);
    if (response === null) throw new Error('no answer');
    const isAssumed = response.headers['x-simulator-shape'] === 'assumed';
    return {
      status: response.status,
      body: JSON.parse(response.body),
      text: response.body,
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

  /** The X-CSW headers of a Virtual Account of the first Smart Account. */
  function poolHeaders(name = 'DEFAULT'): Record<string, string> {
    const account = cssm.ledger.state.accounts.values().next().value;
    return {
      'x-csw-smart-account-id': String(account?.id),
      'x-csw-virtual-account-id': String(account?.virtualAccounts.get(name)?.id),
      'x-csw-requesting-system': '{"display_name":"lab"}',
    };
  }
  const pool = (path: string, data: object, headers = poolHeaders()) =>
    call('POST', path, { data: { timestamp: 1, nonce: 'n-1', ...data } }, headers);

  return { clock, cssm, faults, journal, raw, token, call, pool, poolHeaders, report, trust };
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

/** One RUM report as a switch signs it, in the row of an upload. */
export function rumRow(number: number, reportId = 1, more: { tag?: string; count?: number } = {}) {
  const serial = `FOC${String(number).padStart(8, '0')}`;
  const sudi = { udi_pid: 'C9300-24T', udi_serial_number: serial };
  const key = 'regid.2017-05.com.cisco.C9300,v1_727af1d9-6c39-4444-b301-863f81445b72';
  const payload = JSON.stringify({
    asset_identification: {
      asset: { name: key },
      instance: { sudi },
      signature: { signing_type: 'builtin' },
    },
    meta: { entitlement_tag: more.tag ?? NE24_TAG, report_id: reportId, software_version: '17.09.04' },
    measurements: [
      {
        log_time: 1,
        metric_name: 'ENTITLEMENT',
        start_time: 1,
        end_time: 2,
        value: { type: 'COUNT', value: String(more.count ?? 1) },
      },
    ],
  });
  const signature = { sudi, signing_type: 'builtin', key, value: signBuiltin(payload, key) };
  return { sudi, usage: [{ payload, signature }] };
}
