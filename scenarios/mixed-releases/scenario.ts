import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const RELEASES = ['16.9.4', '16.12.4', '17.3.1', '17.6.5', '17.9.4', '17.12.4', '17.15.3'];
const SWITCHES = RELEASES.length * 2;
const LEGACY_SWITCHES = 3 * 2;

export default defineScenario({
  id: 'mixed-releases',
  title: 'Switches of seven releases, from 16.9 to 17.15, are promoted in one rollout',
  covers: ['promote', 'bulk', 'balance', 'report', 'saved-before-reload', 'truthful-end', 'I1', 'I2', 'I8'],
  tags: ['level', 'legacy', 'releases'],
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
              { license: 'C9300 Network Essentials', quantity: SWITCHES },
              { license: 'C9300 Network Advantage', quantity: SWITCHES },
              { license: 'C9300 DNA Advantage', quantity: SWITCHES, start: '2025-01-01', end: '2030-01-01' },
            ],
          },
        ],
      },
    ],
    groups: RELEASES.map((release) => ({
      count: 2,
      prefix: `r${release.replaceAll('.', '-')}`,
      platform: 'C9300-24T',
      release,
      site: 'campus',
    })),
  },

  async steps({ lab, agent, check, step }) {
    await step('plan one promotion with add-on for all releases', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--addon',
        'dna-advantage',
        '--waves',
        '7',
        '--exposure',
        '7',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal('every switch is in the plan', plan.json.plan?.devices.length, SWITCHES);
      check.equal(
        'every release needs the same licenses',
        new Set(plan.json.plan?.devices.map(({ licenses }) => JSON.stringify(licenses))).size,
        1,
      );
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
        'every switch runs the new level with its add-on',
        devices
          .filter(({ runningLevel }) => runningLevel !== 'network-advantage addon dna-advantage')
          .map(({ id }) => id),
        [],
      );
    });
  },

  expect: {
    'reloads.executed': SWITCHES,
    'reloads.per-device.max': 1,
    'down-at-once.max': { max: 7 },
    edits: SWITCHES,
    saves: SWITCHES,
    'devices.unsaved': 0,
    // Legacy releases refuse `license smart sync` once, and get `license smart renew auth`.
    unmatched: LEGACY_SWITCHES,
  },
});
