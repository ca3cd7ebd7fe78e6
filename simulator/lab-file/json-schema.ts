import { z } from 'zod';
import { labSchema } from './schema.ts';

/** The lab file's JSON Schema, for editors; published as `docs/schemas/lab.schema.json`. */
export function labJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(labSchema, { io: 'input' });
  return {
    ...schema,
    title: 'Catalyst License Lab: lab file',
    description: 'Simulated switches and Smart Accounts.',
  };
}
