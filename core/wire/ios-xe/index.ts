export * from './cli/index.ts';
export * from './namespaces.ts';
export { OPERATIONS, recogniseOperation } from './operations.ts';
export type { Operation, OperationName } from './operations.ts';
export * from './paths.ts';
export * from './readers/index.ts';
export { releaseOf } from './release.ts';
export type { Datastore, TrustOptions } from './requests.ts';
