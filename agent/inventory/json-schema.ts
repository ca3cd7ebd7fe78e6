import { z } from 'zod';
import { inventorySchema } from './schema.ts';

/** Where the schema is published, below the package's root. */
export const INVENTORY_SCHEMA_FILE = 'docs/schemas/inventory.schema.json';

/** The JSON Schema of an inventory file, as text. Editors that read YAML schemas complete and check with it. */
export function inventoryJsonSchema(): string {
  const schema = z.toJSONSchema(inventorySchema, { io: 'input', unrepresentable: 'any' });
  const titled = { ...schema, title: 'Inventory of Catalyst License Lab' };
  // Short lists on one line, as the formatter of the repository writes them.
  const text = JSON.stringify(titled, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_list, items: string) => {
    return `[${items.replace(/\s*\n\s*/g, ' ')}]`;
  });
  return `${text}\n`;
}
