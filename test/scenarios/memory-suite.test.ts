import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeBinding } from '../../scenarios/harness/bindings/make-binding.ts';
import { ownScenarios } from '../../scenarios/harness/discover/select.ts';
import { runMany, type RunOptions, type ScenarioResult } from '../../scenarios/harness/runner/run-many.ts';
import { projectRoot } from '../tidy/lib/project.ts';
import { parseReadme } from './readme.ts';

const once: RunOptions = { seed: 1, repeat: 1, bail: false, untilFailure: false, retries: 0, jobs: 1 };
const silent = { event: () => undefined, ended: () => undefined };
const scenarios = await ownScenarios();
let results: ReadonlyMap<string, ScenarioResult>;

beforeAll(async () => {
  const selected = scenarios.map((scenario) => ({ scenario, name: scenario.id }));
  const all = await runMany(selected, makeBinding('memory'), once, silent);
  results = new Map(all.map((result) => [result.id, result]));
}, 120_000);

describe.each(scenarios)('$id', (scenario) => {
  test('passes in memory, or says which verb is missing', () => {
    const { outcome, reason } = results.get(scenario.id) ?? {};
    if (outcome === 'skipped') expect(reason).toMatch(/^this version of the agent has no verb "/);
    else expect([outcome, reason]).toEqual(['passed', null]);
  });

  test('has a README that says what it does', async () => {
    const readme = parseReadme(
      await readFile(path.join(projectRoot, 'scenarios', scenario.id, 'README.md'), 'utf8'),
    );
    expect(readme.title).toBe(`${scenario.id}: ${scenario.title}`);
    expect(readme.coverage).toEqual(scenario.covers);
    expect(readme.sections).toEqual([
      'Summary',
      'Testbed',
      'Procedure',
      'Pass criteria',
      'Timing',
      'Coverage',
    ]);
    const run = results.get(scenario.id)?.kept[0]?.record;
    if (run?.outcome !== 'passed') return;
    expect(readme.procedure).toEqual(run.steps.map(({ name }) => name));
    expect(readme.criteria).toEqual([
      ...new Set(run.steps.flatMap(({ checks }) => checks.map(({ name }) => name))),
    ]);
  });
});

test('the same seed gives the same bytes, again and again', async () => {
  const selected = scenarios
    .filter(({ id }) => id === 'agent-killed-mid-reload' || id === 'stack-member-missing')
    .map((scenario) => ({ scenario, name: scenario.id }));
  const repeated = await runMany(selected, makeBinding('memory'), { ...once, seed: 7, repeat: 5 }, silent);
  expect(repeated.map(({ outcome, runs, reason }) => [outcome, runs, reason])).toEqual([
    ['passed', 5, null],
    ['passed', 5, null],
  ]);
}, 120_000);

test('another seed is another run', async () => {
  const [scenario] = scenarios.filter(({ id }) => id === 'lock-held-by-daemon');
  const selected = scenario === undefined ? [] : [{ scenario, name: scenario.id }];
  const hashes = new Set<string | undefined>();
  for (const seed of [1, 2, 3]) {
    const [result] = await runMany(selected, makeBinding('memory'), { ...once, seed }, silent);
    expect(result?.reason).toBeNull();
    hashes.add(result?.kept[0]?.hash);
  }
  expect(hashes.size).toBe(3);
}, 60_000);
