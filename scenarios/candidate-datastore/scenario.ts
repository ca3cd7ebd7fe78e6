import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const SWITCH = { platform: 'C9300-24T', release: '17.15.1', site: 'north' } as const;

/** What changes a switch, in the order of a change without a candidate and with one. */
const DIRECT = ['lock', 'edit-config', 'save-config', 'reload'];
const COMMITTED = ['lock', 'lock', 'edit-config', 'commit', 'save-config', 'reload'];

export default defineScenario({
  id: 'candidate-datastore',
  title: 'Switches with a candidate datastore are changed through it, and running is never written',
  covers: ['candidate-datastore', 'truthful-end', 'F9', 'I8'],
  tags: ['level', 'netconf'],
  kills: 'commit-forgotten',
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
              { license: 'C9300 Network Essentials', quantity: 5 },
              { license: 'C9300 Network Advantage', quantity: 5 },
            ],
          },
        ],
      },
    ],
    groups: [
      { ...SWITCH, count: 1, candidate: 'off' },
      { ...SWITCH, count: 1, candidate: 'on' },
      { ...SWITCH, count: 1, candidate: 'only' },
      { ...SWITCH, count: 1, candidate: 'on' },
      { ...SWITCH, count: 1, candidate: 'only' },
    ],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan the promotion of five switches', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '5',
        '--exposure',
        '5',
        '--failure-budget',
        '2',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      const messages = plan.json.plan?.messages ?? [];
      check.equal(
        'a person is shown two kinds of change, and which switches get which',
        messages.map(({ devices, rpcs }) => [devices.length, rpcs.some((rpc) => rpc.includes('<commit'))]),
        [
          [1, false],
          [4, true],
        ],
      );
    });

    await step('let one switch answer a commit with an error and apply it, and one refuse it', async () => {
      await lab.fault({ fault: 'netconf.edit-applied-but-error', target: 'sw-0004' });
      await lab.fault({ fault: 'netconf.edit-refused', target: 'sw-0005' });
    });

    await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal(
        'every switch ends as its datastores say',
        apply.json.devices.map(({ state }) => state),
        ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED_UNCHANGED'],
      );
    });

    await step('look at what the switches were sent', async () => {
      const changes = async (device: string): Promise<readonly unknown[]> => {
        const rpcs = await lab.journal({ device, op: 'rpc' });
        const names = rpcs.map(({ detail }) => detail['rpc']);
        return names.filter((name) => COMMITTED.includes(String(name)));
      };
      check.equal('without a candidate running is written', await changes('sw-0001'), DIRECT);
      check.equal('with one it is locked, edited and committed', await changes('sw-0002'), COMMITTED);
      check.equal('where it is the only way too', await changes('sw-0003'), COMMITTED);
      check.equal('a commit that was applied is not repeated', await changes('sw-0004'), COMMITTED);
      const refused = await lab.journal({ device: 'sw-0005', op: 'rpc' });
      check.equal(
        'what was refused is discarded, so that nobody commits it later',
        refused.filter(({ detail }) => detail['rpc'] === 'discard-changes').length,
        1,
      );
    });
  },

  expect: {
    'reloads.executed': 4,
    'reloads.per-device.max': 1,
    'devices.changed': 4,
    'devices.unsaved': 0,
    unmatched: 0,
  },
});
