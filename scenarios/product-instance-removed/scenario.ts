import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'product-instance-removed',
  title: 'Somebody removes a switch at CSSM: it alone fails, with the reason, and a new trust heals it',
  covers: ['association', 'C4', 'C32', 'I20'],
  kills: 'forgotten-switch-left-alone',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 3 }] },
        ],
      },
    ],
    groups: [{ count: 3, platform: 'C9300-24T', level: 'network-advantage', account: 'campus.example' }],
  },

  async steps({ lab, agent, check, step }) {
    const removed = 'sw-0002';

    await step('synchronize every switch while all is well', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('every switch synchronized', sync.exitCode, 0);
      check.equal('CSSM lists them all', (await lab.cssm.instances()).length, 3);
    });

    await step('remove one of them at CSSM', () =>
      lab.fault({ fault: 'cssm.instance-removed', target: removed }),
    );

    await step('synchronize again', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal(
        'that switch fails, and no other',
        sync.json.devices.map(({ id, outcome }) => [id, outcome]),
        lab.ids.map((id) => [id, id === removed ? 'rejected' : 'ok']),
      );
      const message = sync.json.devices.find(({ id }) => id === removed)?.message ?? '';
      check.that(
        'the reason says that it was removed',
        message.includes('the instance was removed'),
        message,
      );
      check.that('it says what to do', message.includes('Associate it again'), message);
      check.equal('CSSM does not list it', (await lab.cssm.instances()).length, 2);
    });

    await step('associate it again with the same account', async () => {
      const associate = await agent.run(
        'account associate',
        '--select',
        `id=${removed}`,
        '--account',
        'campus.example',
      );
      check.equal(
        'it is trusted anew',
        associate.json.devices.map(({ id, outcome }) => [id, outcome]),
        [[removed, 'ok']],
      );
      check.equal('CSSM lists it again', (await lab.cssm.instances()).length, 3);
    });

    await step('synchronize once more', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('every switch synchronizes again', sync.exitCode, 0);
      const tokens = (await lab.journal({ device: removed, op: 'cli' })).filter(({ detail }) =>
        JSON.stringify(detail).includes('idtoken'),
      );
      check.equal('the switch was trusted once', tokens.length, 1);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
