import { entitlementByTag, licensesOf, usageOf } from './entitlements.ts';
import type { ExpectedUsage, LicensedMember } from './entitlements.ts';
import type { LicenseUsage } from './device.ts';
import type { Level } from './level.ts';
import { isChassisFamily, portFamily } from './port-family.ts';

/** Licenses of one name in one Virtual Account. */
export interface Pool {
  /** Name as CSSM lists it. */
  readonly name: string;
  /** Owned. */
  readonly quantity: number;
  /** Reported in use by all devices of the Virtual Account, those of the plan among them. */
  readonly inUse: number;
  /** Promised to changes that CSSM has not seen yet. */
  readonly reserved: number;
  /** Those of `reserved` that rollouts of this store were promised. Default 0. */
  readonly promised?: number;
}

/** A device of the plan and what it uses now. */
export interface DeviceNow {
  readonly members: readonly LicensedMember[];
  /** Level in use; null when the device did not say. */
  readonly level: Level | null;
  /** Licenses in use as the device states them; null when not read. */
  readonly usage: readonly LicenseUsage[] | null;
}

/** One license before and after the change. */
export interface LicenseBalance {
  readonly license: string;
  /** Needed by the devices of the plan now. */
  readonly before: number;
  /** Needed by them afterwards. */
  readonly after: number;
  /** Owned in the Virtual Account; 0 when CSSM lists no such license. */
  readonly quantity: number;
  readonly inUseBefore: number;
  readonly inUseAfter: number;
  readonly reserved: number;
  readonly promised: number;
  /** Licenses the change adds and the pool does not cover; 0 when it adds none, even in a pool already overdrawn. */
  readonly short: number;
}

/** Licenses a plan needs, and the models whose licenses we do not know. */
export interface Balance {
  readonly rows: readonly LicenseBalance[];
  /** Not empty: the balance is incomplete, and no claim about it may be made. */
  readonly unknownModels: readonly string[];
}

/**
 * Entitlements that `devices` need before and after a change to `target`, against the pools of their one Virtual Account.
 * What a device states that it uses is believed; its level and members are used where it states nothing. CSSM may cover an
 * Essentials need with an Advantage license that is left over (substitution); that is not counted on here, because which
 * pairs it substitutes is not documented per tag. Pools of one name are added up.
 */
export function balanceOf(devices: readonly DeviceNow[], target: Level, pools: readonly Pool[]): Balance {
  const unknown = new Set<string>();
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  for (const device of devices) {
    const missing = device.members
      .map((member) => member.model)
      .filter((model) => portFamily(model) === null);
    missing.forEach((model) => unknown.add(model));
    if (missing.length > 0) continue;
    const members = withSupervisors(device);
    for (const [license, count] of needNow(device, members)) add(before, license, count);
    for (const row of licensesOf(usageOf(members, target))) add(after, row.license, row.quantity);
  }
  const owned = addUpPools(pools);
  const licenses = [...new Set([...after.keys(), ...before.keys()])];
  const rows = licenses.map((license) =>
    balanceRow(license, before.get(license) ?? 0, after.get(license) ?? 0, owned.get(poolKey(license))),
  );
  return { rows, unknownModels: [...unknown] };
}

function balanceRow(license: string, before: number, after: number, pool: Pool | undefined): LicenseBalance {
  const { quantity, inUse, reserved, promised = 0 } = pool ?? { quantity: 0, inUse: 0, reserved: 0 };
  const added = Math.max(0, after - before);
  const missing = Math.max(0, inUse + reserved + added - quantity);
  const inUseAfter = Math.max(0, inUse + after - before);
  const short = Math.min(added, missing);
  return { license, before, after, quantity, inUseBefore: inUse, inUseAfter, reserved, promised, short };
}

function needNow(
  device: DeviceNow,
  members: readonly LicensedMember[],
): readonly (readonly [string, number])[] {
  if (device.usage !== null) {
    const used = device.usage.filter((row) => row.count > 0);
    // A tag that is not in our table is named by itself: shown, never guessed away.
    return used.map((row) => [entitlementByTag(row.tag)?.license ?? row.tag, row.count] as const);
  }
  if (device.level === null) return [];
  return usageOf(members, device.level).map((row: ExpectedUsage) => [row.license, row.count] as const);
}

/**
 * A chassis lists one serial over NETCONF even with two supervisors; the licenses it uses now tell how many it has. Adds
 * the missing supervisor as a second member with the same serial.
 */
function withSupervisors(device: DeviceNow): readonly LicensedMember[] {
  const [only, ...others] = device.members;
  if (only === undefined || others.length > 0 || device.usage === null) return device.members;
  const family = portFamily(only.model);
  if (family === null || !isChassisFamily(family)) return device.members;
  const network = device.usage.filter((row) => row.name.startsWith('network-')).map((row) => row.count);
  // Two is the most a chassis holds.
  return Math.max(0, ...network) >= 2 ? [only, only] : device.members;
}

function addUpPools(pools: readonly Pool[]): ReadonlyMap<string, Pool> {
  const byName = new Map<string, Pool>();
  for (const pool of pools) {
    const same: Pool = byName.get(poolKey(pool.name)) ?? {
      name: pool.name,
      quantity: 0,
      inUse: 0,
      reserved: 0,
    };
    byName.set(poolKey(pool.name), {
      name: same.name,
      quantity: same.quantity + pool.quantity,
      inUse: same.inUse + pool.inUse,
      reserved: same.reserved + pool.reserved,
      promised: (same.promised ?? 0) + (pool.promised ?? 0),
    });
  }
  return byName;
}

/** Names are compared without regard to letter case and spaces; nothing else is folded, two licenses never become one. */
function poolKey(name: string): string {
  return name.trim().toLowerCase().split(/\s+/).join(' ');
}

function add(totals: Map<string, number>, license: string, count: number): void {
  totals.set(license, (totals.get(license) ?? 0) + count);
}
