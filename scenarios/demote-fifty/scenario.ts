import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const SWITCHES = 50;

export default defineScenario({
  id: 'demote-fifty',
  title: 'Fifty switches are demoted, only with consent to the features they lose',
  covers: ['demote', 'bulk', 'saved-before-reload', 'truthful-end', 'F56', 'I2', 'I8', 'I24'],
  tags: ['bulk', 'level'],
  kills: 'advantage-taken-for-essentials',
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
              { license: 'C9300 48P NW Advantage', quantity: SWITCHES },
              { license: 'C9300 48P NW Essentials', quantity: SWITCHES },
            ],
          },
        ],
      },
    ],
    groups: [
      {
        count: SWITCHES,
        platform: 'C9300-48T',
        release: '17.9.4',
        level: 'network-advantage',
        site: 'branch',
      },
    ],
  },

  async steps({ lab, agent, check, step }) {
    const wish = [
      '--select',
      'all',
      '--level',
      'network-essentials',
      '--waves',
      '10',
      '--exposure',
      '40',
      '--out',
      'plan.json',
    ];

    await step('plan the demotion without consent', async () => {
      const plan = await agent.run('plan', ...wish);
      check.equal('the plan is refused by a safety rule', plan.exitCode, 4);
      check.equal(
        'the refusal names the loss of features',
        plan.json.refusals.map(({ code }) => code),
        ['FEATURE_LOSS'],
      );
      await check.metric('edits', 0);
    });

    await step('plan it with consent', async () => {
      const plan = await agent.run('plan', ...wish, '--accept-feature-loss');
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal('every switch is in the plan', plan.json.plan?.devices.length, SWITCHES);
    });

    await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('every switch succeeded', apply.json.counts, { SUCCEEDED: SWITCHES });
      check.equal('the rollout ends as planned', apply.exitCode, 0);
    });

    await step('compare with the switches themselves', async () => {
      const devices = await lab.devices();
      check.equal(
        'every switch runs the lower level and will boot it again',
        devices
          .filter(
            ({ runningLevel, bootLevel }) =>
              `${runningLevel} ${bootLevel}` !== 'network-essentials network-essentials',
          )
          .map(({ id }) => id),
        [],
      );
    });
  },

  expect: {
    'reloads.executed': SWITCHES,
    'reloads.per-device.max': 1,
    saves: SWITCHES,
    'devices.unsaved': 0,
    unmatched: 0,
  },
});
