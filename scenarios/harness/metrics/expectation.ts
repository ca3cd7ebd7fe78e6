import { ConfigError } from 'catalyst-license-lab/core';
import type { Expectation, MetricName } from './contract.ts';
import { metric } from './metrics.ts';

/** Bounds with what was left out; `EXPECTATION` says what is wrong with them. */
function bounds(name: string, expected: Expectation): { readonly min: number; readonly max: number } {
  const { min = -Infinity, max = Infinity } =
    typeof expected === 'number' ? { min: expected, max: expected } : expected;
  const isUsable = min <= max && (min > -Infinity || max < Infinity);
  if (isUsable) return { min, max };
  throw new ConfigError(
    'EXPECTATION',
    `${name} is expected to be ${JSON.stringify(expected)}, which says nothing.`,
    {
      hint: 'Give a number, or min, or max, or both.',
    },
  );
}

/** The pass criterion in words: `edits is 24`, `down-at-once.max is at most 5`. */
export function criterion(name: MetricName, expected: Expectation): string {
  metric(name);
  const { min, max } = bounds(name, expected);
  if (min === max) return `${name} is ${min}`;
  if (min === -Infinity) return `${name} is at most ${max}`;
  return max === Infinity ? `${name} is at least ${min}` : `${name} is from ${min} to ${max}`;
}

/** Null when the value is as expected, else what it is. */
export function judge(value: number, expected: Expectation): string | null {
  const { min, max } = bounds('the metric', expected);
  return value >= min && value <= max ? null : `it is ${value}`;
}
