import { defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';

const LICENSE = 'C9300 Network Advantage';

/** Three switches are to be promoted, and two licenses are there. */
const DESIRED = `- select: site=campus
  level: network-advantage
  autoApply: true
`;

export default defineScenario({
  id: 'auto-apply-end-to-end',
  title: 'A license arrives late: the next synchronization finds it, and the switch that waited is promoted',
  covers: ['auto-apply', 'balance', 'report', 'I13'],
  tags: ['account'],
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
              { license: LICENSE, quantity: 2 },
              { license: 'C9300 Network Essentials', quantity: 3 },
            ],
          },
        ],
      },
    ],
    groups: [
      {
        count: 3,
        platform: 'C9300-24T',
        level: 'network-essentials',
        site: 'campus',
        account: 'campus.example',
      },
    ],
  },

  async steps({ lab, agent, check, step }) {
    const promoted = async (): Promise<readonly string[]> =>
      (await lab.devices())
        .filter(({ runningLevel }) => runningLevel === 'network-advantage')
        .map(({ id }) => id);

    const serve = await step('say what the switches are to be, and start serve', async () => {
      await agent.write('desired.yaml', DESIRED);
      return agent.start('serve', '--desired', 'desired.yaml', '--every', '5m');
    });

    await step('wait until the licenses are used', async () => {
      await check.eventually(
        'as many as there are licenses are promoted',
        async () => (await promoted()).length,
        2,
        {
          withinMs: hours(2),
          everyMs: seconds(30),
        },
      );
      await check.eventually(
        'their rollout ends well',
        async () => (await agent.run('rollout ls')).json.rollouts.map(({ state, counts }) => [state, counts]),
        [['finished', { SUCCEEDED: 2 }]],
        { withinMs: hours(1), everyMs: minutes(1) },
      );
    });

    const waiting = lab.ids.filter((id) => id !== (lab.ids[0] ?? '') && id !== (lab.ids[1] ?? ''));

    await step('ask why the rest waits', async () => {
      const { exitCode, json } = await agent.run('reconcile', '--desired', 'desired.yaml');
      check.equal('something waits', exitCode, 1);
      check.equal(
        'for a license',
        json.devices.filter(({ state }) => state === 'waiting').map(({ id, reason }) => [id, reason?.code]),
        waiting.map((id) => [id, 'NO_LICENSE']),
      );
    });

    await step('the license that was bought arrives', () =>
      lab.cssm.deposit({
        account: 'campus.example',
        virtualAccount: 'DEFAULT',
        license: LICENSE,
        quantity: 1,
      }),
    );

    await step('wait, and touch nothing', async () => {
      await check.eventually('every switch is promoted', async () => (await promoted()).length, 3, {
        withinMs: hours(2),
        everyMs: seconds(30),
      });
      await check.eventually(
        'the second rollout ends well too',
        async () =>
          (await agent.run('rollout ls')).json.rollouts.filter(({ state }) => state === 'finished').length,
        2,
        { withinMs: hours(1), everyMs: minutes(1) },
      );
    });

    await step('compare what is known with what is so', async () => {
      const { json } = await agent.run('rollout ls');
      const views = await Promise.all(json.rollouts.map(({ id }) => agent.run('rollout show', id)));
      check.equal(
        'CSSM was seen to have every report',
        views.flatMap((view) => view.json.devices.map(({ report }) => report)),
        ['seen', 'seen', 'seen'],
      );
      check.equal('the journal is whole', (await agent.run('audit verify')).json.ok, true);
      check.equal(
        'nothing waits any more',
        (await agent.run('reconcile', '--desired', 'desired.yaml')).exitCode,
        0,
      );
    });

    await step('end serve', async () => {
      serve.interrupt();
      check.equal('it ends in order', (await serve.done).exitCode, 0);
    });
  },

  expect: { 'reloads.received': 3, unmatched: 0 },
});
