import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'two-rollouts-one-site',
  title: 'Two rollouts at once never take two switches of one site down',
  covers: ['bulk', 'one-reload', 'truthful-end', 'I6', 'I8'],
  tags: ['level', 'safety'],
  kills: 'domain-not-counted',
  timeoutMs: hours(6),
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
              { license: 'C9300 Network Essentials', quantity: 6 },
              { license: 'C9300 Network Advantage', quantity: 6 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 6, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ agent, check, step }) {
    const plan = async (select: readonly string[], out: string): Promise<void> => {
      const made = await agent.run(
        'plan',
        ...select.flatMap((id) => ['--select', `id=${id}`]),
        '--level',
        'network-advantage',
        '--waves',
        '3',
        '--exposure',
        '3',
        '--domain-by',
        'site',
        '--out',
        out,
      );
      check.equal(`${out} is accepted`, made.exitCode, 0);
      check.equal(`${out} lets one switch of a site be down`, made.json.plan?.maxUnavailable, 1);
      check.equal(
        `every switch of ${out} is in the domain of its site`,
        made.json.plan?.devices.map(({ domain }) => domain),
        ['site:north', 'site:north', 'site:north'],
      );
    };

    await step(
      'plan three switches of the site, and the other three, each with an exposure of three',
      async () => {
        await plan(['sw-0001', 'sw-0002', 'sw-0003'], 'first.json');
        await plan(['sw-0004', 'sw-0005', 'sw-0006'], 'second.json');
      },
    );

    await step('apply both at once', async () => {
      const running = ['first.json', 'second.json'].map((file) => agent.start('apply', file, '--yes'));
      const ended = await Promise.all(running.map(({ done }) => done));
      check.equal(
        'both end as planned',
        ended.map(({ exitCode, json }) => [exitCode, json.state, json.counts]),
        ended.map(() => [0, 'finished', { SUCCEEDED: 3 }]),
      );
    });
  },

  expect: {
    'down-at-once.max': 1,
    'reloads.executed': 6,
    'reloads.per-device.max': 1,
    'devices.unsaved': 0,
    unmatched: 0,
  },
});
