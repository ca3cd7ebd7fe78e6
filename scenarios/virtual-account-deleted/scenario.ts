import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'virtual-account-deleted',
  title:
    'A Virtual Account is deleted under its switches: the reason says so, and the default one takes them',
  covers: ['association', 'C3', 'C32', 'I14'],
  kills: 'virtual-account-not-asked-for',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 2 }] },
          { name: 'Branch', pools: [{ license: 'C9300 Network Advantage', quantity: 2 }] },
        ],
      },
    ],
    groups: [
      {
        count: 2,
        prefix: 'branch',
        platform: 'C9300-24T',
        level: 'network-advantage',
        account: 'campus.example',
        virtualAccount: 'Branch',
      },
      {
        count: 1,
        prefix: 'main',
        platform: 'C9300-24T',
        level: 'network-advantage',
        account: 'campus.example',
        virtualAccount: 'DEFAULT',
      },
    ],
  },

  async steps({ lab, agent, check, step }) {
    const branch = lab.ids.filter((id) => id.startsWith('branch-'));

    await step('synchronize every switch while all is well', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('every switch synchronized', sync.exitCode, 0);
    });

    await step('delete the Virtual Account at Cisco', () =>
      lab.fault({
        fault: 'cssm.virtual-account-deleted',
        target: 'cssm:campus.example',
        params: { virtualAccount: 'Branch' },
      }),
    );

    await step('synchronize again', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('it ends, but not as planned', sync.exitCode, 1);
      const failed = sync.json.devices.filter(({ outcome }) => outcome !== 'ok');
      check.equal(
        'exactly the switches of that Virtual Account fail',
        failed.map(({ id }) => id),
        branch,
      );
      check.that(
        'the reason names the Virtual Account',
        failed.every(({ message }) => message.includes('no Virtual Account "Branch"')),
        failed.map(({ message }) => message).join(' | '),
      );
    });

    await step('look at their association', async () => {
      const { json } = await agent.run('device ls');
      check.equal(
        'they are orphaned, the other one is not',
        json.devices.map(({ id, association }) => [id, association]),
        lab.ids.map((id) => [id, branch.includes(id) ? 'orphaned' : 'associated']),
      );
    });

    await step('associate them with the default Virtual Account', async () => {
      const associate = await agent.run(
        'account associate',
        '--select',
        'id=branch-*',
        '--account',
        'campus.example',
      );
      check.equal('the association is changed', associate.exitCode, 0);
      check.equal(
        'CSSM has every switch there',
        (await lab.cssm.instances()).map(({ virtualAccount }) => virtualAccount),
        lab.ids.map(() => 'DEFAULT'),
      );
    });

    await step('synchronize and retrieve once more', async () => {
      const sync = await agent.run('device sync', '--all');
      check.equal('every switch synchronizes again', sync.exitCode, 0);
      const retrieved = await agent.run('account sync');
      check.equal('the account is retrieved', retrieved.exitCode, 0);
      const { json } = await agent.run('license ls');
      check.equal(
        'the licenses of the deleted one are in the default one, in use',
        json.licenses.map(({ virtualAccount, quantity, inUse }) => [virtualAccount, quantity, inUse]),
        [['DEFAULT', 4, 3]],
      );
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
