import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'switch-never-returns',
  title: 'A switch does not come back from its reload: the rollout pauses, and a person decides',
  covers: ['truthful-end', 'pause-abort', 'one-reload', 'F17', 'I1', 'I5', 'I8'],
  tags: ['level', 'safety'],
  kills: 'lost-counted-as-good',
  timeoutMs: hours(4),
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
              { license: 'C9300 Network Essentials', quantity: 9 },
              { license: 'C9300 Network Advantage', quantity: 9 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 9, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    await step('prepare a switch that will not return', () =>
      lab.fault({ fault: 'device.never-returns', target: 'sw-0003' }),
    );

    await step('plan the promotion in waves of 1, 4 and 4', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '1,4,4',
        '--exposure',
        '4',
        '--failure-budget',
        '3',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
    });

    const rollout = await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('the rollout pauses by itself', apply.json.state, 'paused');
      check.equal('it is incomplete and can go on', apply.exitCode, 5);
      const lost = apply.json.devices.find(({ id }) => id === 'sw-0003');
      check.equal(
        'the switch is lost, and nobody claims to know more',
        [lost?.state, lost?.class],
        ['LOST', 'UNKNOWN'],
      );
      check.equal('the credit of the lost switch is kept', apply.json.credit.held, 1);
      check.equal('the last wave was not begun', apply.json.counts['PLANNED'], 4);
      return apply.json;
    });

    await step('look at the switch', async () => {
      const { power, bootLevel } = await lab.device('sw-0003');
      check.that('it is down indeed', power !== 'on', `power is ${power}`);
      check.equal('what was saved is the new level', bootLevel, 'network-advantage');
    });

    await step('resume the rollout without it', async () => {
      await agent.run('rollout resume', rollout.id);
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal(
        'the rollout is finished, not as planned',
        [apply.json.state, apply.exitCode],
        ['finished', 1],
      );
      check.equal('the other eight succeeded', apply.json.counts, { SUCCEEDED: 8, LOST: 1 });
    });
  },

  expect: { 'reloads.received': 9, 'reloads.per-device.max': 1, 'devices.down': 1, unmatched: 0 },
});
