import { defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';

const ACCOUNT = 'campus.example';

export default defineScenario({
  id: 'new-device-registers-itself',
  title:
    'A switch is added to the inventory while serve runs: it is registered where it belongs, once, by itself',
  covers: ['association', 'report', 'C29'],
  kills: 'new-switch-in-default',
  tags: ['account'],
  timeoutMs: hours(12),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: ACCOUNT,
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 1 }] },
          { name: 'Branch', pools: [{ license: 'C9300 Network Advantage', quantity: 1 }] },
        ],
      },
    ],
    groups: [
      { count: 1, prefix: 'old', platform: 'C9300-24T', level: 'network-advantage', account: ACCOUNT },
      { count: 1, prefix: 'new', platform: 'C9300-24T', level: 'network-advantage', account: 'none' },
    ],
  },

  async steps({ lab, agent, check, step }) {
    const [old = '', added = ''] = lab.ids;
    const tokens = async (id: string) =>
      (await lab.journal({ device: id, op: 'cli' })).filter(({ detail }) =>
        JSON.stringify(detail).includes('idtoken'),
      ).length;
    const places = async () =>
      (await lab.devices()).map(({ id, trust }) => [id, trust.account, trust.virtualAccount]);

    let entry: Parameters<Parameters<typeof agent.editInventory>[0]>[0]['devices'][number] | undefined;
    await step('begin with an inventory that does not have the new switch', () =>
      agent.editInventory((inventory) => {
        entry = inventory.devices.find(({ id }) => id === added);
        return { ...inventory, devices: inventory.devices.filter(({ id }) => id !== added) };
      }),
    );

    await step('synchronize the old switch', async () => {
      check.equal('it synchronized', (await agent.run('device sync', old)).exitCode, 0);
    });

    const serve = await step('start serve, with the place where new switches belong', async () =>
      agent.start('serve', '--register', `${ACCOUNT}/Branch`, '--every', '5m'),
    );

    await step('wait until it has retrieved the account', async () => {
      await check.eventually(
        'the account is retrieved',
        async () => (await agent.run('account ls')).json.accounts[0]?.state,
        'ok',
        { withinMs: hours(1), everyMs: seconds(30) },
      );
      check.equal('only the old switch is trusted', await places(), [
        [old, ACCOUNT, 'DEFAULT'],
        [added, null, null],
      ]);
    });

    await step('add the new switch to the inventory', () =>
      agent.editInventory((inventory) => ({
        ...inventory,
        devices: [...inventory.devices, ...(entry === undefined ? [] : [entry])],
      })),
    );

    await step('wait, and touch nothing', async () => {
      await check.eventually(
        'it is registered in the Virtual Account for new switches',
        places,
        [
          [old, ACCOUNT, 'DEFAULT'],
          [added, ACCOUNT, 'Branch'],
        ],
        { withinMs: hours(2), everyMs: seconds(30) },
      );
      await check.eventually(
        'CSSM lists it there, with its usage',
        async () =>
          (await lab.cssm.instances())
            .filter(({ virtualAccount }) => virtualAccount === 'Branch')
            .map(({ usage }) => usage.length > 0),
        [true],
        { withinMs: hours(2), everyMs: seconds(30) },
      );
    });

    await step('let three more rounds pass', () => lab.advance(minutes(16)));

    await step('end serve, and compare', async () => {
      serve.interrupt();
      check.equal('it ends in order', (await serve.done).exitCode, 0);
      check.equal('the new switch was trusted once', await tokens(added), 1);
      check.equal('the old one was left alone', await tokens(old), 0);
      const { json } = await agent.run('device ls');
      check.equal(
        'both are associated',
        json.devices.map(({ association }) => association),
        ['associated', 'associated'],
      );
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
