import { ConfigError } from 'catalyst-license-lab/core';
import { formatDuration } from '../duration.ts';
import { criterion, judge } from '../metrics/expectation.ts';
import type { MetricName } from '../metrics/contract.ts';
import { strict } from '../words/strict.ts';
import { difference, show } from './compare.ts';
import type { CheckResult, Checks, Patience } from './contract.ts';

/** Default patience of `eventually`. */
const WITHIN_MS = 60_000;
const EVERY_MS = 1_000;

/** What checks need from the run. */
export interface ChecksWorld {
  /** Notes a result in the step that is under way; outside a step it throws. */
  note(result: CheckResult): void;
  nowMs(): number;
  advance(ms: number): Promise<void>;
  measure(name: MetricName): Promise<number>;
}

/** Makes the checks of one run. */
export function createChecks(world: ChecksWorld): Checks {
  function note(name: string, problem: string | null): boolean {
    if (typeof name !== 'string' || name === '') {
      throw new ConfigError('CHECK_NAMELESS', 'A check needs a name that says what must hold.');
    }
    world.note({ name, isPassed: problem === null, problem });
    return problem === null;
  }

  async function eventually<Value>(
    name: string,
    look: () => Value | PromiseLike<Value>,
    expected: Value | ((value: Value) => boolean),
    { withinMs = WITHIN_MS, everyMs = EVERY_MS }: Patience = {},
  ): Promise<boolean> {
    const endMs = world.nowMs() + withinMs;
    for (;;) {
      const value = await look();
      const problem = isPredicate(expected)
        ? expected(value)
          ? null
          : `last seen: ${show(value)}`
        : difference(value, expected);
      if (problem === null) return note(name, null);
      if (world.nowMs() >= endMs) return note(name, `not within ${formatDuration(withinMs)}: ${problem}`);
      await world.advance(Math.min(everyMs, endMs - world.nowMs()));
    }
  }

  return strict<Checks>('check', {
    equal: (name, actual, expected) => note(name, difference(actual, expected)),
    that: (name, condition, detail) =>
      note(
        name,
        condition ? null : detail === undefined ? 'it does not hold' : `it does not hold: ${detail}`,
      ),
    eventually,
    async metric(name, expected) {
      return note(criterion(name, expected), judge(await world.measure(name), expected));
    },
  });
}

function isPredicate<Value>(
  expected: Value | ((value: Value) => boolean),
): expected is (value: Value) => boolean {
  return typeof expected === 'function';
}
