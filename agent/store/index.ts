export { StoreError } from './answer.ts';
export { anyKind, type AnyKind } from './fold.ts';
export { createMemoryStore } from './memory/store.ts';
export { ask } from './promise.ts';
export { openSqliteStore } from './sqlite/store.ts';
export { BALANCE_DOCUMENT, type BalanceDocument } from './pool-readings.ts';
