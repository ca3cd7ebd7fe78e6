import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'failure-budget-stops-rollout',
  title: 'A rollout stops by itself when its failure budget is used up',
  covers: ['failure-budget', 'truthful-end', 'F9', 'F11', 'I5', 'I8', 'I16'],
  tags: ['level', 'safety'],
  kills: 'budget-off-by-one',
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
              { license: 'C9300 Network Essentials', quantity: 20 },
              { license: 'C9300 Network Advantage', quantity: 20 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 20, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    await step('prepare three switches that cannot be changed', async () => {
      await lab.fault({ fault: 'netconf.edit-refused', target: 'sw-0002' });
      await lab.fault({ fault: 'device.save-fails', target: 'sw-0004' });
      await lab.fault({ fault: 'netconf.edit-refused', target: 'sw-0006' });
    });

    await step('plan with a failure budget of two and an exposure of three', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '20',
        '--exposure',
        '3',
        '--failure-budget',
        '2',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal('its failure budget is two', plan.json.plan?.failureBudget, 2);
    });

    const rollout = await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('it ends, but not as planned', apply.exitCode, 1);
      check.equal('the rollout stopped by itself', apply.json.state, 'stopped');
      const bad = apply.json.devices.filter((device) => device.class === 'FAILED');
      check.equal(
        'exactly two switches are bad',
        bad.map(({ id, state }) => [id, state]),
        [
          ['sw-0002', 'FAILED_UNCHANGED'],
          ['sw-0004', 'FAILED_REVERTED'],
        ],
      );
      return apply.json;
    });

    await step('look at the switches that were not begun', async () => {
      const skipped = rollout.devices
        .filter((device) => device.state === 'SKIPPED_BUDGET')
        .map(({ id }) => id);
      check.that('most switches were never begun', skipped.length >= 12, `${skipped.length} were skipped`);
      const devices = await lab.devices();
      const edited = new Set((await lab.journal({ op: 'edit' })).map(({ device }) => device));
      check.equal(
        'nothing was written to them',
        skipped.filter((id) => edited.has(id)),
        [],
      );
      check.equal(
        'they run the level they had',
        devices.filter(
          ({ id, runningLevel }) => skipped.includes(id) && runningLevel !== 'network-essentials',
        ),
        [],
      );
    });

    await step('look at the switches that went bad', async () => {
      const devices = (await lab.devices()).filter(({ id }) => id === 'sw-0002' || id === 'sw-0004');
      check.equal(
        'both are as they were',
        devices.map(({ running, startup, bootCount, bootLevel }) => [
          running === startup,
          bootCount,
          bootLevel,
        ]),
        devices.map(() => [true, 1, 'network-essentials']),
      );
    });
  },

  expect: { 'reloads.per-device.max': 1, 'down-at-once.max': { max: 3 }, 'devices.unsaved': 0, unmatched: 0 },
});
