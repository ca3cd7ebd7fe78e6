export { DESIRED_SCHEMA_FILE, desiredJsonSchema } from './json-schema.ts';
export type { DesiredEntry, DesiredState } from './contract.ts';
export { loadDesired } from './load.ts';
export { candidatesOf, wishFor, type Wish } from './match.ts';
