import { tableMachine } from '../table-machine.ts';
import { SYNC_TABLE } from './table.ts';

export { CURRENT, currentKind, initialSync, stagedKind, type SyncState } from './state.ts';
export { SYNC_TABLE } from './table.ts';

/** The synchronization as a kind of machine. */
export const SYNC = tableMachine(SYNC_TABLE);
