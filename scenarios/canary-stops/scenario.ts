import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'canary-stops',
  title: 'A canary that proves nothing keeps the other waves from beginning until a person has looked',
  covers: ['bulk', 'pause-abort', 'F55', 'I5', 'I8'],
  tags: ['level', 'safety'],
  kills: 'canary-not-asked',
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
              { license: 'C9300 Network Essentials', quantity: 8 },
              { license: 'C9300 Network Advantage', quantity: 8 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 8, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan a canary of one switch and a wave of seven', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '1,7',
        '--exposure',
        '7',
        '--failure-budget',
        '3',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal('the canary allows no bad end', plan.json.plan?.verdicts?.canary.badMax, 0);
    });

    await step('make the canary refuse the edit', () =>
      lab.fault({ fault: 'netconf.edit-refused', target: 'sw-0001' }),
    );

    const id = await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('the rollout is paused by itself', apply.json.state, 'paused');
      check.equal('it is paused, not ended', apply.exitCode, 5);
      check.equal(
        'the reason names the wave and what became of it',
        apply.json.reason,
        'wave 1 is inconclusive: of 1, 1 ended badly; look at them, then resume or abort',
      );
      check.equal('one bad switch alone was begun', apply.json.counts, { FAILED_UNCHANGED: 1, PLANNED: 7 });
      await check.metric('reloads.received', 0);
      return apply.json.id;
    });

    await step('resume after a look, and apply the plan again', async () => {
      check.equal('resume is accepted', (await agent.run('rollout resume', id)).exitCode, 0);
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('the other wave went through', apply.json.counts, { FAILED_UNCHANGED: 1, SUCCEEDED: 7 });
      check.equal('it is not asked twice', apply.json.state, 'finished');
    });
  },

  expect: { 'reloads.executed': 7, 'reloads.per-device.max': 1, 'devices.unsaved': 0, unmatched: 0 },
});
