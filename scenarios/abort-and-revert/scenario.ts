import { defineScenario, hours, minutes, seconds } from 'catalyst-license-lab/scenarios';

/** Reloaded before the abort; written but not reloaded; never begun. */
const RELOADED = ['sw-0001', 'sw-0002', 'sw-0003', 'sw-0004'];
const SAVED = 'sw-0005';
const NEVER_BEGUN = ['sw-0006', 'sw-0007', 'sw-0008'];

export default defineScenario({
  id: 'abort-and-revert',
  title: 'A rollout is aborted in the middle, and every switch that it changed is brought back',
  covers: ['pause-abort', 'demote', 'one-reload', 'truthful-end', 'F41', 'F56', 'I1', 'I8', 'I12'],
  tags: ['level', 'safety'],
  kills: 'claim-not-passed-on',
  timeoutMs: hours(4),
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
              { license: 'C9300 Network Essentials', quantity: 8 },
              { license: 'C9300 Network Advantage', quantity: 8 },
            ],
          },
        ],
      },
    ],
    groups: [{ count: 8, platform: 'C9300-24T', release: '17.9.4', site: 'north' }],
  },

  async steps({ lab, agent, check, step }) {
    await step('plan the promotion of eight switches; an abort keeps what is saved', async () => {
      lab.needVirtualTime('the abort must come between the save and the reload of one switch');
      const plan = await agent.run(
        'plan',
        '--select',
        'all',
        '--level',
        'network-advantage',
        '--waves',
        '5',
        '--exposure',
        '5',
        '--on-abort',
        'keep',
        '--out',
        'plan.json',
      );
      check.equal('the plan is accepted', plan.exitCode, 0);
      // One switch is between save and reload when the abort comes.
      await lab.fault({
        fault: 'netconf.late',
        target: SAVED,
        after: { rpc: 'save-config' },
        params: { delayMs: seconds(40) },
      });
    });

    const rollout = await step('apply it and abort it while four switches reload', async () => {
      const apply = agent.start('apply', 'plan.json', '--yes');
      await check.eventually(
        'four switches received the reload',
        async () => (await lab.journal({ op: 'reload-received' })).length,
        4,
        { withinMs: minutes(10), everyMs: seconds(1) },
      );
      const { rollouts } = (await agent.run('rollout ls')).json;
      const id = rollouts[0]?.id ?? '';
      check.equal('the abort is acknowledged', (await agent.run('rollout abort', id)).exitCode, 0);
      const ended = await apply.done;
      check.equal('the rollout ends, but not as planned', ended.exitCode, 1);
      check.equal('everybody is where the abort left them', ended.json.counts, {
        SUCCEEDED: 4,
        SAVED_PENDING_RELOAD: 1,
        SKIPPED_ABORT: 3,
      });
      return id;
    });

    await step('revert it without consent', async () => {
      const revert = await agent.run('rollout revert', rollout, '--yes');
      check.equal('a safety rule refuses', revert.exitCode, 4);
      check.equal(
        'the refusal names the loss of features',
        revert.json.refusals?.map(({ code }) => code),
        ['FEATURE_LOSS'],
      );
    });

    await step('revert it with consent', async () => {
      const revert = await agent.run('rollout revert', rollout, '--yes', '--accept-feature-loss');
      check.equal(
        'every switch that was changed is back; the one never reloaded is not reloaded',
        revert.json.counts,
        {
          SUCCEEDED: 4,
          ALREADY_AT_LEVEL: 1,
        },
      );
      check.equal('the revert ends as planned', revert.exitCode, 0);
    });

    await step('compare with the switches themselves', async () => {
      const devices = await lab.devices();
      check.equal(
        'all run and boot the level they had',
        devices
          .filter(
            ({ runningLevel, bootLevel }) =>
              `${runningLevel} ${bootLevel}` !== 'network-essentials network-essentials',
          )
          .map(({ id }) => id),
        [],
      );
      check.equal(
        'only the reloaded ones were down, once for each way',
        devices.map(({ bootCount }) => bootCount),
        devices.map(({ id }) => (RELOADED.includes(id) ? 3 : 1)),
      );
      const edited = new Set((await lab.journal({ op: 'edit' })).map(({ device }) => device));
      check.equal(
        'nothing was written to those never begun',
        NEVER_BEGUN.filter((id) => edited.has(id)),
        [],
      );
    });

    await step('revert it once more', async () => {
      const revert = await agent.run('rollout revert', rollout, '--yes', '--accept-feature-loss');
      check.equal('nothing is left to do', [revert.exitCode, revert.json.plan], [0, null]);
    });

    await step('export the journal and verify it', async () => {
      const exported = await agent.run('rollout export', rollout);
      check.equal('the export is written', exported.exitCode, 0);
      const audit = await agent.run('audit verify', '--export', exported.json.file);
      check.equal('it is whole without the store', audit.json.ok, true);
    });
  },

  expect: { 'reloads.executed': 8, 'reloads.per-device.max': 2, 'devices.unsaved': 0, unmatched: 0 },
});
