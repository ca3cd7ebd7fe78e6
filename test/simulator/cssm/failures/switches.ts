/** One lab with a switch for each case of the table: one run of the agent's verbs, then each switch is looked at. */
import { chassisOf } from '../../../../simulator/device/device.ts';
import { showLicenseTechSupport } from '../../../../simulator/device/cli-server/show/license-tech-support.ts';
import { NA, startAccountLab } from '../../../agent/accounts/lab.ts';
import type { SwitchCase } from './table.ts';

/** What became of a switch. */
export interface SwitchEnd {
  readonly shows: string;
  readonly logs: readonly string[];
  readonly outcome: string;
  readonly message: string;
}

const pools = [{ license: NA, quantity: 50 }];
const accountOf = (index: number): string => `own-${index}.example`;

/** Runs all cases; the ends in their order. */
export async function endsOf(cases: readonly SwitchCase[]): Promise<readonly SwitchEnd[]> {
  const world = await startAccountLab({
    seed: 3,
    time: 'virtual',
    accounts: [
      {
        name: 'Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [{ name: 'DEFAULT', default: true, pools }],
      },
      ...cases.map((_case, index) => ({
        name: `Own ${index}`,
        domain: accountOf(index),
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [] },
          { name: 'Branch', pools },
        ],
      })),
    ],
    groups: cases.map(({ does, ownAccount }, index) => ({
      count: 1,
      prefix: `${does}-${String(index).padStart(2, '0')}`,
      platform: 'C9300-24T',
      level: 'network-advantage' as const,
      account: ownAccount ? accountOf(index) : 'campus.example',
      ...(ownAccount ? { virtualAccount: 'Branch' } : {}),
    })),
  });
  const { lab } = world;
  const ids = lab.devices.map(({ id }) => id);
  const of = (word: string) => ids.filter((id) => id.startsWith(word));
  try {
    // Who is to be trusted has no trust; what a shortage takes away is in use before.
    for (const id of of('trust-')) lab.faults.add({ fault: 'cssm.no-trust', target: id });
    await world.run('device', 'sync', ...of('trust-'));
    await world.run('device', 'sync', ...ids.filter((_id, index) => cases[index]?.fault === 'cssm.shortage'));
    for (const [index, { fault, params = {}, transport, ownAccount }] of cases.entries()) {
      const id = ids[index] ?? '';
      if (transport !== undefined) lab.fleet.get(id)?.configure([`license smart transport ${transport}`]);
      lab.faults.add({ fault, target: ownAccount ? `cssm:${accountOf(index)}` : id, params });
    }
    const synced = await world.run('device', 'sync', ...of('report-'));
    const trusted = await world.run(
      'account',
      'associate',
      '--select',
      'id=trust-*',
      '--account',
      'campus.example',
    );
    const rows = [synced, trusted].flatMap(({ json }) => json['devices'] as readonly Row[]);
    return ids.map((id) => {
      const row = rows.find((one) => one.id === id);
      const device = lab.fleet.get(id);
      if (row === undefined || device === null) throw new Error(`no end of ${id}`);
      const { state } = chassisOf(device);
      return {
        shows: showLicenseTechSupport(state, lab.clock.wallMs()).join('\n'),
        logs: state.licensing.said.map(({ name, text }) => `${name}: ${text}`),
        outcome: row.outcome,
        message: row.message,
      };
    });
  } finally {
    await world.stop();
  }
}

interface Row {
  readonly id: string;
  readonly outcome: string;
  readonly message: string;
}
