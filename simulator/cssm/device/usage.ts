import type { LicenseUsage } from '../../../core/model/device.ts';
import type { Used } from '../ledger/index.ts';
import { licenseOfTag } from './tags.ts';

/**
 * Usage by tag as a device reports it -> by CSSM's name for the license. Tags that share a name are added up; rows with count 0
 * are left out. A tag that CSSM does not know is listed by itself, so that nothing a device used is lost (assumed).
 */
export function usedLicenses(usage: readonly Pick<LicenseUsage, 'tag' | 'count'>[]): readonly Used[] {
  const sums = new Map<string, number>();
  for (const { tag, count } of usage) {
    if (count === 0) continue;
    const license = licenseOfTag(tag) ?? tag;
    sums.set(license, (sums.get(license) ?? 0) + count);
  }
  return [...sums].map(([license, quantity]) => ({ license, quantity }));
}
