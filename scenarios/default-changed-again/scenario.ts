import { defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';

const LICENSE = 'C9300 Network Advantage';

/** Licenses of each account: another number each, so that whose data is shown can be told. */
const OWNED: Readonly<Record<string, number>> = {
  'first.example': 4,
  'second.example': 7,
  'third.example': 9,
};

export default defineScenario({
  id: 'default-changed-again',
  title:
    'The default Smart Account is changed again while the first change is still retrieved: no view mixes the three',
  covers: ['default-account', 'C16', 'C17'],
  kills: 'kept-data-hidden',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: Object.entries(OWNED).map(([domain, quantity]) => ({
      name: `Example ${domain}`,
      domain,
      default: domain === 'first.example',
      virtualAccounts: [{ name: 'DEFAULT', default: true, pools: [{ license: LICENSE, quantity }] }],
    })),
    groups: [{ count: 2, platform: 'C9300-24T', level: 'network-advantage', account: 'first.example' }],
  },

  async steps({ lab, agent, check, step }) {
    const states = async (): Promise<Readonly<Record<string, string>>> =>
      Object.fromEntries(
        (await agent.run('account ls')).json.accounts.map((account) => [
          account.name,
          `${account.state}${account.default ? ', default' : ''}`,
        ]),
      );
    const shown = async (...args: readonly string[]) => {
      const { json } = await agent.run('license ls', ...args);
      return {
        account: json.account,
        state: json.state,
        quantities: json.licenses.map((row) => row.quantity),
        at: json.snapshotAt,
      };
    };
    /** As slow and busy as CSSM is for a big account: on real sockets every look takes minutes of scenario time. */
    const slow = async (account: string) => {
      const about = { target: `cssm:${account}`, after: { http: `/v1/accounts/${account}/licenses` } };
      await lab.fault({ ...about, fault: 'cssm.slow', times: 20, params: { delayMs: seconds(90) } });
      await lab.fault({
        ...about,
        fault: 'cssm.http-error',
        times: 4,
        params: { status: 503, retryAfterS: 240 },
      });
    };

    const kept = await step('retrieve the first account while all is well', async () => {
      check.equal('it is retrieved', (await agent.run('account sync')).exitCode, 0);
      return shown();
    });

    await step('make CSSM slow and busy for the other two accounts', async () => {
      await slow('second.example');
      await slow('third.example');
    });

    const toSecond = await step('change the default to the second account', async () =>
      agent.start('account default', 'second.example'),
    );

    await step('look while it is retrieved', async () => {
      await check.eventually(
        'the second account is shown, retrieved and empty; nothing of the first stands under its name',
        shown,
        { account: 'second.example', state: 'retrieving', quantities: [], at: null },
        { withinMs: minutes(30), everyMs: seconds(1) },
      );
    });

    const toThird = await step('change the default again, to the third account', async () =>
      agent.start('account default', 'third.example'),
    );

    await step('look while both are retrieved', async () => {
      let seen: Readonly<Record<string, string>> = {};
      await check.eventually(
        'the third account is the default and is retrieved',
        async () => {
          seen = await states();
          return seen['third.example'];
        },
        'retrieving, default',
        { withinMs: minutes(30), everyMs: seconds(1) },
      );
      check.equal('the retrieval of the second goes on', seen['second.example'], 'retrieving');
      check.equal('the first is untouched', seen['first.example'], 'ok');
      check.equal('the third is shown, retrieved and empty', await shown(), {
        account: 'third.example',
        state: 'retrieving',
        quantities: [],
        at: null,
      });
    });

    await step('wait until both are retrieved', async () => {
      check.equal('the first change is accepted', (await toSecond.done).exitCode, 0);
      check.equal('the second change is accepted', (await toThird.done).exitCode, 0);
      check.equal('the default is the third, and every account is complete', await states(), {
        'first.example': 'ok',
        'second.example': 'ok',
        'third.example': 'ok, default',
      });
      const rows = [await shown(), await shown('--account', 'second.example')];
      check.equal(
        'each account shows its own licenses',
        rows.map(({ account, quantities }) => [account, quantities]),
        ['third.example', 'second.example'].map((account) => [account, [OWNED[account]]]),
      );
    });

    await step('change back while CSSM is slow and busy for the first account too', async () => {
      await slow('first.example');
      const back = agent.start('account default', 'first.example');
      await check.eventually(
        'the first account is the default at once, and is retrieved anew',
        async () => (await states())['first.example'],
        'retrieving, default',
        { withinMs: minutes(30), everyMs: seconds(1) },
      );
      check.equal('its kept data is shown at once, with the date of before', await shown(), {
        ...kept,
        state: 'retrieving',
      });
      back.interrupt();
      check.equal('Ctrl-C ends the retrieval', (await back.done).exitCode, 5);
      const { account, quantities, at } = await shown();
      check.equal(
        'the first account stays the default, with its kept data',
        [account, quantities, at],
        [kept.account, kept.quantities, kept.at],
      );
    });

    await step('compare with the switches', async () => {
      check.equal(
        'no switch changed its association',
        (await lab.devices()).filter(({ trust }) => trust.account !== 'first.example').map(({ id }) => id),
        [],
      );
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
