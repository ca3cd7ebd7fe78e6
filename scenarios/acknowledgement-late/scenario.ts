import { defineScenario, hours, minutes } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'acknowledgement-late',
  title:
    'CSSM acknowledges one report after minutes and another one never: neither is called more than it is',
  covers: ['report', 'C17', 'C22'],
  kills: 'unacknowledged-called-good',
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
    await step('delay one acknowledgement by six minutes, and lose another one', async () => {
      await lab.fault({ fault: 'cssm.ack-late', target: 'sw-0002', params: { delayMs: minutes(6) } });
      await lab.fault({ fault: 'cssm.ack-never', target: 'sw-0003' });
    });

    await step('synchronize every switch', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('it ends, but not as planned', sync.exitCode, 1);
      check.equal(
        'the late one is waited for, the lost one is named as what it is',
        sync.json.devices.map(({ id, outcome }) => [id, outcome]),
        [
          ['sw-0001', 'ok'],
          ['sw-0002', 'ok'],
          ['sw-0003', 'unacknowledged'],
        ],
      );
    });

    await step('compare with CSSM', async () => {
      const rows = await lab.cssm.instances();
      const serials = await Promise.all(lab.ids.map(async (id) => (await lab.device(id)).serials[0]));
      const waiting = serials.map(
        (serial) => rows.find((row) => row.serials.includes(serial ?? ''))?.waiting,
      );
      check.equal('one report waits there', waiting, [0, 0, 1]);
    });

    await step('look at the associations', async () => {
      const { json } = await agent.run('device ls');
      check.equal(
        'no switch is orphaned by that',
        json.devices.map(({ association, lastSync }) => [association, lastSync?.result]),
        [
          ['associated', 'ok'],
          ['associated', 'ok'],
          ['associated', 'unacknowledged'],
        ],
      );
    });

    await step('synchronize the last one again', async () => {
      const sync = await agent.run('device sync', 'sw-0003');
      check.equal('now it is acknowledged', sync.exitCode, 0);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
