/** What `scenario new` writes: a scenario that runs as it is, and the README that goes with it. */

/** Text of `scenario.ts`. */
export function newScenario(name: string): string {
  return `import { defineScenario, hours } from 'catalyst-license-lab/scenarios';

export default defineScenario({
  id: '${name}',
  title: 'Three switches are promoted to Network Advantage',
  covers: ['promote'],
  timeoutMs: hours(2),
  lab: {
    accounts: [
      {
        name: 'Example Company',
        domain: 'example.com',
        virtualAccounts: [
          {
            name: 'Campus',
            pools: [
              { license: 'C9300 Network Essentials', quantity: 3 },
              { license: 'C9300 Network Advantage', quantity: 3 },
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
        account: 'example.com',
        virtualAccount: 'Campus',
      },
    ],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan the promotion of every switch', async () => {
      const plan = await agent.run('plan', '--select', 'all', '--level', 'network-advantage', '--out', 'plan.json');
      check.equal('the plan is accepted', plan.exitCode, 0);
    });

    await step('apply the plan', async () => {
      const apply = await agent.run('apply', 'plan.json', '--yes');
      check.equal('every switch ends as planned', apply.exitCode, 0);
    });

    await step('compare with the switches themselves', async () => {
      const devices = await lab.devices();
      check.equal(
        'every switch runs the new level',
        devices.map((device) => device.runningLevel),
        devices.map(() => 'network-advantage'),
      );
    });
  },

  expect: { 'reloads.executed': 3, 'reloads.per-device.max': 1, unmatched: 0 },
});
`;
}

/** Text of `README.md`. */
export function newReadme(name: string): string {
  return `# ${name}: Three switches are promoted to Network Advantage

## Summary

Say here what is shown, and why it matters.

## Testbed

Three C9300-24T at Network Essentials, one Smart Account that owns the licenses for both levels.

## Procedure

1. plan the promotion of every switch
2. apply the plan
3. compare with the switches themselves
4. measure the pass criteria

## Pass criteria

- the plan is accepted
- every switch ends as planned
- every switch runs the new level
- reloads.executed is 3
- reloads.per-device.max is 1
- unmatched is 0

## Timing

At most two hours of scenario time; a few seconds on the memory binding.

## Coverage

promote
`;
}
