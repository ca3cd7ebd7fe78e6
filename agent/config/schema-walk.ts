import { z } from 'zod';
import { wordsOf } from './described.ts';
import type { Described } from './described.ts';
import type { Path } from './source.ts';

/** What a schema says about the value at a path. */
export interface SchemaPlace {
  /** Words of the innermost schema on the way that has some. */
  readonly words: Described | null;
  /** Keys that are allowed there; empty when it is no object. */
  readonly keys: readonly string[];
}

/** Follows a path through objects, lists and records. */
export function placeOf(schema: z.ZodType, path: Path): SchemaPlace {
  let current = schema;
  let words = wordsAround(current);
  for (const part of path) {
    const next = child(unwrap(current), part);
    if (next === null) return { words, keys: [] };
    current = next;
    words = wordsAround(current);
  }
  const inner = unwrap(current);
  return { words, keys: inner instanceof z.ZodObject ? Object.keys(inner.shape) : [] };
}

function child(schema: z.ZodType, part: string | number): z.ZodType | null {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
    return Object.hasOwn(shape, part) ? (shape[part] ?? null) : null;
  }
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return null;
}

/** The words of a schema, or of what it wraps. */
function wordsAround(schema: z.ZodType): Described | null {
  const words = wordsOf(schema);
  const inner = words === null ? inside(schema) : null;
  return inner === null ? words : wordsAround(inner);
}

function unwrap(schema: z.ZodType): z.ZodType {
  const inner = inside(schema);
  return inner === null ? schema : unwrap(inner);
}

/** What an optional, a default or a conversion wraps; null for every other schema. */
function inside(schema: z.ZodType): z.ZodType | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return schema.unwrap() as z.ZodType;
  }
  return schema instanceof z.ZodPipe ? (schema.in as z.ZodType) : null;
}
