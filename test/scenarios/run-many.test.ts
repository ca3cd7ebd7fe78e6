import { describe, expect, test } from 'vitest';
import type { ScenarioSpec } from 'catalyst-license-lab/scenarios';
import { runMany, type RunOptions, type ScenarioResult } from '../../scenarios/harness/runner/run-many.ts';
import { fakeBinding, type FakeOptions } from './fake-binding.ts';
import { sample } from './sample.ts';

const once: RunOptions = { seed: 1, repeat: 1, bail: false, untilFailure: false, retries: 0, jobs: 1 };

type Steps = ScenarioSpec['steps'];

const passes: Steps = ({ step }) => step('look', () => undefined);
const fails: Steps = ({ step, check }) => step('look', () => void check.that('it holds', false));

/** Fails in the runs for which `when` says so; runs count from 1. */
function failing(when: (run: number, seed: number) => boolean): Steps {
  let run = 0;
  return ({ step, check, seed }) => step('look', () => void check.that('it holds', !when(++run, seed)));
}

async function run(
  all: Readonly<Record<string, Steps>>,
  options: Partial<RunOptions> = {},
  fake: FakeOptions = {},
) {
  const binding = fakeBinding(fake);
  const selected = Object.entries(all).map(([id, steps]) => ({ scenario: sample({ id, steps }), name: id }));
  const ended: string[] = [];
  const listener = { event: () => undefined, ended: ({ id }: ScenarioResult) => void ended.push(id) };
  const results = await runMany(selected, binding, { ...once, ...options }, listener);
  return {
    results,
    ended,
    labs: binding.labs,
    outcomes: results.map(({ id, outcome, runs }) => `${id} ${outcome} ${runs}`),
  };
}

test('results come in the order given, whatever ends first', async () => {
  const slow: Steps = ({ step, lab }) =>
    step('wait', async () => void (await Promise.all(Array.from({ length: 50 }, () => lab.advance(1)))));
  const { outcomes, labs } = await run({ slow, a: passes, b: fails, c: passes }, { jobs: 2 });
  expect(outcomes).toEqual(['slow passed 1', 'a passed 1', 'b failed 1', 'c passed 1']);
  expect(labs).toEqual({ running: 0, most: 2, started: 4 });
});

test('--bail: nothing begins after the first failure, and what was not run says why', async () => {
  const { results, outcomes } = await run({ a: passes, b: fails, c: passes }, { bail: true });
  expect(outcomes).toEqual(['a passed 1', 'b failed 1', 'c skipped 0']);
  expect(results[2]?.reason).toBe('not run: "b" failed before');
});

test('--repeat: the same seed again and again, in labs of their own', async () => {
  const { outcomes, labs } = await run({ a: passes }, { repeat: 50 });
  expect(outcomes).toEqual(['a passed 50']);
  expect(labs.started).toBe(50);
});

describe('the same seed must give the same evidence', () => {
  const changing: Steps = ({ step }) => step(`look ${Math.random()}`, () => undefined);

  test('on a binding that promises it', async () => {
    const { results } = await run({ a: changing }, { repeat: 2 });
    expect(results[0]?.outcome).toBe('failed');
    expect(results[0]?.reason).toMatch(/^the same seed gave other evidence in run 2: line 2 was .*look 0\./);
  });

  test('not on one that cannot', async () => {
    const { outcomes } = await run({ a: changing }, { repeat: 2 }, { isDeterministic: false });
    expect(outcomes).toEqual(['a passed 2']);
  });
});

test('--until-failure: the next seeds, until one fails; the evidence kept is that of the failure', async () => {
  const { results, outcomes } = await run(
    { a: failing((_run, seed) => seed === 7) },
    { repeat: 100, untilFailure: true },
  );
  expect(outcomes).toEqual(['a failed 7']);
  const failure = results[0]?.kept.find(({ record }) => record.outcome === 'failed');
  expect(failure?.record.about.repeat).toContain('--seed 7');
});

describe('--retry', () => {
  test('passed on retry is flaky, with the reason of the first failure', async () => {
    const { results, outcomes } = await run({ a: failing((number) => number === 1) }, { retries: 2 });
    expect(outcomes).toEqual(['a flaky 2']);
    expect(results[0]?.reason).toBe('step "look": it holds: it does not hold');
    expect(results[0]?.kept.map(({ record }) => record.outcome)).toEqual(['failed']);
  });

  test('failed every time is failed', async () => {
    const { outcomes } = await run({ a: fails }, { retries: 2 });
    expect(outcomes).toEqual(['a failed 3']);
  });
});

test('an interruption ends what runs and begins nothing more', async () => {
  const interruption = new AbortController();
  const interrupting: Steps = ({ step, lab }) =>
    step('wait', async () => {
      interruption.abort();
      await lab.advance(1_000);
    });
  const { results, labs } = await run({ a: interrupting, b: passes }, { signal: interruption.signal });
  expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['skipped', 'interrupted'],
    ['skipped', 'interrupted'],
  ]);
  expect(labs.running).toBe(0);
});
