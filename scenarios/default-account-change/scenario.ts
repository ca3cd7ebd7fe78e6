import { type AccountsJson, defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';

const SWITCHES = 40;

/** Licenses of the new account: another number than the old one's, so that whose data is shown can be told. */
const MERGED_OWNS = 7;

export default defineScenario({
  id: 'default-account-change',
  title:
    'The default Smart Account is changed; while the new one is retrieved, every view says whose data it shows',
  covers: ['default-account', 'C16', 'C17'],
  kills: 'retrieval-not-shown',
  tags: ['account'],
  timeoutMs: hours(2),
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
            pools: [{ license: 'C9300 Network Advantage', quantity: SWITCHES }],
          },
        ],
      },
      {
        name: 'Example Merged',
        domain: 'merged.example',
        virtualAccounts: [
          {
            name: 'DEFAULT',
            default: true,
            pools: [{ license: 'C9300 Network Advantage', quantity: MERGED_OWNS }],
          },
        ],
      },
    ],
    groups: [
      { count: SWITCHES, platform: 'C9300-24T', level: 'network-advantage', account: 'campus.example' },
    ],
  },

  async steps({ lab, agent, check, step }) {
    await step('look at the accounts before', async () => {
      const { json } = await agent.run('account ls');
      check.equal(
        'the first account is the default',
        json.accounts.filter((account) => account.default).map(({ name }) => name),
        ['campus.example'],
      );
    });

    await step('make CSSM as slow as it is for a big account, and busy', async () => {
      const target = 'cssm:merged.example';
      await lab.fault({ fault: 'cssm.slow', target, times: 20, params: { delayMs: seconds(110) } });
      await lab.fault({
        fault: 'cssm.http-error',
        target,
        after: { http: '/v1/accounts/merged.example/licenses' },
        times: 3,
        params: { status: 503, retryAfterS: 120 },
      });
    });

    // The verb follows the retrieval to its end; everything below is seen by other processes.
    const change = await step('change the default Smart Account', async () =>
      agent.start('account default', 'merged.example'),
    );

    await step('look at the views while the new account is retrieved', async () => {
      // One look serves all checks: on real sockets the next one is minutes of scenario time later.
      let account: AccountsJson['accounts'][number] | undefined;
      await check.eventually(
        'the new account is the default at once',
        async () => {
          const { json } = await agent.run('account ls');
          account = json.accounts.find(({ name }) => name === 'merged.example');
          return account?.default;
        },
        true,
        { withinMs: minutes(10), everyMs: seconds(1) },
      );
      check.equal('it is being retrieved', account?.state, 'retrieving');
      check.that(
        'an end is estimated',
        typeof account?.etaMs === 'number',
        `etaMs is ${String(account?.etaMs)}`,
      );
      const licenses = await agent.run('license ls');
      check.that(
        'no data of the old account stands under the new name',
        licenses.json.account !== 'merged.example' ||
          licenses.json.licenses.every(({ quantity }) => quantity === MERGED_OWNS),
        `${JSON.stringify(licenses.json.licenses)} is shown for ${String(licenses.json.account)}`,
      );
    });

    await step('wait until the retrieval is over', async () => {
      await check.eventually(
        'the new account is shown as complete',
        async () =>
          (await agent.run('account ls')).json.accounts.find(({ name }) => name === 'merged.example')?.state,
        'ok',
        { withinMs: minutes(30), everyMs: seconds(15) },
      );
      const licenses = await agent.run('license ls');
      check.equal('the change is accepted', (await change.done).exitCode, 0);
      check.equal(
        'its licenses are those that CSSM has',
        licenses.json.licenses.map(({ license, quantity }) => [license, quantity]),
        [['C9300 Network Advantage', MERGED_OWNS]],
      );
    });

    await step('compare with CSSM and the switches', async () => {
      const accounts = await lab.cssm.accounts();
      check.equal('both accounts are still there', accounts.map(({ domain }) => domain).toSorted(), [
        'campus.example',
        'merged.example',
      ]);
      const devices = await lab.devices();
      check.equal(
        'no switch changed its association',
        devices.filter(({ trust }) => trust.account !== 'campus.example').map(({ id }) => id),
        [],
      );
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
