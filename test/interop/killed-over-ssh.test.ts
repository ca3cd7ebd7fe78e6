import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SshAgent } from './support/ssh-agent.ts';

const LAB = {
  seed: 5,
  accounts: [
    {
      name: 'Acme',
      domain: 'acme.example',
      default: true,
      virtualAccounts: [{ name: 'DEFAULT', pools: [{ license: 'C9300 Network Advantage', quantity: 5 }] }],
    },
  ],
  groups: [{ count: 1, platform: 'C9300-24T', release: '17.9.4', level: 'network-essentials', site: 'hq' }],
} as const;

/** The change of the only device, as `rollout show` gives it. */
interface Shown {
  readonly state: string;
  readonly reloadsSent: number;
}

describe('the agent is killed with -9, over real SSH and on a real store', () => {
  test.each([
    ['B8', 'SUCCEEDED', 1, 'before the reload intent'],
    ['B10', 'SAVED_PENDING_RELOAD', 0, 'between the intent and the send'],
    ['B11', 'SUCCEEDED', 1, 'after the send'],
  ])('at %s it ends as %s with %i reload(s): %s', { timeout: 120_000 }, async (boundary, state, reloads) => {
    await using agent = await SshAgent.start(LAB);
    const plan = join(agent.folder, 'plan.json');
    const planned = await agent.verb(
      'plan',
      '--select',
      'all',
      '--level',
      'network-advantage',
      '--out',
      plan,
    );
    expect(planned.stderr + planned.code).toMatch(/0$/);
    const killed = await agent.applyAndDie(boundary, plan);
    expect(killed.signal).toBe('SIGKILL');
    const resumed = await agent.verb('apply', plan, '--yes');
    expect(resumed.json).toMatchObject({ resumed: true });
    const [device] = resumed.json['devices'] as Shown[];
    expect(device?.state).toBe(state);
    const received = agent.lab.journal.from(0).filter((entry) => entry.op === 'reload-received');
    expect(received).toHaveLength(reloads);
    const audit = await agent.verb('audit', 'verify');
    expect(audit).toMatchObject({ code: 0, json: { ok: true } });
  });
});
