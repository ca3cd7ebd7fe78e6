import { defineScenario, hours, minutes } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'associated-account-deleted',
  title:
    'The Smart Account of switches is deleted: their synchronization fails with the reason, and another account heals it',
  covers: ['association', 'account-deleted', 'C1', 'C32', 'I14'],
  kills: 'rejection-taken-for-success',
  tags: ['account'],
  timeoutMs: hours(2),
  lab: {
    accounts: [
      {
        name: 'Example Old Company',
        domain: 'old.example',
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 3 }] },
        ],
      },
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 6 }] },
        ],
      },
    ],
    groups: [
      { count: 3, prefix: 'old', platform: 'C9300-24T', level: 'network-advantage', account: 'old.example' },
      {
        count: 2,
        prefix: 'new',
        platform: 'C9300-24T',
        level: 'network-advantage',
        account: 'campus.example',
      },
    ],
  },

  async steps({ lab, agent, check, step }) {
    const old = lab.ids.filter((id) => id.startsWith('old-'));

    await step('synchronize every switch while all is well', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('every switch synchronized', sync.exitCode, 0);
    });

    await step('delete the Smart Account at Cisco', () => lab.cssm.deleteAccount('old.example'));

    await step('synchronize again', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('it ends, but not as planned', sync.exitCode, 1);
      const failed = sync.json.devices.filter(({ outcome }) => outcome !== 'ok');
      check.equal(
        'exactly the switches of that account fail',
        failed.map(({ id }) => id),
        old,
      );
      check.that(
        'the reason names the account',
        failed.every(({ message }) => message.includes('old.example')),
        failed.map(({ message }) => message).join(' | '),
      );
    });

    await step('look at their association', async () => {
      const { json } = await agent.run('device ls');
      check.equal(
        'they are orphaned, the others are not',
        json.devices.map(({ id, association }) => [id, association]),
        lab.ids.map((id) => [id, old.includes(id) ? 'orphaned' : 'associated']),
      );
    });

    await step('associate them with another Smart Account', async () => {
      const associate = await agent.run(
        'account associate',
        '--select',
        'account=old.example',
        '--account',
        'campus.example',
      );
      check.equal('the association is changed', associate.exitCode, 0);
      await check.eventually(
        'every switch trusts the new account',
        async () => (await lab.devices()).filter(({ trust }) => trust.account !== 'campus.example').length,
        0,
        { withinMs: minutes(30) },
      );
    });

    await step('synchronize once more', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('every switch synchronizes again', sync.exitCode, 0);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
