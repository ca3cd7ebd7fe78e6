export { inventoryCsv } from './csv.ts';
export { createCredentialSource, cssmEndpoint, cssmSecret } from './credentials.ts';
export { canonicalSerial } from './check.ts';
export type { CredentialSet, Inventory, InventoryDevice } from './inventory.ts';
export { INVENTORY_SCHEMA_FILE, inventoryJsonSchema } from './json-schema.ts';
export { loadInventory, readInventory } from './load.ts';
export { ACCOUNT_NAME } from './schema.ts';
