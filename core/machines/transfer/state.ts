import type { Failure } from '../../machine.ts';
import type { BothBalances, MovableType } from '../../ports/licensing.ts';

/** Steps of a transfer: each has one effect outstanding. */
export type TransferStep = 'BEFORE_LOOKING' | 'TRANSFER_INTENT' | 'AFTER_LOOKING' | 'SETTLED_LOOKING';

/** Ends of a transfer with their classes. */
export const TRANSFER_ENDS = {
  MOVED: 'OK',
  SKIPPED_SHORT: 'SKIPPED',
  REFUSED: 'FAILED',
  NOT_MOVED: 'FAILED',
  INDETERMINATE: 'UNKNOWN',
} as const;

/** One quantity of one license, from one Virtual Account to another of the same Smart Account; one call. */
export interface TransferOrder {
  /** Domain of the Smart Account. */
  readonly account: string;
  readonly license: string;
  readonly type: MovableType;
  readonly from: string;
  readonly to: string;
  /** 1 to 999. */
  readonly quantity: number;
}

/** State of one transfer. */
export interface TransferState extends TransferOrder {
  readonly at: 'NEW' | TransferStep | keyof typeof TRANSFER_ENDS;
  readonly effectNumber: number;
  readonly failure: Failure | null;
  /** Balances read before the call; null: not read yet. */
  readonly before: BothBalances | null;
  readonly after: BothBalances | null;
  /** How often the call may have been made: 0 or 1. */
  readonly callsMade: number;
  readonly looks: number;
}

/** A transfer that has not begun. */
export function initialTransfer(order: TransferOrder): TransferState {
  return {
    at: 'NEW',
    effectNumber: 0,
    failure: null,
    ...order,
    before: null,
    after: null,
    callsMade: 0,
    looks: 0,
  };
}
