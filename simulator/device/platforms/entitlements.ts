import { ENTITLEMENTS } from '../../../core/model/data/entitlement-tags.ts';
import type { Addon, NetworkLevel } from '../../../core/model/level.ts';

/** A license that a chassis of one family uses, as the device prints it. */
export interface DeviceEntitlement {
  /** Entitlement tag, as the device reports it and CSSM counts it. */
  readonly tag: string;
  /** What `show license` calls it, e.g. `C9300-24 Network Advantage`. */
  readonly description: string;
  readonly term: 'Perpetual' | 'Subscription';
}

const byFamily = new Map<string, DeviceEntitlement>();
for (const { families, name, tag, description } of ENTITLEMENTS) {
  const term = name.startsWith('network') ? 'Perpetual' : 'Subscription';
  for (const family of families) byFamily.set(`${family} ${name}`, { tag, description, term });
}

/** The license that a chassis of `family` uses for a level or add-on; undefined for an unknown family. */
export function entitlementOf(family: string, name: NetworkLevel | Addon): DeviceEntitlement | undefined {
  return byFamily.get(`${family} ${name}`);
}
