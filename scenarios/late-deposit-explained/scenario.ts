import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const LICENSE = 'C9300 Network Advantage';
const ACCOUNT = 'campus.example';
const DAY_MS = 86_400_000;

export default defineScenario({
  id: 'late-deposit-explained',
  title: 'Licenses that were bought arrive days late: until then compliance says what is missing and why',
  covers: ['balance', 'C23'],
  kills: 'late-start-overlooked',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: ACCOUNT,
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Essentials', quantity: 3 }] },
        ],
      },
    ],
    groups: [{ count: 3, platform: 'C9300-24T', level: 'network-advantage', account: ACCOUNT }],
  },

  async steps({ lab, agent, check, step }) {
    /** What compliance says about the license, from a retrieval made now. */
    const explained = async () => {
      await agent.run('account sync');
      const { exitCode, json } = await agent.run('license compliance');
      const about = json.findings.filter(({ facts }) => facts['license'] === LICENSE);
      return { exitCode, json, codes: about.map(({ code }) => code), first: about[0] };
    };

    await step('synchronize the switches, whose licenses are ordered and not there', async () => {
      check.equal('every switch synchronized', (await agent.run('device sync', '--all')).exitCode, 0);
    });

    const today = await step('ask why', async () => {
      const { exitCode, json, codes, first } = await explained();
      check.equal('it is out of compliance', exitCode, 1);
      check.equal('because the deposit is missing', codes, ['DEPOSIT_MISSING']);
      check.equal('all three are short', first?.facts['short'], 3);
      check.that(
        'it says that none was ever deposited',
        first?.text.includes('none was ever deposited') === true,
        first?.text ?? 'nothing',
      );
      check.that(
        'it says to ask for the order',
        first?.advice?.includes('order') === true,
        first?.advice ?? '',
      );
      return json.snapshotAt ?? '';
    });

    const begins = new Date(Date.parse(today) + 3 * DAY_MS).toISOString().slice(0, 10);

    await step('the order arrives, and counts in three days only', () =>
      lab.cssm.act('deposit', {
        account: ACCOUNT,
        virtualAccount: 'DEFAULT',
        license: LICENSE,
        type: 'TERM',
        quantity: 3,
        start: begins,
        end: '2099-12-31',
      }),
    );

    await step('ask again', async () => {
      const { exitCode, codes, first } = await explained();
      check.equal('it is still out of compliance', exitCode, 1);
      check.equal('because the deposit does not count yet', codes, ['DEPOSIT_MISSING']);
      check.equal('it says from which day it counts', first?.facts['begins'], begins);
    });

    await step('Cisco deposits licenses that count at once', () =>
      lab.cssm.deposit({ account: ACCOUNT, virtualAccount: 'DEFAULT', license: LICENSE, quantity: 3 }),
    );

    await step('ask once more', async () => {
      const { exitCode, json } = await explained();
      check.equal('nothing is wrong any more', json.findings, []);
      check.equal('it is in compliance', exitCode, 0);
      const { json: licenses } = await agent.run('license ls');
      check.equal(
        'what counts is in use',
        licenses.licenses
          .filter(({ license }) => license === LICENSE)
          .map(({ quantity, inUse }) => [quantity, inUse]),
        [[3, 3]],
      );
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
