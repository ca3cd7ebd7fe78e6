import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const SWITCHES = 12;
const EXPOSURE = 6;

export default defineScenario({
  id: 'legacy-fleet',
  title: 'Switches of the legacy Smart Licensing releases are promoted, and renew their authorization',
  covers: ['promote', 'balance', 'report', 'saved-before-reload', 'one-reload', 'truthful-end', 'I2', 'I8'],
  tags: ['level', 'legacy'],
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
              { license: 'C9300 Network Essentials', quantity: 4 },
              { license: 'C9300 48P NW Essentials', quantity: 4 },
              { license: 'C9500 Network Essentials', quantity: 4 },
              { license: 'C9300 Network Advantage', quantity: 4 },
              { license: 'C9300 48P NW Advantage', quantity: 4 },
              { license: 'C9500 Network Advantage', quantity: 4 },
            ],
          },
        ],
      },
    ],
    groups: [
      { count: 4, platform: 'C9300-24T', release: '16.9.4', site: 'north' },
      { count: 4, platform: 'C9300-48T', release: '16.12.4', site: 'south' },
      { count: 4, platform: 'C9500-40X', release: '17.3.1', site: 'core' },
    ],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan the promotion of the whole fleet', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '3',
        '--exposure',
        String(EXPOSURE),
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal('every switch is in the plan', plan.json.plan?.devices.length, SWITCHES);
      await check.metric('edits', 0);
    });

    const rollout = await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('every switch succeeded', apply.json.counts, { SUCCEEDED: SWITCHES });
      check.equal('the rollout ends as planned', apply.exitCode, 0);
      return apply.json;
    });

    await step('compare the claims with the switches themselves', async () => {
      const devices = await lab.devices();
      check.equal(
        'each claim is the truth',
        rollout.devices.map(({ id, runningLevel, bootLevel }) => [id, runningLevel, bootLevel]),
        devices.map(({ id, runningLevel, bootLevel }) => [id, runningLevel, bootLevel]),
      );
      check.equal(
        'every switch runs the new level',
        devices.filter(({ runningLevel }) => runningLevel !== 'network-advantage').map(({ id }) => id),
        [],
      );
      check.equal(
        'every switch is still registered',
        devices.filter(({ trust }) => !trust.installed).map(({ id }) => id),
        [],
      );
    });
  },

  expect: {
    'reloads.executed': SWITCHES,
    'reloads.per-device.max': 1,
    'down-at-once.max': { max: EXPOSURE },
    edits: SWITCHES,
    saves: SWITCHES,
    'devices.unsaved': 0,
    // `license smart sync` is unknown there: each switch refuses it once, and gets `license smart renew auth`.
    unmatched: SWITCHES,
  },
});
