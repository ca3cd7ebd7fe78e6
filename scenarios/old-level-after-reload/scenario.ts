import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'old-level-after-reload',
  title: 'A switch comes back with its old level, and nobody calls that a success',
  covers: ['truthful-end', 'one-reload', 'F18', 'I1', 'I2', 'I8'],
  tags: ['level', 'safety'],
  kills: 'level-not-verified',
  timeoutMs: hours(3),
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
              { license: 'C9300 Network Essentials', quantity: 4 },
              { license: 'C9300 Network Advantage', quantity: 4 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 4, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    await step('prepare a switch that boots its old level', () =>
      lab.fault({ fault: 'device.old-level', target: 'sw-0002' }),
    );

    await step('plan the promotion of four switches at once', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '4',
        '--exposure',
        '4',
        '--failure-budget',
        '2',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
    });

    await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      const device = apply.json.devices.find(({ id }) => id === 'sw-0002');
      check.equal(
        'the switch failed with its old level',
        [device?.state, device?.reason?.code],
        ['FAILED_OLD_LEVEL', 'OLD_LEVEL'],
      );
      check.equal(
        'what runs and what is saved are told apart',
        [device?.runningLevel, device?.bootLevel],
        ['network-essentials', 'network-advantage'],
      );
      check.equal('the others succeeded', apply.json.counts, { SUCCEEDED: 3, FAILED_OLD_LEVEL: 1 });
      check.equal('the rollout ends, but not as planned', apply.exitCode, 1);
    });

    await step('compare with the switch itself', async () => {
      const { runningLevel, bootLevel, bootCount } = await lab.device('sw-0002');
      check.equal(
        'it runs the old level and has saved the new one',
        [runningLevel, bootLevel],
        ['network-essentials', 'network-advantage'],
      );
      check.equal('it was reloaded once, not again and again', bootCount, 2);
    });
  },

  expect: { 'reloads.executed': 4, 'reloads.per-device.max': 1, 'devices.changed': 3, unmatched: 0 },
});
