import { entitlementByTag } from '../../../core/model/entitlements.ts';
import type { LicenseUsage } from '../../../core/model/device.ts';
import type { Used } from '../ledger/index.ts';

/**
 * Usage by tag as a device reports it -> by CSSM's name for the license. Tags that share a name are added up; rows with count 0
 * are left out. A tag that CSSM does not know is listed by itself, so that nothing a device used is lost (assumed).
 */
export function usedLicenses(usage: readonly LicenseUsage[]): readonly Used[] {
  const sums = new Map<string, number>();
  for (const { tag, count } of usage) {
    if (count === 0) continue;
    const license = entitlementByTag(tag)?.license ?? tag;
    sums.set(license, (sums.get(license) ?? 0) + count);
  }
  return [...sums].map(([license, quantity]) => ({ license, quantity }));
}
