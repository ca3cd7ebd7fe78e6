import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RolloutView } from '../../agent/index.ts';
import { SshAgent } from './support/ssh-agent.ts';

const POOLS = [{ license: 'C9300 Network Advantage', quantity: 10 }];
const LAB = {
  seed: 6,
  accounts: [
    {
      name: 'Acme',
      domain: 'acme.example',
      default: true,
      virtualAccounts: [{ name: 'DEFAULT', pools: POOLS }],
    },
  ],
  groups: [{ count: 6, platform: 'C9300-24T', release: '17.9.4', level: 'network-essentials', site: 'hq' }],
} as const;

test('an abort from a second terminal is durable, and no switch begins after it', {
  timeout: 120_000,
}, async () => {
  await using agent = await SshAgent.start(LAB);
  const plan = join(agent.folder, 'plan.json');
  const options = ['--level', 'network-advantage', '--waves', '1,1,1,1,1,1', '--out', plan];
  expect((await agent.verb('plan', '--select', 'all', ...options)).code).toBe(0);
  const applying = agent.verb('apply', plan, '--yes');
  await new Promise<void>((resolve) => {
    const stop = agent.lab.journal.listen((entry) => {
      if (entry.op !== 'reload-executed') return;
      stop();
      resolve();
    });
  });
  const listed = await agent.verb('rollout', 'ls');
  const [rollout] = listed.json['rollouts'] as { id: string }[];
  const aborted = await agent.verb('rollout', 'abort', rollout?.id ?? '');
  expect(aborted).toMatchObject({ code: 0 });
  const seqAtAbort = agent.lab.journal.from(0).length;
  const applied = await applying;
  expect(applied.code).toBe(1);
  const view = applied.json as unknown as RolloutView;
  expect(view.state).toBe('aborted');
  // Who was past the reload went on; who was not had nothing done to it, or had it undone.
  const states = view.devices.map(({ state }) => state);
  expect(states[0]).toBe('SUCCEEDED');
  expect(states.at(-1)).toBe('SKIPPED_ABORT');
  expect(new Set(states)).not.toContain('INDETERMINATE');
  const later = agent.lab.journal.from(seqAtAbort + 1);
  expect(later.filter(({ op }) => op === 'reload-received')).toEqual([]);
  const again = await agent.verb('rollout', 'resume', rollout?.id ?? '');
  expect(again).toMatchObject({ code: 4, json: { error: { code: 'ROLLOUT_ENDED' } } });
});
