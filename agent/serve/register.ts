import { createRetries } from './retry.ts';
import type { Retries } from './retry.ts';
import { deviceView, readDeviceRecords, readRegistry, readSnapshot } from '../accounts/index.ts';
import type { DeviceRecords, Registry } from '../accounts/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { associateAll } from '../reconcile/index.ts';
import type { ReconcileAssociation } from '../reconcile/index.ts';
import { workOnEach } from './each.ts';
import type { RoundWorld } from './contract.ts';

/** Registers new switches, round after round. */
export interface Registrar {
  register(world: RoundWorld): Promise<number>;
  /** Associates what a desired state approves; the same pauses hold. Gives how many were associated. */
  associate(world: RoundWorld, associations: readonly ReconcileAssociation[]): Promise<number>;
  readonly retries: Retries;
}

/** Makes the registrar. */
export function createRegistrar(clock: Parameters<typeof createRetries>[0]): Registrar {
  const retries = createRetries(clock);
  const associate: Registrar['associate'] = async (world, given) => {
    const due = given.filter(({ device }) => retries.isDue(device.address.deviceId));
    const cssm = await world.licensing.cssm();
    if (cssm === null || due.length === 0) return 0;
    const { licensing, session, actor } = world;
    const machines = await licensing.machines(actor);
    const registry = await readRegistry(licensing.documents, session.inventory);
    const ends = await associateAll(
      { cssm, machines, registry },
      (devices, work) => workOnEach(world, devices, work),
      due,
    );
    for (const { id, account, outcome, message } of ends) {
      const isGood = outcome === 'ok' || outcome === 'already';
      retries.ended(id, isGood);
      world.log.write(isGood ? 'info' : 'warn', 'device.associated', {
        device: id,
        account,
        outcome,
        message,
      });
    }
    return ends.filter(({ outcome }) => outcome === 'ok').length;
  };
  return {
    retries,
    associate,
    async register(world) {
      const { register } = world.settings;
      return register === null ? 0 : associate(world, await newDevices(world, register));
    },
  };
}

/**
 * Switches that CSSM does not list where they are to belong: the account that the inventory states, else the chosen one. Who was
 * associated from here before is not new. Nobody is new while the account has no snapshot: nothing is known then.
 */
async function newDevices(
  { licensing, session }: RoundWorld,
  chosen: { readonly account: string; readonly virtualAccount: string | null },
): Promise<readonly ReconcileAssociation[]> {
  const { documents } = licensing;
  const { inventory } = session;
  const records = await readDeviceRecords(documents);
  const registry = await readRegistry(documents, inventory);
  const listed = new Map<string, ReadonlySet<string> | null>();
  const found: ReconcileAssociation[] = [];
  for (const device of inventory.devices) {
    const id = device.address.deviceId;
    if (records.associations.has(id)) continue;
    const account = (device.account ?? chosen.account).toLowerCase();
    const virtualAccount = device.account === null ? chosen.virtualAccount : device.virtualAccount;
    if (!listed.has(account)) listed.set(account, await listedSerials(documents, account));
    const serials = listed.get(account) ?? null;
    const isListed = serialsOf(device, records).some((serial) => serials?.has(serial) === true);
    if (serials === null || isListed || isOrphan(device, records, registry)) continue;
    const desired = { level: null, account, virtualAccount, windows: [], autoApply: true };
    found.push({ device, account, virtualAccount, desired });
  }
  return found;
}

/** Its account was removed or is gone: a person decides where it goes. */
function isOrphan(device: InventoryDevice, records: DeviceRecords, registry: Registry): boolean {
  return deviceView(device, records, registry).association === 'orphaned';
}

function serialsOf(
  { address, serials }: InventoryDevice,
  { observations }: DeviceRecords,
): readonly string[] {
  return serials.length > 0 ? serials : (observations.get(address.deviceId)?.serials ?? []);
}

async function listedSerials(
  documents: RoundWorld['licensing']['documents'],
  account: string,
): Promise<ReadonlySet<string> | null> {
  const snapshot = await readSnapshot(documents, account);
  return snapshot === null ? null : new Set(snapshot.instances.map(({ serial }) => serial.toUpperCase()));
}
