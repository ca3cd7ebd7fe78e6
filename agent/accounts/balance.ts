import { BALANCE_DOCUMENT } from '../store/index.ts';
import type { BalanceDocument } from '../store/index.ts';
import type { Documents } from './documents.ts';
import type { Snapshot } from './snapshot.ts';

/** Keeps the balance of a complete snapshot for admissions, apart from it: they read it inside their transactions. `atMs`: when it was begun, on the store's clock. */
export function keepBalance(documents: Documents, { account, pools }: Snapshot, atMs: number): Promise<void> {
  const rows = pools.map(({ virtualAccount, license, quantity, inUse, reserved }) => ({
    virtualAccount,
    license,
    quantity,
    inUse,
    reserved,
  }));
  return documents.put(BALANCE_DOCUMENT, account, {
    atMs: Math.round(atMs),
    pools: rows,
  } satisfies BalanceDocument);
}
