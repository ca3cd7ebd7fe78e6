/** Ends differences of association, account by account. What one switch or account cannot, never spoils another. */
import { isLicenseLabError } from '../../core/errors.ts';
import { associateDevice, associationTarget } from '../accounts/index.ts';
import type { DeviceAssociation, LicensingMachines, Registry } from '../accounts/index.ts';
import type { CssmClient } from '../cssm/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import type { ReconcileAssociation } from './contract.ts';

/** One switch's end with the account it was to belong to. */
export interface AssociationEnd {
  readonly id: string;
  readonly account: string;
  readonly outcome: DeviceAssociation['outcome'];
  /** Empty when all is well. */
  readonly message: string;
}

/** Works on many switches at once: bounded, and without trying a refused password on a whole fleet. */
export type Each = (
  devices: readonly InventoryDevice[],
  work: (device: InventoryDevice) => Promise<DeviceAssociation>,
) => Promise<readonly (DeviceAssociation | undefined)[]>;

/** What associations are made with. */
export interface AssociateWorld {
  readonly cssm: CssmClient;
  readonly machines: LicensingMachines;
  readonly registry: Registry;
}

/** Associates switches: trust, report, seen there. Who was not begun because the program ends is not in the answer. */
export async function associateAll(
  world: AssociateWorld,
  each: Each,
  associations: readonly ReconcileAssociation[],
): Promise<readonly AssociationEnd[]> {
  const groups = Map.groupBy(associations, ({ account, virtualAccount }) =>
    JSON.stringify([account, virtualAccount]),
  );
  const ends: AssociationEnd[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    ends.push(...(await associateGroup(world, each, first, group)));
  }
  return ends;
}

async function associateGroup(
  { cssm, machines, registry }: AssociateWorld,
  each: Each,
  { account, virtualAccount }: ReconcileAssociation,
  group: readonly ReconcileAssociation[],
): Promise<readonly AssociationEnd[]> {
  let target;
  try {
    target = await associationTarget(cssm, account, virtualAccount);
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    const { message } = error;
    return group.map(({ device }) => ({ id: device.address.deviceId, account, outcome: 'failed', message }));
  }
  const found = await each(
    group.map(({ device }) => device),
    (device) => associateDevice(machines, registry, target, device),
  );
  return found
    .filter((end) => end !== undefined)
    .map(({ id, outcome, message }) => ({ id, account, outcome, message }));
}
