import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RolloutView } from '../../agent/index.ts';
import { TROUBLES, troubledId } from './support/fault-table.ts';
import { type Ended, SshAgent } from './support/ssh-agent.ts';

/** How often a rollout that paused itself is resumed: each bad end of a serious kind pauses it once at most. */
const RESUMES_MAX = 12;

const LAB = {
  seed: 8,
  accounts: [
    {
      name: 'Acme',
      domain: 'acme.example',
      default: true,
      virtualAccounts: [
        {
          name: 'DEFAULT',
          pools: [
            { license: 'C9300 Network Advantage', quantity: 50 },
            { license: 'C9300 48P NW Advantage', quantity: 50 },
          ],
        },
      ],
    },
  ],
  groups: TROUBLES.map(({ members }) => ({
    count: 1,
    ...(members === undefined ? { platform: 'C9300-24T' } : { members: [...members] }),
    release: '17.9.4',
    level: 'network-essentials' as const,
    site: 'hq',
  })),
};

async function applyToTheEnd(agent: SshAgent, plan: string): Promise<RolloutView> {
  let applied: Ended = await agent.verb('apply', plan, '--yes');
  for (let resumes = 0; applied.code === 5 && resumes < RESUMES_MAX; resumes += 1) {
    const { id } = applied.json as { id?: string };
    await agent.verb('rollout', 'resume', id ?? '');
    applied = await agent.verb('apply', plan, '--yes');
  }
  expect(applied.stderr).not.toMatch(/DEFECT|at .*\.ts:\d+/);
  return applied.json as unknown as RolloutView;
}

test('over real SSH every trouble ends in its named state', { timeout: 240_000 }, async () => {
  await using agent = await SshAgent.start(LAB);
  const plan = join(agent.folder, 'plan.json');
  const options = [
    '--level',
    'network-advantage',
    '--waves',
    '1',
    '--exposure',
    '50',
    '--failure-budget',
    '50',
  ];
  const planned = await agent.verb('plan', '--select', 'all', ...options, '--out', plan);
  expect(planned.code).toBe(0);
  for (const [index, { faults, typed }] of TROUBLES.entries()) {
    for (const fault of faults) agent.lab.faults.add({ ...fault, target: troubledId(index) });
    if (typed !== undefined) agent.lab.fleet.get(troubledId(index))?.configure(typed);
  }
  const seqBefore = agent.lab.journal.from(0).length;
  const view = await applyToTheEnd(agent, plan);
  const ends = view.devices.map(({ id, state }) => [id, state]);
  expect(ends).toEqual(TROUBLES.map(({ end }, index) => [troubledId(index), end]));
  const seen = agent.lab.journal
    .from(seqBefore + 1)
    .filter((entry) => entry.session !== null || entry.op === 'auth');
  for (const [index, { never, trouble }] of TROUBLES.entries()) {
    const ops = seen.filter(({ device }) => device === troubledId(index)).map(({ op }) => op);
    for (const op of never ?? []) expect(ops, `${trouble}: ${op}`).not.toContain(op);
  }
  const blocked = view.devices.find(({ reason }) => reason?.code === 'FOREIGN_UNSAVED');
  expect(blocked?.diff).toEqual(['+vlan 99']);
  expect(agent.lab.defects).toEqual([]);
});
