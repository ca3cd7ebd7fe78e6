import { z } from 'zod';

/** Steps from the top of a file to a place in it. */
export type Path = readonly (string | number)[];

/** What stands at a place; undefined when nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    const isInside = typeof at === 'object' && at !== null && Object.hasOwn(at, step);
    at = isInside ? (at as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return at;
}

/** Keys that are valid at a place; none when it is no object. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = unwrap(schema);
  for (const step of path) at = unwrap(inner(at, step));
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function inner(schema: unknown, step: string | number): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<string, unknown>)[String(step)];
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function unwrap(schema: unknown): unknown {
  let at = schema;
  for (;;) {
    if (at instanceof z.ZodDefault || at instanceof z.ZodOptional) at = at.unwrap();
    else if (at instanceof z.ZodPipe) at = at.in;
    else return at;
  }
}
