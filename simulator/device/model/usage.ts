import type { LicenseUsage, Member } from '../../../core/model/device.ts';
import type { Addon, Level, NetworkLevel } from '../../../core/model/level.ts';
import { entitlementOf } from '../platforms/entitlements.ts';
import { platformOf } from '../platforms/catalog.ts';

/** A license in use with everything that show commands and the license state print of it. */
export interface UsageRow extends LicenseUsage {
  readonly description: string;
  readonly term: 'Perpetual' | 'Subscription';
}

/**
 * Licenses in use: one per ready member and license of the level, on the tags of the member's port family, so a stack of
 * mixed port counts has one row per family. A chassis uses the network license once per supervisor and the add-on once.
 * Sources: usage lists printed by stacks of 24- and 48-port 9300s, by a C9407R and a C9410R with two supervisors.
 */
export function usageOf(level: Level | null, members: readonly Member[]): readonly UsageRow[] {
  if (level === null) return [];
  const rows = new Map<string, UsageRow>();
  for (const member of members) {
    if (member.state !== 'ready') continue;
    for (const name of licensesOf(level)) count(rows, member, name);
  }
  return [...rows.values()];
}

function licensesOf(level: Level): readonly (NetworkLevel | Addon)[] {
  return level.addon === null ? [level.network] : [level.network, level.addon];
}

function count(rows: Map<string, UsageRow>, member: Member, name: NetworkLevel | Addon): void {
  const platform = platformOf(member.model);
  const entitlement = entitlementOf(platform.entitlementFamily, name);
  if (entitlement === undefined) return;
  const row = rows.get(entitlement.tag);
  const isOnce = platform.assembly === 'chassis' && entitlement.term === 'Subscription';
  rows.set(entitlement.tag, { ...entitlement, name, count: isOnce ? 1 : (row?.count ?? 0) + 1 });
}
