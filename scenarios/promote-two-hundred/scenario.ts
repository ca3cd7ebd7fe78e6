import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const SWITCHES = 200;
const EXPOSURE = 60;

export default defineScenario({
  id: 'promote-two-hundred',
  title: 'Two hundred switches are promoted in waves, never more than sixty down at once',
  covers: [
    'promote',
    'bulk',
    'balance',
    'report',
    'saved-before-reload',
    'one-reload',
    'truthful-end',
    'I1',
    'I2',
    'I5',
    'I8',
  ],
  tags: ['bulk', 'level'],
  kills: 'exposure-ignored',
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
              { license: 'C9300 Network Essentials', quantity: 120 },
              { license: 'C9300 48P NW Essentials', quantity: 60 },
              { license: 'C9500 Network Essentials', quantity: 20 },
              { license: 'C9300 Network Advantage', quantity: 120 },
              { license: 'C9300 48P NW Advantage', quantity: 60 },
              { license: 'C9500 Network Advantage', quantity: 20 },
            ],
          },
        ],
      },
    ],
    groups: [
      { count: 120, platform: 'C9300-24T', release: '17.9.4', site: 'north' },
      { count: 60, platform: 'C9300-48T', release: '17.12.4', site: 'south' },
      { count: 20, platform: 'C9500-40X', release: '17.15.3', site: 'core' },
    ],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan the promotion of every switch, at most sixty at once', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '20,30%',
        '--exposure',
        String(EXPOSURE),
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal('every switch is in the plan', plan.json.plan?.devices.length, SWITCHES);
      check.equal('the waves are twenty, thirty percent and the rest', plan.json.plan?.waves, [20, 60, 120]);
      await check.metric('edits', 0);
    });

    const rollout = await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('the rollout ends as planned', apply.exitCode, 0);
      check.equal('every switch succeeded, and CSSM has its report', apply.json.counts, {
        SUCCEEDED: SWITCHES,
      });
      return apply.json;
    });

    await step('compare the claims with the switches themselves', async () => {
      const devices = await lab.devices();
      const claimed = rollout.devices.map(({ id, runningLevel, bootLevel }) => [id, runningLevel, bootLevel]);
      const actual = devices.map(({ id, runningLevel, bootLevel }) => [id, runningLevel, bootLevel]);
      check.equal('each claim is the truth', claimed, actual);
      check.equal(
        'every switch runs the new level',
        devices.filter(({ runningLevel }) => runningLevel !== 'network-advantage').map(({ id }) => id),
        [],
      );
    });

    await step('verify the journal of the agent', async () => {
      const audit = await agent.run('audit verify');
      check.equal('the hash chain is whole', audit.json.ok, true);
    });
  },

  expect: {
    'reloads.executed': SWITCHES,
    'reloads.per-device.max': 1,
    'down-at-once.max': { max: EXPOSURE },
    edits: SWITCHES,
    saves: SWITCHES,
    'devices.unsaved': 0,
    'devices.down': 0,
    unmatched: 0,
  },
});
