/** The balance of an account for admissions: they read it inside their transactions, apart from the big snapshot. */
import { isLicenseLabError } from '../../core/errors.ts';
import type { LicensePool, ProductInstance } from '../../core/wire/cssm/index.ts';
import type { CssmClient } from '../cssm/index.ts';
import { BALANCE_DOCUMENT } from '../store/index.ts';
import type { BalanceDocument } from '../store/index.ts';
import { answered } from './answered.ts';
import type { Documents } from './documents.ts';
import type { Snapshot } from './snapshot.ts';

/** A change that has begun and not ended, and the licenses it adds. */
export interface OpenChange {
  readonly change: string;
  readonly serials: readonly string[];
  readonly licenses: readonly string[];
}

/**
 * Keeps the balance of a complete snapshot. `atMs` is when it was begun, on the store's clock. The reservation of an open change
 * has ended once CSSM lists its switch with the licenses. The pools may have been read before that, so they are read once more
 * then: a license is counted twice for a moment rather than not at all.
 */
export async function keepBalance(
  { documents, cssm }: { readonly documents: Documents; readonly cssm: CssmClient },
  { account, pools, instances }: Snapshot,
  atMs: number,
  open: readonly OpenChange[],
): Promise<void> {
  const listed = open.length === 0 ? [] : listedChanges(instances, open);
  const again = listed.length === 0 ? null : await poolsOf(cssm, account);
  const body: BalanceDocument = {
    atMs: Math.round(atMs),
    counted: again === null ? [] : listed,
    pools: (again ?? pools).map(({ virtualAccount, license, quantity, inUse, reserved }) => ({
      virtualAccount,
      license,
      quantity,
      inUse,
      reserved,
    })),
  };
  await documents.put(BALANCE_DOCUMENT, account, body);
}

async function poolsOf(cssm: CssmClient, account: string): Promise<readonly LicensePool[] | null> {
  const found = await answered<readonly LicensePool[]>((done) => cssm.pools(account, {}, done));
  return isLicenseLabError(found) ? null : found;
}

/** Changes whose switches are listed with every license that they add. */
function listedChanges(
  instances: readonly ProductInstance[],
  open: readonly OpenChange[],
): readonly string[] {
  const used = new Map<string, Set<string>>();
  for (const { serial, usage } of instances) {
    const licenses = used.get(serial.toUpperCase()) ?? new Set();
    for (const { license, quantity } of usage) if (quantity > 0) licenses.add(folded(license));
    used.set(serial.toUpperCase(), licenses);
  }
  const isListed = ({ serials, licenses }: OpenChange): boolean =>
    serials.some((serial) => {
      const listed = used.get(serial.toUpperCase());
      return listed !== undefined && licenses.every((license) => listed.has(folded(license)));
    });
  return open.filter(isListed).map(({ change }) => change);
}

function folded(license: string): string {
  return license.trim().toLowerCase().split(/\s+/).join(' ');
}
