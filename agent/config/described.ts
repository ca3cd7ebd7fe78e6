import { z } from 'zod';

/** How a value is named in messages, and which code its errors have. */
export interface Described {
  /** What is wanted, after "expected": `a port from 1 to 65535`. */
  readonly expected: string;
  /** Code of its error; absent: `VALUE_INVALID`. */
  readonly code?: string;
  /** True: what was written is never shown, not even in an error. */
  readonly isSecret?: boolean;
  /** What to try. */
  readonly hint?: string;
}

const registry = z.registry<Described>();

/** Gives a schema its words for messages. Returns the same schema. */
export function described<Schema extends z.ZodType>(schema: Schema, words: Described): Schema {
  registry.add(schema, words);
  return schema;
}

/** The words of a schema, or null. */
export function wordsOf(schema: z.ZodType): Described | null {
  const words = registry.get(schema);
  return words !== undefined && 'expected' in words ? words : null;
}
