import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const LICENSE = 'C9300 Network Advantage';
const ACCOUNT = 'campus.example';
const TRANSFER = `/v1/accounts/${ACCOUNT}/virtual-accounts/Branch/licenses/transfer`;

export default defineScenario({
  id: 'shortage-solved-elsewhere',
  title:
    'A shortage is solved from another Virtual Account: one move, made once, although its answer is lost',
  covers: ['reapply', 'balance', 'C23'],
  kills: 'smallest-donors-first',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: ACCOUNT,
        default: true,
        virtualAccounts: [
          { name: 'Campus', default: true, pools: [{ license: LICENSE, quantity: 1 }] },
          { name: 'Lab', pools: [{ license: LICENSE, quantity: 1 }] },
          { name: 'Branch', pools: [{ license: LICENSE, quantity: 4 }] },
        ],
      },
    ],
    groups: [
      {
        count: 3,
        prefix: 'campus',
        platform: 'C9300-24T',
        level: 'network-advantage',
        account: ACCOUNT,
        virtualAccount: 'Campus',
      },
      {
        count: 1,
        prefix: 'branch',
        platform: 'C9300-24T',
        level: 'network-advantage',
        account: ACCOUNT,
        virtualAccount: 'Branch',
      },
    ],
  },

  async steps({ lab, agent, check, step }) {
    /** Owned and used at CSSM, by Virtual Account. */
    const balances = async () => {
      const [account] = await lab.cssm.accounts();
      const of = (pools: NonNullable<typeof account>['virtualAccounts'][number]['pools']) =>
        pools.filter(({ license }) => license === LICENSE).map(({ quantity, inUse }) => [quantity, inUse]);
      return Object.fromEntries((account?.virtualAccounts ?? []).map(({ name, pools }) => [name, of(pools)]));
    };
    const before = { Campus: [[1, 3]], Lab: [[1, 0]], Branch: [[4, 1]] };
    const after = { Campus: [[3, 3]], Lab: [[1, 0]], Branch: [[2, 1]] };
    /** Requests for a transfer that reached CSSM. */
    const transfers = async () =>
      (await lab.journal({ device: 'cssm', op: 'http' })).filter(({ detail }) =>
        JSON.stringify(detail).includes('licenses/transfer'),
      ).length;

    await step('synchronize and retrieve', async () => {
      check.equal('every switch synchronized', (await agent.run('device sync', '--all')).exitCode, 0);
      check.equal('the account is retrieved', (await agent.run('account sync')).exitCode, 0);
      check.equal('one Virtual Account is short at CSSM', await balances(), before);
    });

    await step('ask what is wrong, and what is unused', async () => {
      const compliance = await agent.run('license compliance');
      check.equal('it is out of compliance', compliance.exitCode, 1);
      check.equal(
        'two are short, and available elsewhere',
        compliance.json.findings.map(({ code, facts }) => [code, facts['virtualAccount'], facts['short']]),
        [['SHORT_AVAILABLE_ELSEWHERE', 'Campus', 2]],
      );
      const { unused } = (await agent.run('license unused')).json;
      check.equal(
        'the other two have a surplus',
        unused.map(({ kind, virtualAccount, quantity }) => [kind, virtualAccount, quantity]),
        [
          ['surplus', 'Branch', 3],
          ['surplus', 'Lab', 1],
        ],
      );
    });

    await step('only plan the moves', async () => {
      const { exitCode, json } = await agent.run('license reapply', '--dry-run');
      check.equal('the plan leaves nothing short', [exitCode, json.uncovered], [0, 0]);
      check.equal(
        'one move is enough',
        json.moves.map(({ from, to, quantity }) => [from, to, quantity]),
        [['Branch', 'Campus', 2]],
      );
      check.that('it says that none has fewer', json.isFewest);
      check.equal('nothing was moved', await balances(), before);
    });

    await step('lose the answer to the transfer', () =>
      lab.fault({
        fault: 'cssm.truncated',
        target: `cssm:${ACCOUNT}`,
        after: { http: TRANSFER },
      }),
    );

    await step('make the move', async () => {
      const { exitCode, json } = await agent.run('license reapply', '--yes');
      check.equal('it ends well', exitCode, 0);
      check.equal(
        'the transfer is known to be made',
        json.transfers?.map(({ from, to, state }) => [from, to, state]),
        [['Branch', 'Campus', 'MOVED']],
      );
      check.equal('CSSM was asked once', await transfers(), 1);
      check.equal('the balances at CSSM are right', await balances(), after);
    });

    await step('say it again', async () => {
      const { exitCode, json } = await agent.run('license reapply', '--yes');
      check.equal('there is nothing to do', [exitCode, json.moves], [0, []]);
      check.equal('CSSM was not asked again', await transfers(), 1);
      check.equal('the balances are the same', await balances(), after);
      check.equal('it is in compliance', (await agent.run('license compliance')).exitCode, 0);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
