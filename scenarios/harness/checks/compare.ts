import { isDeepStrictEqual } from 'node:util';

/** Longest value shown in evidence: a report is read by people. */
const SHOWN_LENGTH_MAX = 400;

/** Up to this length both values are shown whole: a reader sees at once what came instead. */
const WHOLE_LENGTH_MAX = 120;

/** Null when both are alike, else where they first differ, in words. */
export function difference(actual: unknown, expected: unknown): string | null {
  if (isDeepStrictEqual(actual, expected)) return null;
  const whole = [show(expected), show(actual)];
  if (whole.every((text) => text.length <= WHOLE_LENGTH_MAX)) return `expected ${whole[0]}, got ${whole[1]}`;
  const at = firstDifference(actual, expected, '');
  const where = at.path === '' ? '' : ` at ${at.path}`;
  return `expected ${show(at.expected)}, got ${show(at.actual)}${where}`;
}

/** A value as one line of JSON, cut when long. Never throws, whatever the value is. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  let text: string;
  try {
    text = JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner));
  } catch {
    text = `a ${typeof value} that is not JSON`;
  }
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}...` : text;
}

interface Difference {
  readonly path: string;
  readonly actual: unknown;
  readonly expected: unknown;
}

/** Walks into objects and lists of the same kind; the first leaf that differs is what a reader wants to see. */
function firstDifference(actual: unknown, expected: unknown, path: string): Difference {
  const isWalkable =
    isContainer(actual) && isContainer(expected) && Array.isArray(actual) === Array.isArray(expected);
  if (!isWalkable) return { path, actual, expected };
  const isLengthOff = Array.isArray(actual) && Array.isArray(expected) && actual.length !== expected.length;
  if (isLengthOff) return { path: `${path}.length`, actual: actual.length, expected: expected.length };
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    if (!isDeepStrictEqual(actual[key], expected[key])) {
      return firstDifference(actual[key], expected[key], `${path}.${key}`);
    }
  }
  return { path, actual, expected };
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
