import { defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: 'agent-killed-mid-reload',
  title: 'The agent is killed in the middle of a reload, goes on, and reloads nothing twice',
  covers: ['resume', 'one-reload', 'truthful-end', 'F13', 'F15', 'F36', 'I1', 'I9', 'I23'],
  tags: ['level', 'safety', 'crash'],
  kills: 'reload-forgotten',
  timeoutMs: hours(3),
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
              { license: 'C9300 Network Essentials', quantity: 6 },
              { license: 'C9300 Network Advantage', quantity: 6 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 6, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan the promotion of six switches, first of one and then of five', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '1,5',
        '--exposure',
        '5',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
    });

    await step('make the answer to the first reload slow', () =>
      // The agent dies between the request and its answer: it cannot know whether the switch reloads.
      lab.fault({
        fault: 'netconf.late',
        target: 'sw-0001',
        after: { rpc: 'reload' },
        params: { delayMs: seconds(4) },
      }),
    );

    await step('apply the plan and kill the agent when the reload was received', async () => {
      const apply = agent.start('apply', 'plan.json', '--yes');
      await check.eventually(
        'sw-0001 received the reload',
        async () => (await lab.journal({ device: 'sw-0001', op: 'reload-received' })).length,
        1,
        { withinMs: minutes(10), everyMs: seconds(1) },
      );
      apply.kill();
      check.equal('the agent was killed', (await apply.done).exitCode, null);
    });

    await step('let the switches boot while no agent runs', async () => {
      await lab.advance(minutes(12));
      await check.metric('devices.down', 0);
    });

    await step('apply the same plan again', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('the rollout went on, it did not begin anew', apply.json.resumed, true);
      check.equal('every switch succeeded', apply.json.counts, { SUCCEEDED: 6 });
      check.equal('the rollout ends as planned', apply.exitCode, 0);
    });

    await step('compare with the switches and the journal', async () => {
      const devices = await lab.devices();
      check.equal(
        'every switch booted exactly once',
        devices.map(({ bootCount }) => bootCount),
        devices.map(() => 2),
      );
      check.equal(
        'every switch runs the new level',
        devices.filter(({ runningLevel }) => runningLevel !== 'network-advantage').map(({ id }) => id),
        [],
      );
      const audit = await agent.run('audit verify');
      check.equal('the hash chain is whole', audit.json.ok, true);
    });
  },

  expect: {
    'reloads.executed': 6,
    'reloads.per-device.max': 1,
    'down-at-once.max': { max: 5 },
    unmatched: 0,
  },
});
