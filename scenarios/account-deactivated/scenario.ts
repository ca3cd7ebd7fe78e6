import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'account-deactivated',
  title:
    'A Smart Account is deactivated and restored: its data stays, dated, and everything goes on by itself',
  covers: ['account-deleted', 'C1', 'C32', 'I14'],
  kills: 'restored-account-stays-gone',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 4 }] },
        ],
      },
      {
        name: 'Example Merged',
        domain: 'merged.example',
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 9 }] },
        ],
      },
    ],
    groups: [{ count: 2, platform: 'C9300-24T', level: 'network-advantage', account: 'campus.example' }],
  },

  async steps({ lab, agent, check, step }) {
    const shown = async () => {
      const { json } = await agent.run('license ls');
      return {
        account: json.account,
        quantities: json.licenses.map((row) => row.quantity),
        at: json.snapshotAt,
      };
    };

    const good = await step('synchronize and retrieve while all is well', async () => {
      check.equal('every switch synchronized', (await agent.run('device sync', '--all')).exitCode, 0);
      check.equal('the account is retrieved', (await agent.run('account sync')).exitCode, 0);
      return shown();
    });

    await step('deactivate the account at Cisco', () =>
      lab.fault({ fault: 'cssm.account-deactivated', target: 'cssm:campus.example' }),
    );

    await step('retrieve it again', async () => {
      const sync = await agent.run('account sync');
      check.equal('it cannot be retrieved', sync.exitCode, 3);
      check.equal('it is shown as failed', sync.json.account.state, 'failed');
      check.that(
        'the reason is that it is not in use',
        sync.json.account.reason?.includes('not in use') === true,
        sync.json.account.reason ?? 'none',
      );
      check.equal('its own data is shown, with the date of before', await shown(), good);
    });

    await step('synchronize the switches', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal(
        'every switch is refused',
        sync.json.devices.map(({ outcome }) => outcome),
        ['rejected', 'rejected'],
      );
      check.that(
        'the reason names the account',
        sync.json.devices.every(({ message }) => message.includes('campus.example is not in use')),
        sync.json.devices.map(({ message }) => message).join(' | '),
      );
    });

    await step('restore the account at Cisco', async () => {
      const { status } = await lab.cssm.act('account-status', {
        account: 'campus.example',
        status: 'active',
      });
      check.equal('it is active again', status, 'active');
    });

    await step('retrieve and synchronize once more', async () => {
      const sync = await agent.run('account sync');
      check.equal('it is retrieved again', sync.exitCode, 0);
      check.equal('every switch synchronizes again', (await agent.run('device sync', '--all')).exitCode, 0);
      const { json } = await agent.run('account ls');
      check.equal(
        'the account is well',
        json.accounts.find(({ name }) => name === 'campus.example')?.state,
        'ok',
      );
      const devices = await agent.run('device ls');
      check.equal(
        'no switch is orphaned',
        devices.json.devices.map(({ association }) => association),
        ['associated', 'associated'],
      );
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
