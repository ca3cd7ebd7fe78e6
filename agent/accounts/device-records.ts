/** What is kept of switches: where they belong, how their last synchronization went, what was seen on them. */
import { rfc3339 } from '../planning/index.ts';
import type { Inventory, InventoryDevice } from '../inventory/index.ts';
import type { Documents } from './documents.ts';
import type { Registry } from './registry.ts';

/** Smart Account and Virtual Account of a switch, in place of what the inventory says. */
export interface Association {
  readonly account: string;
  readonly virtualAccount: string;
  readonly atMs: number;
}

/** How a synchronization ended; `ok` alone is good. */
export interface SyncRecord {
  readonly atMs: number;
  readonly result: string;
  /** Null when it was good. */
  readonly reason: string | null;
  /** True: CSSM does not know the switch any more, or its account is gone. */
  readonly isGone: boolean;
}

/** What was last seen on a switch. */
export interface Observation {
  readonly atMs: number;
  readonly serials: readonly string[];
  /** As text, e.g. `network-advantage`; null: it did not say. */
  readonly level: string | null;
  readonly bootLevel: string | null;
}

/** Records of all switches, by id. */
export interface DeviceRecords {
  readonly associations: ReadonlyMap<string, Association>;
  readonly syncs: ReadonlyMap<string, SyncRecord>;
  readonly observations: ReadonlyMap<string, Observation>;
}

const ASSOCIATION = 'device-association';
const SYNC = 'device-sync';
const OBSERVATION = 'device-observation';

/** Reads all records. */
export async function readDeviceRecords(documents: Documents): Promise<DeviceRecords> {
  const byId = async <Body>(kind: string): Promise<ReadonlyMap<string, Body>> =>
    new Map((await documents.list<Body>(kind)).map(({ key, body }) => [key, body]));
  return {
    associations: await byId<Association>(ASSOCIATION),
    syncs: await byId<SyncRecord>(SYNC),
    observations: await byId<Observation>(OBSERVATION),
  };
}

/** Keeps where a switch belongs from now on. */
export const keepAssociation = (documents: Documents, id: string, association: Association): Promise<void> =>
  documents.put(ASSOCIATION, id, association);

/** Keeps how a synchronization ended. */
export const keepSync = (documents: Documents, id: string, sync: SyncRecord): Promise<void> =>
  documents.put(SYNC, id, sync);

/** Keeps what was seen. */
export const keepObservation = (documents: Documents, id: string, seen: Observation): Promise<void> =>
  documents.put(OBSERVATION, id, seen);

/** A switch of the inventory with the account that it belongs to now. */
export function associated(device: InventoryDevice, { associations }: DeviceRecords): InventoryDevice {
  const changed = associations.get(device.address.deviceId);
  if (changed === undefined) return device;
  return { ...device, account: changed.account, virtualAccount: changed.virtualAccount };
}

/** The inventory with the accounts that its switches belong to now. */
export function withAssociations(inventory: Inventory, records: DeviceRecords): Inventory {
  return { ...inventory, devices: inventory.devices.map((device) => associated(device, records)) };
}

/** A switch as `device ls` shows it. */
export interface DeviceView {
  readonly id: string;
  readonly level: string | null;
  readonly bootLevel: string | null;
  readonly serials: readonly string[];
  readonly association: 'associated' | 'orphaned' | 'none';
  readonly account: string | null;
  readonly virtualAccount: string | null;
  /** All null: never synchronized from here. */
  readonly lastSync: {
    readonly at: string | null;
    readonly result: string | null;
    readonly reason: string | null;
  };
}

/**
 * A switch with what is known of it. Orphaned: its account was removed here, CSSM says that it is gone, or CSSM does not know
 * the switch any more.
 */
export function deviceView(listed: InventoryDevice, records: DeviceRecords, registry: Registry): DeviceView {
  const device = associated(listed, records);
  const id = device.address.deviceId;
  const sync = records.syncs.get(id) ?? null;
  const seen = records.observations.get(id) ?? null;
  return {
    id,
    level: seen?.level ?? null,
    bootLevel: seen?.bootLevel ?? null,
    serials: device.serials.length > 0 ? device.serials : (seen?.serials ?? []),
    association: associationOf(device, sync, registry),
    account: device.account,
    virtualAccount: device.virtualAccount,
    lastSync: {
      at: sync === null ? null : rfc3339(sync.atMs),
      result: sync?.result ?? null,
      reason: sync?.reason ?? null,
    },
  };
}

function associationOf(
  { account }: InventoryDevice,
  sync: SyncRecord | null,
  { accounts, removed }: Registry,
): DeviceView['association'] {
  if (account === null) return 'none';
  const name = account.toLowerCase();
  const isGone = accounts.some((known) => known.name === name && known.gone !== null);
  return removed.has(name) || isGone || sync?.isGone === true ? 'orphaned' : 'associated';
}
