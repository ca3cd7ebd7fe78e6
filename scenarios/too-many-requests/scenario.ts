import { defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';

const LICENSES = '/v1/accounts/campus.example/licenses';
/** Longest wait that CSSM may ask for; anything longer is taken as this. */
const CAP_MS = minutes(2);

export default defineScenario({
  id: 'too-many-requests',
  title:
    'CSSM says 429 again and again, with every odd Retry-After: it is obeyed, within bounds, and the retrieval ends well',
  covers: ['C16', 'F28', 'I19'],
  kills: 'retry-after-ignored',
  tags: ['account'],
  timeoutMs: hours(6),
  lab: {
    accounts: [
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          { name: 'DEFAULT', default: true, pools: [{ license: 'C9300 Network Advantage', quantity: 3 }] },
        ],
      },
    ],
    groups: [{ count: 1, platform: 'C9300-24T', level: 'network-advantage', account: 'campus.example' }],
  },

  async steps({ lab, agent, check, step }) {
    const busy = (retryAfter: string) =>
      lab.fault({
        fault: 'cssm.http-error',
        target: 'cssm:campus.example',
        after: { http: LICENSES },
        params: { status: 429, retryAfter },
      });
    /** When the license list was asked for. */
    const asked = async () =>
      (await lab.journal({ device: 'cssm', op: 'http' }))
        .filter(({ detail }) => detail['path'] === LICENSES)
        .map(({ at }) => at);
    const gaps = (times: readonly number[]) => times.slice(1).map((at, index) => at - (times[index] ?? 0));

    await step('let CSSM ask for 90 seconds, then for eleven days', async () => {
      await busy('90');
      await busy('999999');
    });

    const before = await step('retrieve the account', async () => {
      const sync = await agent.run('account sync');
      check.equal('it is retrieved', sync.exitCode, 0);
      const times = await asked();
      const [first = 0, second = 0] = gaps(times);
      check.equal('it was asked for three times', times.length, 3);
      check.that('the first wait is as CSSM asked', first >= seconds(90), `${first} ms`);
      check.that(
        'the second wait is long, and bounded',
        second >= CAP_MS && second <= CAP_MS + minutes(3),
        `${second} ms`,
      );
      return times.length;
    });

    await step('let CSSM ask for a negative time, for a word, for a day long gone', async () => {
      await busy('-5');
      await busy('soon');
      await busy('Sun, 06 Nov 1994 08:49:37 GMT');
    });

    await step('retrieve the account once more', async () => {
      const sync = await agent.run('account sync');
      check.equal('it is retrieved again', sync.exitCode, 0);
      const times = (await asked()).slice(before);
      check.equal('it was asked for four times', times.length, 4);
      check.that(
        'no two requests came at once',
        gaps(times).every((gap) => gap >= 250),
        gaps(times).join(' '),
      );
    });

    await step('let CSSM refuse for good', async () => {
      for (let time = 1; time <= 5; time++) await busy('1');
      const sync = await agent.run('account sync');
      check.equal('the retrieval ends by itself', sync.exitCode, 3);
      check.equal('the account is shown as failed, with its last data', sync.json.account.state, 'failed');
      check.that(
        'the reason names the limit',
        sync.json.account.reason?.includes('429') === true,
        sync.json.account.reason ?? 'none',
      );
      const { json } = await agent.run('license ls');
      check.equal('the licenses of the last good retrieval are shown', json.licenses.length, 1);
    });
  },

  expect: { edits: 0, 'reloads.received': 0, unmatched: 0 },
});
