import type { z } from 'zod';
import { suggestWord } from '../../core/model/nearest.ts';
import { keysAt, valueAt } from './places.ts';
import type { Path } from './places.ts';
import type { Positions } from './positions.ts';

/** A mistake in a file, in words. */
export interface Problem {
  /** Line and column from 1, or null where there is no file. */
  readonly position: { readonly line: number; readonly column: number } | null;
  /** E.g. `groups[0].level`; empty for the file as a whole. */
  readonly place: string;
  readonly message: string;
}

/** Says what zod found: where, what was expected, and the nearest valid word. */
export function problemOf(
  issue: z.core.$ZodIssue,
  value: unknown,
  schema: z.ZodType,
  positions: Positions | null,
): Problem {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'invalid_union') {
    // The alternative whose value had the right kind says more than "no alternative fits".
    const inner = issue.errors.flat().find((one) => one.path.length > 0) ?? issue.errors[0]?.[0];
    if (inner !== undefined) {
      return problemOf({ ...inner, path: [...path, ...inner.path] }, value, schema, positions);
    }
  }
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  return {
    position: positions?.of(path, key) ?? null,
    place: placeOf(key === undefined ? path : [...path, key]),
    message: messageOf(issue, valueAt(value, path), keysAt(schema, path)),
  };
}

/** `groups[0].level` of `['groups', 0, 'level']`. */
function placeOf(path: Path): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return steps.join('').replace(/^\./, '');
}

function messageOf(issue: z.core.$ZodIssue, found: unknown, keys: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return `unknown key "${key}". ${suggestWord(key, keys)}`;
  }
  if (issue.code === 'custom') return issue.message;
  if (found === undefined) return 'is missing';
  const shown = typeof found === 'object' ? '' : `, got ${JSON.stringify(found)}`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return typeof found === 'string'
      ? `"${found}" is not valid. ${suggestWord(found, values)}`
      : `expected one of ${values.join(', ')}${shown}`;
  }
  if (issue.code === 'invalid_type') {
    const quotes =
      issue.expected === 'string' && typeof found === 'number' ? ' (a number: put it in quotes)' : '';
    return `expected ${kindOf(issue.expected)}${shown}${quotes}`;
  }
  if (issue.code === 'too_small') return `expected at least ${amount(issue.minimum, issue.origin)}${shown}`;
  if (issue.code === 'too_big') return `expected at most ${amount(issue.maximum, issue.origin)}${shown}`;
  return `${issue.message.replace(/^Invalid (input|string): /, '')}${shown}`;
}

/** zod's names of kinds in a YAML writer's words. */
function kindOf(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    array: 'a list',
    object: 'keys with values',
    int: 'a whole number',
    number: 'a number',
    string: 'text',
    boolean: 'true or false',
  };
  return words[expected] ?? expected;
}

function amount(limit: number | bigint, origin: string): string {
  if (origin === 'array') return `${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
  return origin === 'string' ? `${limit} characters` : String(limit);
}
