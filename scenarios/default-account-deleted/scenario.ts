import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const LICENSE = 'C9300 Network Advantage';

/** Licenses of each account: another number each, so that whose data is shown can be told. */
const OLD_OWNS = 4;
const NEW_OWNS = 9;

export default defineScenario({
  id: 'default-account-deleted',
  title:
    'The default Smart Account is deleted: its last data stays, dated, no other account takes its place, and a new default heals',
  covers: ['default-account', 'account-deleted', 'C1', 'I14'],
  kills: 'another-account-taken',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: LICENSE, quantity: OLD_OWNS }] },
        ],
      },
      {
        name: 'Example Merged',
        domain: 'merged.example',
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: LICENSE, quantity: NEW_OWNS }] },
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
      check.equal('the default account is retrieved', (await agent.run('account sync')).exitCode, 0);
      check.equal('the other one too', (await agent.run('account sync', 'merged.example')).exitCode, 0);
      return shown();
    });

    await step('delete the default account at Cisco', () => lab.cssm.deleteAccount('campus.example'));

    await step('retrieve it again', async () => {
      const sync = await agent.run('account sync');
      check.equal('it cannot be retrieved', sync.exitCode, 3);
      check.equal('it was that account that was asked for', sync.json.account.name, 'campus.example');
      check.that(
        'the reason names it',
        sync.json.account.reason?.includes('campus.example') === true,
        sync.json.account.reason ?? 'none',
      );
    });

    await step('look at the views', async () => {
      const { json } = await agent.run('account ls');
      check.equal(
        'it is still the default, and no other account is',
        json.accounts.map((account) => [account.name, account.default, account.state]),
        [
          ['campus.example', true, 'failed'],
          ['merged.example', false, 'ok'],
        ],
      );
      check.equal('its last good data is shown, with the date of before', await shown(), good);
      const compliance = await agent.run('license compliance');
      check.equal('it is out of compliance', compliance.exitCode, 1);
      check.equal('first because the account is gone', compliance.json.findings[0]?.code, 'ACCOUNT_GONE');
    });

    await step('synchronize the switches', async () => {
      const sync = await agent.run('device sync', '--all');
      check.that(
        'each is refused, and the reason names the account',
        sync.json.devices.every(
          ({ outcome, message }) => outcome === 'rejected' && message.includes('campus.example'),
        ),
        sync.json.devices.map(({ outcome, message }) => `${outcome}: ${message}`).join(' | '),
      );
      check.equal(
        'none was given to another account',
        (await lab.devices()).map(({ trust }) => trust.account),
        ['campus.example', 'campus.example'],
      );
    });

    await step('choose another default account', async () => {
      const change = await agent.run('account default', 'merged.example');
      check.equal('the change is accepted', change.exitCode, 0);
      const now = await shown();
      check.equal('its own data is shown', [now.account, now.quantities], ['merged.example', [NEW_OWNS]]);
      check.equal('it is in compliance', (await agent.run('license compliance')).json.findings, []);
    });

    await step('associate the switches with it', async () => {
      const associate = await agent.run(
        'account associate',
        '--select',
        'account=campus.example',
        '--account',
        'merged.example',
      );
      check.equal('the association is changed', associate.exitCode, 0);
      check.equal('every switch synchronizes again', (await agent.run('device sync', '--all')).exitCode, 0);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
