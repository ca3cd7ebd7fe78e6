import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

const STACK = ['C9300-24T', 'C9300-48T', 'C9300-24T'];

export default defineScenario({
  id: 'stack-member-missing',
  title: 'A stack comes back without one of its members, and the member is named',
  covers: ['stack', 'truthful-end', 'F4', 'F22', 'I4', 'I8'],
  tags: ['level', 'safety', 'stack'],
  kills: 'member-not-missed',
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
              { license: 'C9300 Network Essentials', quantity: 4 },
              { license: 'C9300 48P NW Essentials', quantity: 2 },
              { license: 'C9300 Network Advantage', quantity: 4 },
              { license: 'C9300 48P NW Advantage', quantity: 2 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 2, prefix: 'stack', members: STACK, release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    const missing = await step('prepare a stack whose second member will not return', async () => {
      await lab.fault({ fault: 'stack.member-missing', target: 'stack-0001', params: { slot: 2 } });
      const { serials } = await lab.device('stack-0001');
      check.equal('the stack has three members', serials.length, 3);
      return serials[1] ?? '';
    });

    await step('plan the promotion of both stacks', async () => {
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '2',
        '--exposure',
        '2',
        '--failure-budget',
        '2',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      check.equal(
        'each member counts on the license of its own model',
        plan.json.plan?.devices[0]?.licenses,
        [
          { license: 'C9300 Network Advantage', quantity: 2 },
          { license: 'C9300 48P NW Advantage', quantity: 1 },
        ],
      );
    });

    await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      const [first, second] = apply.json.devices;
      check.equal(
        'the stack without its member is degraded',
        [first?.state, first?.class],
        ['FAILED_DEGRADED', 'FAILED'],
      );
      check.that(
        'the missing member is named by its serial',
        first?.reason?.text.includes(missing) === true,
        first?.reason?.text,
      );
      check.equal('the whole stack succeeded', second?.state, 'SUCCEEDED');
      check.equal(
        'every member of it is ready',
        second?.members.map(({ state }) => state),
        ['ready', 'ready', 'ready'],
      );
      check.equal('the rollout ends, but not as planned', apply.exitCode, 1);
    });

    await step('compare with the stack itself', async () => {
      const { members } = await lab.device('stack-0001');
      const member = members.find(({ slot }) => slot === 2);
      check.that(
        'its second member is not there',
        member?.state !== 'ready',
        `state is ${member?.state ?? 'absent'}`,
      );
    });
  },

  expect: { 'reloads.executed': 2, 'reloads.per-device.max': 1, unmatched: 0 },
});
