import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const LICENSES = '/v1/accounts/campus.example/licenses';
const NA = 'C9300 Network Advantage';
/** Rows of CSSM's license list: more than a page of 500 takes. */
const ROWS = 600;

export default defineScenario({
  id: 'pages-cannot-be-right',
  title: 'CSSM cuts, repeats and shrinks pages: nothing of them is used, and the last good snapshot stays',
  covers: ['C11', 'C18', 'F29'],
  kills: 'cut-list-published',
  tags: ['account'],
  timeoutMs: hours(12),
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
            pools: [
              { license: NA, quantity: 4 },
              ...Array.from({ length: ROWS - 1 }, (_, index) => ({
                license: `License ${String(index + 1).padStart(3, '0')}`,
                quantity: 1,
                type: 'PERPETUAL' as const,
              })),
            ],
          },
        ],
      },
    ],
    groups: [{ count: 1, platform: 'C9300-24T', level: 'network-advantage', account: 'campus.example' }],
  },

  async steps({ lab, agent, check, step }) {
    const shown = async () => {
      const { json } = await agent.run('license ls');
      const advantage = json.licenses.find(({ license }) => license === NA);
      return { rows: json.licenses.length, advantage: advantage?.quantity, at: json.snapshotAt };
    };

    const good = await step('retrieve the account while all is well', async () => {
      check.equal('it is retrieved', (await agent.run('account sync')).exitCode, 0);
      const now = await shown();
      check.equal('all rows are there', [now.rows, now.advantage], [ROWS, 4]);
      return now;
    });

    await step('buy licenses at Cisco', () =>
      lab.cssm
        .act('deposit', { account: 'campus.example', virtualAccount: 'DEFAULT', license: NA, quantity: 5 })
        .then(() => undefined),
    );

    for (const [fault, times, code] of [
      ['cssm.page-partial', 3, 'CSSM_PAGE_PARTIAL'],
      ['cssm.page-repeated', 3, 'CSSM_PAGE_OVERFLOW'],
      ['cssm.html-login', 1, 'CSSM_NOT_JSON'],
      ['cssm.empty-reply', 1, 'CSSM_NOT_JSON'],
    ] as const) {
      await step(`retrieve it with ${fault}`, async () => {
        await lab.fault({ fault, target: 'cssm:campus.example', after: { http: LICENSES }, times });
        const sync = await agent.run('account sync');
        check.equal(`${fault}: it is not retrieved`, sync.exitCode, 3);
        const { json } = await agent.run('account history');
        check.equal(`${fault}: the history has the cause`, json.runs.at(-1)?.code, code);
        check.equal(`${fault}: the snapshot before is shown, with its own date`, await shown(), good);
      });
    }

    await step('retrieve it when CSSM is well again', async () => {
      check.equal('it is retrieved again', (await agent.run('account sync')).exitCode, 0);
      const now = await shown();
      check.equal('what was bought is there', [now.rows, now.advantage], [ROWS, 9]);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
