/** Small scenarios and verbs for the tests of the harness. */
import { defineScenario, type ScenarioSpec } from 'catalyst-license-lab/scenarios';
import type { EvidenceEvent } from '../../scenarios/harness/evidence/events.ts';
import type { Binding } from '../../scenarios/harness/bindings/contract.ts';
import { foldRun, type RunRecord } from '../../scenarios/harness/evidence/record.ts';
import { runScenario } from '../../scenarios/harness/runner/run-scenario.ts';
import type { FakeVerb } from './fake-binding.ts';

/** A scenario of three switches; anything can be replaced. */
export function sample(more: Partial<ScenarioSpec> = {}) {
  return defineScenario({
    id: 'sample',
    title: 'A sample',
    covers: ['promote'],
    lab: { accounts: [], groups: [{ count: 3, platform: 'C9300-24T' }] },
    async steps({ step, check }) {
      await step('look', () => check.that('it holds', true));
    },
    ...more,
  });
}

/** Runs a scenario once. */
export async function runOnce(
  scenario: ReturnType<typeof sample>,
  binding: Binding,
  seed = 1,
): Promise<{ events: readonly EvidenceEvent[]; record: RunRecord }> {
  const events = await runScenario({ scenario, binding, seed, name: scenario.id, listen: () => undefined });
  return { events, record: foldRun(events) };
}

/** Changes every switch, one after the other, as a rollout would. */
export const applyAll: FakeVerb = async ({ devices, note, wait }) => {
  for (const device of devices) {
    note(device.id, 'connect', { service: 'netconf' });
    await wait(2_000);
    note(device.id, 'edit', { changed: true, level: 'network-advantage' });
    note(device.id, 'save', { ok: true });
    note(device.id, 'reload-received', { reason: 'liclab R1-0001' });
    await wait(5_000);
    note(device.id, 'reload-executed', { reason: 'liclab R1-0001' });
    await wait(120_000);
    note(device.id, 'boot', { boot: 2 });
    await wait(60_000);
    note(device.id, 'ready', { service: 'cli' });
    await wait(40_000);
    note(device.id, 'ready', { service: 'all' });
    device.bootCount += 1;
    device.bootLevel = 'network-advantage';
    device.runningLevel = 'network-advantage';
    note('cssm', 'http', { method: 'POST', path: '/v1/accounts/example.com/licenses', status: 200 });
  }
  return { stdout: '{"id":"R1","state":"finished","counts":{"SUCCEEDED":3}}\n' };
};
