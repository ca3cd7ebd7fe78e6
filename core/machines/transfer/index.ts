import { tableMachine } from '../table-machine.ts';
import { TRANSFER_TABLE } from './table.ts';

export { initialTransfer, type TransferOrder, type TransferState } from './state.ts';
export { TRANSFER_TABLE } from './table.ts';

/** The transfer as a kind of machine. */
export const TRANSFER = tableMachine(TRANSFER_TABLE);
