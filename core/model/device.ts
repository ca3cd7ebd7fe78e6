import type { Level } from './level.ts';

/** Role of a stack member or supervisor. `Cisco-IOS-XE-stack-oper` role-active, role-standby, role-member. */
export type MemberRole = 'active' | 'standby' | 'member';

/** State of a stack member, from `stack-oper-data/stack-node/node-state`; `other` holds what we do not act on. */
export type MemberState =
  | 'ready'
  | 'waiting'
  | 'progressing'
  | 'initializing'
  | 'version-mismatch'
  | 'license-mismatch'
  | 'platform-mismatch'
  | 'provisioned'
  | 'removed'
  | 'other';

/** One chassis of a device: a stack member, or the device itself when it stands alone. */
export interface Member {
  /** Switch number, 1 and up. */
  readonly slot: number;
  readonly serial: string;
  /** Product id, e.g. `C9300-48UXM`. */
  readonly model: string;
  readonly role: MemberRole;
  readonly state: MemberState;
}

/** One license a device has in use: `licensing/state/state-info/usage`. */
export interface LicenseUsage {
  /** Entitlement tag, `regid....`. */
  readonly tag: string;
  /** Level name, e.g. `network-advantage`. */
  readonly name: string;
  readonly count: number;
}

/** Who a device is. Serials are a set: a switch-over changes the order, not the set. */
export interface Identity {
  /** Names the session on which this was read; every later effect on it carries this name. */
  readonly sessionEpoch: string;
  /** `SHA256:` fingerprint of the accepted host key. */
  readonly hostKey: string;
  /** Software release, e.g. `17.9.4`; empty when the device did not say. */
  readonly release: string;
  /** Serials of all members, sorted. */
  readonly serials: readonly string[];
  readonly members: readonly Member[];
  /** Boot time as the device states it (RFC 3339), compared for equality only. */
  readonly bootTime: string;
  /** True when running may be written only through the candidate datastore. */
  readonly candidate: boolean;
}

/** What a look at the configuration shows. `null` means: the device did not say; that is never taken for a value. */
export interface Look {
  /** Boot level in running-config: what the next boot takes once it is saved. */
  readonly running: Level | null;
  /** Boot level in startup-config, where it was read (CLI). */
  readonly startup: Level | null;
  /** `unsaved-config`, where the leaf exists (17.9.1 yes, 16.9.1 no). */
  readonly unsaved: boolean | null;
  /** Lines by which running differs from startup, apart from the boot level; null when not read. */
  readonly foreignDiff: readonly string[] | null;
  readonly bootTime: string;
}

/** State of the whole device for the decision whether to begin. */
export interface Preflight extends Look {
  /** Licenses in use now. */
  readonly usage: readonly LicenseUsage[];
  readonly members: readonly Member[];
  /** What forbids a change now, in words (install in progress, reload scheduled, syncing, ...); empty when nothing does. */
  readonly blockers: readonly string[];
}

/** State after the reboot. */
export interface Verification {
  readonly usage: readonly LicenseUsage[];
  readonly members: readonly Member[];
  /** Boot level in running-config. */
  readonly running: Level | null;
  readonly bootTime: string;
  /** Boot times seen during the dwell, apart from the first. */
  readonly rebootsInDwell: number;
  /** `last-reboot-reason`. */
  readonly rebootReason: string;
}

/**
 * The level in use, from the licenses in use: the network level and add-on whose names are listed. Null when no network level
 * is listed, or more than one (a stack whose members differ), because empty is not a value.
 */
export function levelInUse(usage: readonly LicenseUsage[]): Level | null {
  const names = new Set(usage.filter((entry) => entry.count > 0).map((entry) => entry.name));
  const networks = (['network-essentials', 'network-advantage'] as const).filter((name) => names.has(name));
  const addons = (['dna-essentials', 'dna-advantage'] as const).filter((name) => names.has(name));
  const [network] = networks;
  if (network === undefined || networks.length > 1 || addons.length > 1) return null;
  return { network, addon: addons[0] ?? null };
}
