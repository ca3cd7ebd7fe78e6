import { CURRENT, currentKind } from '../../core/machines/sync/index.ts';
import type { LicensePool, ProductInstance } from '../../core/wire/cssm/index.ts';
import type { Documents } from './documents.ts';

/** Everything CSSM showed of one Smart Account in one complete retrieval. */
export interface Snapshot {
  /** Domain; compared at each read, so that no account's data ever stands under another's name. */
  readonly account: string;
  /** Milliseconds since 1970-01-01 UTC, on the agent's clock. */
  readonly begunMs: number;
  readonly endedMs: number;
  readonly virtualAccounts: readonly { readonly name: string; readonly isDefault: boolean }[];
  readonly pools: readonly LicensePool[];
  readonly instances: readonly ProductInstance[];
}

/** The last good snapshot of an account, or null. */
export async function readSnapshot(documents: Documents, account: string): Promise<Snapshot | null> {
  const snapshot = (await documents.get<Snapshot>(currentKind(account), CURRENT))?.body ?? null;
  return snapshot?.account === account ? snapshot : null;
}

/** Puts a complete snapshot in place of the one before. */
export function keepSnapshot(documents: Documents, snapshot: Snapshot): Promise<void> {
  return documents.put(currentKind(snapshot.account), CURRENT, snapshot);
}

/** Deletes an account's snapshot. */
export function forgetSnapshot(documents: Documents, account: string): Promise<void> {
  return documents.remove(currentKind(account), CURRENT);
}
