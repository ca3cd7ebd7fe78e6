import { days, defineScenario } from 'catalyst-license-lab/scenarios';

const LICENSE = 'C9300 Network Advantage';

export default defineScenario({
  id: 'license-expires',
  title:
    'A term runs out: an alarm at 90, 30, 7 and 0 days, each told once, then compliance says that it is over',
  covers: ['expiry', 'balance', 'C25'],
  kills: 'alarm-a-day-late',
  tags: ['account'],
  timeoutMs: days(120),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          {
            name: 'DEFAULT',
            default: true,
            pools: [
              { license: LICENSE, quantity: 1 },
              { license: LICENSE, type: 'TERM', quantity: 1, endsInDays: 91 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 2, platform: 'C9300-24T', level: 'network-advantage', account: 'campus.example' }],
  },

  async steps({ lab, agent, check, step }) {
    /** Retrieves the account, and asks for alarms: exit code, [days left, threshold, uncovered after], new ones. */
    const alarms = async () => {
      check.equal('the account is retrieved', (await agent.run('account sync')).exitCode, 0);
      const { exitCode, json } = await agent.run('license expiring', '--notify');
      return {
        exitCode,
        rows: json.expiring.map(({ daysLeft, alarm, shortAfter }) => [daysLeft, alarm, shortAfter]),
        told: json.notified?.logged,
      };
    };

    await step('synchronize the switches, 91 days before the end', async () => {
      check.equal('every switch synchronized', (await agent.run('device sync', '--all')).exitCode, 0);
      check.equal('there is no alarm yet', await alarms(), { exitCode: 0, rows: [], told: 0 });
    });

    for (const [daysLeft, passed] of [
      [90, 1],
      [30, 60],
      [7, 23],
      [0, 7],
    ] as const) {
      await step(`wait until ${daysLeft} days are left`, () => lab.advance(days(passed)));

      await step(`look at ${daysLeft} days`, async () => {
        check.equal(`the alarm of ${daysLeft} days is raised, and told`, await alarms(), {
          exitCode: 1,
          rows: [[daysLeft, daysLeft, 1]],
          told: 1,
        });
        check.equal('looking again tells nobody again', (await alarms()).told, 0);
        const { findings } = (await agent.run('license compliance')).json;
        check.equal(
          'the license still counts',
          findings.filter(({ code }) => code === 'EXPIRED'),
          [],
        );
      });
    }

    await step('wait until it is over', () => lab.advance(days(1)));

    await step('look after the end', async () => {
      check.equal('it is shown as over, and nobody is told again', await alarms(), {
        exitCode: 1,
        rows: [[-1, 0, 1]],
        told: 0,
      });
      const { exitCode, json } = await agent.run('license compliance');
      check.equal('it is out of compliance', exitCode, 1);
      const about = json.findings.filter(({ facts }) => facts['license'] === LICENSE);
      check.equal(
        'because one is short now and a term ended',
        about.map(({ code }) => code),
        ['SHORT', 'EXPIRED'],
      );
      check.that(
        'it says when it ended',
        about[1]?.text === 'A term of 1 ended yesterday.',
        about[1]?.text ?? 'nothing',
      );
      check.equal('it says how many are not covered', about[1]?.facts['shortAfter'], 1);
    });

    await step('renew it', async () => {
      await lab.cssm.deposit({
        account: 'campus.example',
        virtualAccount: 'DEFAULT',
        license: LICENSE,
        quantity: 1,
      });
      check.equal('the account is retrieved', (await agent.run('account sync')).exitCode, 0);
      const { findings } = (await agent.run('license compliance')).json;
      check.equal(
        'nothing is short any more',
        findings.filter(({ code }) => code === 'SHORT'),
        [],
      );
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
