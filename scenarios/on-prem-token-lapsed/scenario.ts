import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const ACCOUNT = 'campus.example';
const LOCAL_NAME = 'Example Campus';
const DAY_MS = 86_400_000;

export default defineScenario({
  id: 'on-prem-token-lapsed',
  title:
    'Nobody signed in on the SSM On-Prem for 180 days: every view says so and what to do, and signing in heals it',
  covers: ['on-prem', 'C27'],
  kills: 'lapsed-token-overlooked',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: LOCAL_NAME,
        domain: ACCOUNT,
        default: true,
        onPrem: 'ssm-zrh-01',
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 3 }] },
        ],
      },
    ],
    groups: [{ count: 2, platform: 'C9300-24T', level: 'network-advantage', account: ACCOUNT }],
  },

  async steps({ lab, agent, check, step }) {
    let today = '';
    const daysAgo = (count: number): string =>
      new Date(Date.parse(today) - count * DAY_MS).toISOString().slice(0, 10);
    /** Works with the On-Prem; that somebody signed in so many days ago is written down. */
    const signedIn = (count: number) =>
      agent.editInventory((inventory) => {
        const { tokenUrl: _cloud, ...cssm } = inventory.cssm;
        const accounts = [{ name: ACCOUNT, localName: LOCAL_NAME, default: true }];
        const url = new URL(cssm.url).origin;
        return {
          ...inventory,
          cssm: { ...cssm, mode: 'on-prem', url, signedIn: daysAgo(count), accounts },
        };
      });
    const token = async () => {
      const { syncToken } = (await agent.run('license ls')).json;
      return syncToken === null ? null : [syncToken.daysLeft, syncToken.isOverdue];
    };
    const findings = async () => (await agent.run('license compliance')).json.findings;
    /** The On-Prem synchronizes with Cisco by its schedule, or because somebody signs in: what CSSM says. */
    const synchronize = (how: 'scheduled' | 'manual'): Promise<string> =>
      lab.cssm.act('synchronize', { account: ACCOUNT, how }).then(
        () => 'ok',
        (error: Error) => error.message,
      );

    await step('synchronize the switches while all is well', async () => {
      check.equal('every switch synchronized', (await agent.run('device sync', '--all')).exitCode, 0);
      const { json } = await agent.run('account sync');
      today = json.account.snapshotAt ?? '';
      check.equal('the On-Prem synchronizes by its schedule', await synchronize('scheduled'), 'ok');
    });

    await step('work with the On-Prem, signed in to 179 days ago', async () => {
      await signedIn(179);
      check.equal('the account is retrieved from it', (await agent.run('account sync')).exitCode, 0);
      check.equal('one day is left', await token(), [1, false]);
      check.equal('nothing is wrong', await findings(), []);
    });

    await step('let the token lapse', async () => {
      await lab.fault({ fault: 'cssm.on-prem-lapsed', target: `cssm:${ACCOUNT}` });
      await signedIn(181);
    });

    await step('look at the views', async () => {
      check.equal('what the On-Prem has can be retrieved', (await agent.run('account sync')).exitCode, 0);
      check.that(
        'it cannot synchronize with Cisco by itself any more',
        (await synchronize('scheduled')).includes('sign in'),
      );
      const licenses = await agent.run('license ls');
      const { syncToken } = licenses.json;
      check.equal('the token is overdue by a day', [syncToken?.daysLeft, syncToken?.isOverdue], [-1, true]);
      check.that(
        'people are told beside every view',
        licenses.stderr.includes('The SSM On-Prem is overdue') && licenses.stderr.includes('Sign in on it'),
        licenses.stderr,
      );
    });

    await step('ask for compliance', async () => {
      const [first, ...others] = await findings();
      check.equal('that is what is wrong', first?.code, 'ON_PREM_SYNC_OVERDUE');
      check.equal('nothing else is', others, []);
      check.that(
        'it says to sign in, and where to write it down',
        first?.advice?.includes('Sign in on the SSM On-Prem') === true &&
          first.advice.includes('cssm.signedIn'),
        first?.advice ?? 'nothing',
      );
    });

    await step('sign in on the On-Prem, and write it down', async () => {
      check.equal('it synchronizes', await synchronize('manual'), 'ok');
      check.equal('it does so by its schedule again', await synchronize('scheduled'), 'ok');
      await signedIn(0);
    });

    await step('look once more', async () => {
      check.equal('the account is retrieved', (await agent.run('account sync')).exitCode, 0);
      check.equal('180 days are left', await token(), [180, false]);
      check.equal('nothing is wrong any more', await findings(), []);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
