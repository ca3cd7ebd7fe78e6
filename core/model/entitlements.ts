import { LicensingError, assert } from '../errors.ts';
import { ENTITLEMENTS } from './data/entitlement-tags.ts';
import type { LicenseUsage, Member } from './device.ts';
import type { Entitlement } from './entitlement.ts';
import type { Addon, Level, NetworkLevel } from './level.ts';
import { PORT_FAMILIES, isChassisFamily, portFamily } from './port-family.ts';
import type { PortFamily } from './port-family.ts';

/** A license a device will have in use, with the name CSSM lists it under. */
export interface ExpectedUsage extends LicenseUsage {
  readonly license: string;
  readonly description: string;
}

/** What the count needs to know of a chassis or supervisor. */
export type LicensedMember = Pick<Member, 'serial' | 'model'> & Partial<Pick<Member, 'state'>>;

/** The entitlement of a family for a level or add-on. */
export function entitlementOf(family: PortFamily, name: NetworkLevel | Addon): Entitlement {
  const found = ENTITLEMENTS.find((entry) => entry.name === name && entry.families.includes(family));
  assert(found !== undefined, `no entitlement for ${family} ${name}`);
  return found;
}

/** The entitlement with this tag; null when it is not in our table. */
export function entitlementByTag(tag: string): Entitlement | null {
  return ENTITLEMENTS.find((entry) => entry.tag === tag) ?? null;
}

/**
 * Licenses a device has in use at a level: one per member, on the tag of that member's port family; a chassis with two
 * supervisors (two members with one serial) needs two network licenses and one add-on. Provisioned and removed slots need
 * none. Rows in the order of the members, the network level first. Throws `MODEL_UNKNOWN`.
 */
export function usageOf(members: readonly LicensedMember[], level: Level): readonly ExpectedUsage[] {
  const present = members.filter((member) => member.state !== 'provisioned' && member.state !== 'removed');
  const families = new Map<PortFamily, LicensedMember[]>();
  for (const member of present) {
    const family = familyOrThrow(member.model);
    const others = families.get(family);
    if (others === undefined) families.set(family, [member]);
    else others.push(member);
  }
  return [...families].flatMap(([family, list]) => {
    const network = usageRow(family, level.network, list.length);
    if (level.addon === null) return [network];
    const chassis = new Set(list.map((member) => member.serial)).size;
    return [network, usageRow(family, level.addon, isChassisFamily(family) ? chassis : list.length)];
  });
}

/** Quantities per license name of CSSM; families that share a name are added up. */
export function licensesOf(
  usage: readonly ExpectedUsage[],
): readonly { readonly license: string; readonly quantity: number }[] {
  const quantities = new Map<string, number>();
  for (const row of usage) quantities.set(row.license, (quantities.get(row.license) ?? 0) + row.count);
  return [...quantities].map(([license, quantity]) => ({ license, quantity }));
}

function usageRow(family: PortFamily, name: NetworkLevel | Addon, count: number): ExpectedUsage {
  const { tag, license, description } = entitlementOf(family, name);
  return { tag, name, count, license, description };
}

function familyOrThrow(model: string): PortFamily {
  const family = portFamily(model);
  if (family !== null) return family;
  throw new LicensingError('MODEL_UNKNOWN', `The licenses of model "${model}" are not known.`, {
    definite: true,
    context: { model },
    hint: `Known: ${PORT_FAMILIES.join(', ')}. Plan without the balance to change its level all the same.`,
  });
}
