import type { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import { nearestWord, suggestWord } from '../../core/model/nearest.ts';
import { placeOf } from './schema-walk.ts';
import { formatPath, valueAt } from './source.ts';
import type { Path, Source } from './source.ts';

/** Most problems listed at once; more would scroll the first ones away. */
export const PROBLEMS_MAX = 10;

/** Longest piece of a file that a message quotes, in characters. */
const QUOTE_LENGTH_MAX = 60;

/** One thing that is wrong in a file. */
export interface Problem {
  readonly code: string;
  readonly line: number;
  /** Where the file's messages name columns. */
  readonly column?: number;
  readonly message: string;
  readonly hint: string | null;
}

/**
 * What a failed check of a schema means, one problem per wrong key or value. A missing key is not told when a wrong one
 * beside it was most likely meant for it.
 */
export function problemsOf(error: z.ZodError, schema: z.ZodType, source: Source): readonly Problem[] {
  const issues = error.issues.map((issue) => ({
    issue,
    path: issue.path.filter((part) => typeof part !== 'symbol'),
  }));
  const meant = new Set<string>();
  const unknown = issues.flatMap(({ issue, path }) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const valid = placeOf(schema, path).keys;
    return issue.keys.map((key) => {
      const near = nearestWord(key, valid);
      if (near !== null) meant.add(formatPath([...path, near]));
      return unknownKey(path, key, valid, source);
    });
  });
  const others = issues
    .filter(({ issue, path }) => issue.code !== 'unrecognized_keys' && !meant.has(formatPath(path)))
    .map(({ issue, path }) =>
      issue.code === 'invalid_key' ? badName(path, schema, source) : badValue(path, issue, schema, source),
    );
  return [...unknown, ...others];
}

/** The error that tells all problems, in the order of their lines; its code is that of the first. */
export function problemsError(problems: readonly Problem[], file: string): ConfigError {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const shown = sorted
    .slice(0, PROBLEMS_MAX)
    .map((problem) => `${file}:${placeText(problem)}: ${problem.message}`);
  if (sorted.length > PROBLEMS_MAX) shown.push(`... and ${sorted.length - PROBLEMS_MAX} more.`);
  const first = sorted[0] ?? { code: 'VALUE_INVALID', line: 1, hint: null };
  return new ConfigError(first.code, shown.join('\n'), {
    context: { file, line: first.line, problems: sorted.length },
    ...(first.hint === null ? {} : { hint: first.hint }),
  });
}

/** `12`, or `12:5` where columns are named. */
function placeText({ line, column }: Problem): string {
  return column === undefined ? String(line) : `${line}:${column}`;
}

/** Where `path` stands, for a {@link Problem}. */
export function placeIn(source: Source, path: Path): Pick<Problem, 'line' | 'column'> {
  const line = source.lineAt(path);
  return source.columnAt === undefined ? { line } : { line, column: source.columnAt(path) };
}

/** A piece of a file for a message: in quotes, cut, on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > QUOTE_LENGTH_MAX ? `${text.slice(0, QUOTE_LENGTH_MAX)}...` : text);
}

function unknownKey(path: Path, key: string, valid: readonly string[], source: Source): Problem {
  const where = path.length === 0 ? '' : ` in ${formatPath(path)}`;
  const advice = suggestWord(key, valid);
  return {
    code: 'KEY_UNKNOWN',
    ...placeIn(source, [...path, key]),
    message: `there is no key ${quote(key)}${where}. ${advice}`,
    hint: null,
  };
}

function badName(path: Path, schema: z.ZodType, source: Source): Problem {
  const name = String(path.at(-1));
  const words = placeOf(schema, path.slice(0, -1)).words;
  return {
    code: 'NAME_INVALID',
    ...placeIn(source, path),
    message: `${formatPath(path.slice(0, -1))}: expected ${words?.expected ?? 'a name'}, got ${quote(name)}.`,
    hint: null,
  };
}

function badValue(path: Path, issue: z.core.$ZodIssue, schema: z.ZodType, source: Source): Problem {
  const words = placeOf(schema, path).words;
  const value = valueAt(source.value, path);
  const place = placeIn(source, path);
  if (value === undefined && path.length > 0) {
    return {
      code: 'KEY_MISSING',
      ...place,
      message: `${formatPath(path)} is missing${words === null ? '' : `: expected ${words.expected}`}.`,
      hint: null,
    };
  }
  const expected = words?.expected ?? expectedBy(issue);
  const got = words?.isSecret === true ? kindOf(value) : shown(value);
  const subject = path.length === 0 ? '' : `${formatPath(path)}: `;
  return {
    code: words?.code ?? 'VALUE_INVALID',
    ...place,
    message: `${subject}expected ${expected}, got ${got}.${adviceFor(issue, value)}`,
    hint: words?.hint ?? null,
  };
}

/** What helps when a word is nearly right, or when YAML took an unquoted text for something else. */
function adviceFor(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    return ` ${suggestWord(value, issue.values.map(String))}`;
  }
  const isText = issue.code === 'invalid_type' && issue.expected === 'string';
  const wantsQuotes = isText && (typeof value === 'number' || typeof value === 'boolean');
  return wantsQuotes ? ' Write it in quotes.' : '';
}

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return TYPE_WORDS[issue.expected] ?? issue.expected;
  if (issue.code !== 'invalid_value') return `another value (${issue.message})`;
  return issue.values.length === 1 ? String(issue.values[0]) : 'one of the known words';
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'names with values',
};

function shown(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty text' : quote(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys with values';
  return typeof value === 'string' ? 'plain text' : `a ${typeof value}`;
}
