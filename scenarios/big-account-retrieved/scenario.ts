import { defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';
import type { AccountsJson } from 'catalyst-license-lab/scenarios';

/** Rows of CSSM's license list: four pages of 500 at most, without a switch for each. */
const VIRTUAL_ACCOUNTS = 40;
const LICENSES = 40;
const BOUGHT_LATER = 'License 001';

const virtualAccounts = Array.from({ length: VIRTUAL_ACCOUNTS }, (_, index) => ({
  name: `Site ${String(index + 1).padStart(2, '0')}`,
  default: index === 0,
  pools: Array.from({ length: LICENSES }, (_row, license) => ({
    license: `License ${String(license + 1).padStart(3, '0')}`,
    quantity: 10,
    type: 'PERPETUAL' as const,
  })),
}));

export default defineScenario({
  id: 'big-account-retrieved',
  title:
    'A big account takes minutes, page by page; until the last one the snapshot before is shown, whatever dies',
  covers: ['default-account', 'C17', 'F27'],
  kills: 'half-retrieval-kept',
  tags: ['account'],
  timeoutMs: hours(12),
  lab: {
    accounts: [{ name: 'Example Group', domain: 'group.example', default: true, virtualAccounts }],
    groups: [{ count: 1, platform: 'C9300-24T', level: 'network-advantage', account: 'group.example' }],
  },

  async steps({ lab, agent, check, step }) {
    const owned = async () => {
      const { json } = await agent.run('license ls');
      const quantity = json.licenses.find(
        ({ license, virtualAccount }) => license === BOUGHT_LATER && virtualAccount === 'Site 01',
      )?.quantity;
      return { rows: json.licenses.length, quantity, snapshotAt: json.snapshotAt };
    };
    /** How often the license list was asked for. */
    const asked = async () =>
      (await lab.journal({ device: 'cssm', op: 'http' })).filter(({ detail }) =>
        String(detail['path']).endsWith('/licenses'),
      ).length;
    const account = async (): Promise<AccountsJson['accounts'][number] | undefined> =>
      (await agent.run('account ls')).json.accounts[0];

    const first = await step('retrieve the account while CSSM is quick', async () => {
      const sync = await agent.run('account sync');
      check.equal('it is retrieved', sync.exitCode, 0);
      const shown = await owned();
      check.equal('every row of all pages is there', shown.rows, VIRTUAL_ACCOUNTS * LICENSES);
      return shown;
    });

    await step('buy licenses, and make CSSM as slow as it is for a big account', async () => {
      await lab.cssm.act('deposit', {
        account: 'group.example',
        virtualAccount: 'Site 01',
        license: BOUGHT_LATER,
        quantity: 7,
      });
      await lab.fault({
        fault: 'cssm.slow',
        target: 'cssm:group.example',
        after: { http: '/v1/accounts/group.example/licenses' },
        times: 8,
        params: { delayMs: seconds(45) },
      });
    });

    const before = await asked();
    const dying = await step('begin to retrieve it again', async () => agent.start('account sync'));

    await step('kill the agent when it has one page of the licenses', async () => {
      // The simulator's own record is asked: what the agent shows takes a process, and minutes of scenario time.
      await check.eventually(
        'CSSM is asked for a second page',
        async () => (await asked()) - before >= 2,
        true,
        {
          withinMs: hours(2),
          everyMs: seconds(2),
        },
      );
      dying.kill();
      await dying.done;
    });

    await step('look at the licenses after that', async () => {
      const shown = await owned();
      check.equal('the complete snapshot of before is shown, with its own date', shown, first);
    });

    await step('retrieve it to the end', async () => {
      // A retrieval that died is over for the others when it gave no sign of life for a while.
      await check.eventually(
        'the dead retrieval is noticed',
        async () => (await account())?.state === 'retrieving',
        false,
        { withinMs: hours(6), everyMs: minutes(1) },
      );
      const sync = await agent.run('account sync');
      check.equal('it is retrieved', sync.exitCode, 0);
      const shown = await owned();
      check.equal('what was bought is there', shown.quantity, 17);
      check.that('the snapshot is a new one', shown.snapshotAt !== first.snapshotAt);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
