import type { z } from 'zod';
import { problemsError, problemsOf } from './problems.ts';
import type { Problem } from './problems.ts';
import type { Source } from './source.ts';

/**
 * Checks a file against its schema; all problems are told at once, each with its line. `check` adds what no schema can say
 * (duplicates, names that must exist); it runs only on a value of the right shape. Throws a `ConfigError` with the code of
 * the first problem: `KEY_UNKNOWN`, `KEY_MISSING`, `NAME_INVALID`, `VALUE_INVALID`, or what schema and check name.
 */
export function validate<Schema extends z.ZodType>(
  source: Source,
  schema: Schema,
  check: (value: z.output<Schema>) => readonly Problem[] = () => [],
): z.output<Schema> {
  const result = schema.safeParse(source.value);
  if (!result.success) throw problemsError(problemsOf(result.error, schema, source), source.file);
  const problems = check(result.data);
  if (problems.length > 0) throw problemsError(problems, source.file);
  return result.data;
}
