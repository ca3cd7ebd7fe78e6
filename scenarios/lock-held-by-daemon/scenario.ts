import { defineScenario, hours, seconds } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'lock-held-by-daemon',
  title: 'A lock held by a daemon of the switch is waited for; that of a person is respected',
  covers: ['locks', 'truthful-end', 'F6', 'I8', 'I21'],
  tags: ['level', 'safety'],
  kills: 'lock-not-waited-for',
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
              { license: 'C9300 Network Essentials', quantity: 3 },
              { license: 'C9300 Network Advantage', quantity: 3 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 3, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan the promotion of three switches', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '3',
        '--exposure',
        '3',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
    });

    await step('let a daemon hold the lock of one switch, and a person that of another', async () => {
      await lab.fault({
        fault: 'netconf.lock-held',
        target: 'sw-0001',
        params: { holder: 'yang_mgmt_infra', durationMs: seconds(45) },
      });
      await lab.fault({
        fault: 'netconf.lock-held',
        target: 'sw-0002',
        params: { holder: 'operator', durationMs: seconds(3_600) },
      });
    });

    await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      const [daemon, person, nobody] = apply.json.devices;
      check.equal('the lock of the daemon was waited for', daemon?.state, 'SUCCEEDED');
      check.equal(
        'the lock of the person blocks the change',
        [person?.state, person?.class],
        ['SKIPPED_BLOCKED', 'BLOCKED'],
      );
      check.that(
        'the person is named',
        person?.reason?.text.includes('operator') === true,
        person?.reason?.text,
      );
      check.equal('the switch without a lock succeeded', nobody?.state, 'SUCCEEDED');
      check.equal('the rollout ends, but not as planned', apply.exitCode, 1);
    });

    await step('look at what the locked switches saw', async () => {
      const edits = await lab.journal({ device: 'sw-0002', op: 'edit' });
      check.equal('nothing was written past the lock of the person', edits.length, 0);
      const rpcs = await lab.journal({ op: 'rpc' });
      check.equal(
        'nobody tried to kill a session',
        rpcs.filter(({ detail }) => detail['rpc'] === 'kill-session'),
        [],
      );
    });
  },

  expect: {
    'reloads.executed': 2,
    'reloads.per-device.max': 1,
    'devices.changed': 2,
    'devices.unsaved': 0,
    unmatched: 0,
  },
});
