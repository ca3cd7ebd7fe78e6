/** Ends differences of association, account by account. What one switch or account cannot, never spoils another. */
import { isLicenseLabError } from '../../core/errors.ts';
import { associateDevice, associationTarget, createTokenOnce, notSeen } from '../accounts/index.ts';
import type { AssociationWorld, DeviceAssociation } from '../accounts/index.ts';
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

/** Associates switches: trust, report, seen there. Who was not begun because the program ends is not in the answer. */
export async function associateAll(
  world: AssociationWorld,
  each: Each,
  associations: readonly ReconcileAssociation[],
  serialsOf: (id: string) => readonly string[],
): Promise<readonly AssociationEnd[]> {
  const groups = Map.groupBy(associations, ({ account, virtualAccount }) =>
    JSON.stringify([account, virtualAccount]),
  );
  const ends: AssociationEnd[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    ends.push(...(await associateGroup(world, each, first, group, serialsOf)));
  }
  return ends;
}

async function associateGroup(
  world: AssociationWorld,
  each: Each,
  { account, virtualAccount }: ReconcileAssociation,
  group: readonly ReconcileAssociation[],
  serialsOf: (id: string) => readonly string[],
): Promise<readonly AssociationEnd[]> {
  let target;
  try {
    target = await associationTarget(world.cssm, account, virtualAccount);
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    const { message } = error;
    return group.map(({ device }) => ({ id: device.address.deviceId, account, outcome: 'failed', message }));
  }
  const token = createTokenOnce(world.cssm, target);
  const found = await each(
    group.map(({ device }) => device),
    (device) => associateDevice(world, target, token, device),
  );
  const reached = found.filter((end) => end !== undefined);
  const good = reached
    .filter(({ outcome }) => outcome === 'ok')
    .map(({ id }) => ({ id, serials: serialsOf(id) }));
  const missing = await notSeen(world, target, good);
  return reached.map(({ id, outcome, message }) =>
    missing.has(id)
      ? {
          id,
          account,
          outcome: 'not-seen',
          message: `It trusts ${account} and reported, but CSSM does not list it yet.`,
        }
      : { id, account, outcome, message },
  );
}
