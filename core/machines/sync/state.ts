import type { Failure } from '../../machine.ts';
import type { Pulled } from '../../ports/licensing.ts';

/** Ends of a synchronization with their classes. */
export const SYNC_ENDS = { SUCCEEDED: 'OK', FAILED: 'FAILED' } as const;

/** State of one run: one machine per retrieval, one open run per Smart Account. */
export interface SyncState {
  readonly at: 'NEW' | 'PULLING' | 'BACKING_OFF' | 'KEEPING' | keyof typeof SYNC_ENDS;
  readonly effectNumber: number;
  readonly failure: Failure | null;
  /** Id of the run; names what it staged. */
  readonly run: string;
  /** Domain of the Smart Account. */
  readonly account: string;
  /** Whole pulls in all; the client's own retries of single calls are inside one. */
  readonly pullsMax: number;
  readonly pulls: number;
  /** Drawn once, 0 up to 1: shortens each delay by up to a half, so that many accounts do not come back together. */
  readonly spread: number;
  /** The last pull, good or bad; null before its end. */
  readonly pulled: Pulled | null;
  readonly keeps: number;
}

/** A run that has not begun. */
export function initialSync(order: Pick<SyncState, 'run' | 'account' | 'pullsMax' | 'spread'>): SyncState {
  return { at: 'NEW', effectNumber: 0, failure: null, ...order, pulls: 0, pulled: null, keeps: 0 };
}

/** Kinds and key under which snapshots are stored: the staged one by run, the current one under {@link CURRENT}. */
export const stagedKind = (account: string): string => `account-staged ${account}`;
export const currentKind = (account: string): string => `account-snapshot ${account}`;
export const CURRENT = 'last';
