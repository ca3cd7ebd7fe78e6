import { defineScenario, hours, minutes } from 'catalyst-license-lab/scenarios';

/** A window in UTC around an instant: it began five minutes ago and closes in `forMs`. */
function windowAround(instant: string, forMs: number): string {
  const at = (ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
  const from = at(-minutes(5));
  return `${from.slice(0, 10)} ${from.slice(11, 16)}-${at(forMs).slice(11, 16)} UTC`;
}

export default defineScenario({
  id: 'window-closes',
  title: 'Nothing begins in a window that closes before a switch could be back',
  covers: ['window', 'pause-abort', 'F44', 'F45', 'I7', 'I12'],
  tags: ['level', 'safety'],
  kills: 'window-to-the-last-second',
  timeoutMs: hours(6),
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
              { license: 'C9300 Network Essentials', quantity: 4 },
              { license: 'C9300 Network Advantage', quantity: 4 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 4, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    const wish = ['--select', 'all', '--level', 'network-advantage', '--waves', '4', '--exposure', '4'];

    const now = await step('ask the agent what time it is', async () => {
      const plan = await agent.run('plan', ...wish);
      check.equal('the plan is accepted', plan.exitCode, 0);
      return plan.json.plan?.madeAt ?? '';
    });

    await step('plan in a window that is open, and closes in fifteen minutes', async () => {
      const window = windowAround(now, minutes(15));
      const plan = await agent.run('plan', ...wish, '--window', window, '--out', 'late.json');
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal('it has the window', plan.json.plan?.options.windows.length, 1);
    });

    await step('apply it for three minutes', async () => {
      const apply = agent.start('apply', 'late.json', '--yes');
      await lab.advance(minutes(3));
      await check.metric('edits', 0);
      await check.metric('reloads.received', 0);
      const [rollout] = (await agent.run('rollout ls')).json.rollouts;
      check.equal('the rollout waits', rollout?.state, 'running');
      check.equal('abort is accepted', (await agent.run('rollout abort', rollout?.id ?? '')).exitCode, 0);
      const ended = await apply.done;
      check.equal('every switch was skipped', ended.json.counts, { SKIPPED_ABORT: 4 });
    });

    await step('plan in a window of six hours, and apply it', async () => {
      const window = windowAround(now, hours(6));
      const plan = await agent.run('plan', ...wish, '--window', window, '--out', 'early.json');
      check.equal('the plan is accepted', plan.exitCode, 0);
      const apply = await agent.run('apply', 'early.json', '--yes');
      check.equal('every switch was changed', apply.json.counts, { SUCCEEDED: 4 });
    });
  },

  expect: { 'reloads.executed': 4, 'reloads.per-device.max': 1, 'devices.unsaved': 0, unmatched: 0 },
});
