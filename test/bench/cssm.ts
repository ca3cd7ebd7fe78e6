/** What the simulated CSSM costs with many accounts: memory, a page, and reports absorbed. In this process, without a network. */
import { createRandom } from '../../core/random.ts';
import { createCssm } from '../../simulator/cssm/index.ts';
import type { AccountSpec } from '../../simulator/cssm/index.ts';
import { createFaults } from '../../simulator/faults/faults.ts';
import { createGroundJournal } from '../../simulator/journal/journal.ts';
import { createVirtualClock } from '../../simulator/time/virtual-clock.ts';
import { ownCpuMs } from './lab.ts';
import type { Figure } from './measures.ts';

const NE24_TAG = 'regid.2017-03.com.cisco.essentialsk9,1.0_90406ae8-385e-43aa-ac98-91da0ea270e2';
const BEARER_FORM = 'grant_type=client_credentials&client_id=lab&client_secret=lab-only-secret';

/** 100 accounts of 10 Virtual Accounts; the first account has a tenth of all instances, the others share the rest. */
function accountsOf(accounts: number, virtualAccounts: number, instances: number): readonly AccountSpec[] {
  const each = Math.floor(instances / (accounts * virtualAccounts));
  return Array.from({ length: accounts }, (_account, account) => ({
    name: `Account ${account}`,
    domain: `a${account}.example`,
    virtualAccounts: Array.from({ length: virtualAccounts }, (_row, row) => ({
      name: `VA ${row}`,
      pools: [
        { license: 'C9300 Network Advantage', quantity: each * 2 },
        { license: 'C9300 DNA Advantage', quantity: each * 2 },
      ],
      instances: [
        {
          count: each,
          platform: 'C9300-24T',
          level: 'network-advantage' as const,
          addon: 'dna-advantage' as const,
          prefix: `a${account}v${row}`,
        },
      ],
    })),
  }));
}

function cssmOf(accounts: readonly AccountSpec[]) {
  const clock = createVirtualClock();
  const random = createRandom(1);
  const journal = createGroundJournal(clock);
  const faults = createFaults(random.split('faults'));
  const cssm = createCssm({ accounts, clock, random, faults, journal, options: { rateLimit: null } });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const asked = { method: 'POST', query: new URLSearchParams() };
  const path = '/oauth2/default/v1/token';
  const token = cssm.handle({ ...asked, path, headers: form, body: BEARER_FORM }).response?.body ?? '{}';
  const { access_token: bearer } = JSON.parse(token) as { access_token: string };
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const post = (target: string, body: object, more: Readonly<Record<string, string>> = {}) =>
    cssm.handle({ ...asked, path: target, headers: { ...headers, ...more }, body: JSON.stringify(body) })
      .response;
  return { clock, cssm, post };
}

/** Measures an installation of 100 Smart Accounts, 1,000 Virtual Accounts and 100,000 product instances. */
export async function cssmFigures(instances = 100_000): Promise<Figure[]> {
  const startedMs = ownCpuMs();
  const { clock, cssm, post } = cssmOf(accountsOf(100, 10, instances));
  const made = ownCpuMs() - startedMs;
  globalThis.gc?.();
  const rssMb = process.memoryUsage.rss() / 1_048_576;
  const listed = cssm.ledger.state.instances.size;
  const cost = (rounds: number, work: (round: number) => void): number => {
    for (let round = 0; round < 20; round++) work(round);
    const from = ownCpuMs();
    for (let round = 0; round < rounds; round++) work(round);
    return (ownCpuMs() - from) / rounds;
  };
  const page = { virtualAccounts: [], limit: 500 };
  const devices = cost(200, (round) =>
    post(`/v1/accounts/a${round % 100}.example/devices`, { ...page, offset: 400 }),
  );
  const licenses = cost(200, (round) =>
    post(`/v1/accounts/a${round % 100}.example/licenses`, { ...page, offset: 0 }),
  );

  const reports = 10_000;
  const beforeMs = ownCpuMs();
  for (let number = 0; number < reports; number++) {
    const usage = [{ tag: NE24_TAG, name: 'network-essentials', count: 1 }];
    const members = [{ serial: `FOC${String(number).padStart(8, '0')}`, model: 'C9300-24T' }];
    const account = `a${number % 100}.example`;
    const report = {
      account,
      virtualAccount: 'VA 3',
      hostname: `sw-${number}`,
      release: '17.9.4',
      members,
      usage,
    };
    cssm.link.report(`sw-${number}`, report, () => undefined);
  }
  await clock.advance(60_000);
  const absorbed = ownCpuMs() - beforeMs;
  const acknowledged = cssm.ledger.state.reportsMade;
  return [
    { name: 'Smart Accounts', value: cssm.ledger.state.accounts.size, unit: '' },
    { name: 'product instances listed', value: listed, unit: '' },
    { name: 'made in', value: made / 1_000, unit: 'CPU-s' },
    { name: 'memory of the process (goal 1,024)', value: rssMb, unit: 'MiB' },
    { name: 'page of 500 switches (goal 5)', value: devices, unit: 'CPU-ms' },
    { name: 'page of licenses', value: licenses, unit: 'CPU-ms' },
    {
      name: `reports of ${reports} switches, acknowledged (goal 10)`,
      value: absorbed / 1_000,
      unit: 'CPU-s',
    },
    { name: 'reports in the ledger', value: acknowledged, unit: '' },
  ];
}
