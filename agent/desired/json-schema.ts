import { z } from 'zod';
import { desiredSchema } from './schema.ts';

/** Where the schema is published, below the package's root. */
export const DESIRED_SCHEMA_FILE = 'docs/schemas/desired-state.schema.json';

/** The JSON Schema of a desired-state file, as text. */
export function desiredJsonSchema(): string {
  const schema = z.toJSONSchema(desiredSchema, { io: 'input', unrepresentable: 'any' });
  const titled = { ...schema, title: 'Desired state of Catalyst License Lab' };
  // Short lists on one line, as the formatter of the repository writes them.
  const text = JSON.stringify(titled, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_list, items: string) => {
    return `[${items.replace(/\s*\n\s*/g, ' ')}]`;
  });
  return `${text}\n`;
}
