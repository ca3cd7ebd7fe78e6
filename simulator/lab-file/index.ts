export type { LabAccount } from './accounts.ts';
export { cssmOptionsOf } from './cssm.ts';
export { expandLab } from './expand.ts';
export type { LabGroup } from './groups.ts';
export { labJsonSchema } from './json-schema.ts';
export { checkLab, readLab } from './read.ts';
export type { LabFile, LabInput } from './schema.ts';
