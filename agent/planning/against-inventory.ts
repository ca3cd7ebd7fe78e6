import { LicenseLabError } from '../../core/errors.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Address } from '../../core/ports/network.ts';
import type { Inventory } from '../inventory/index.ts';
import { listDevices } from './words.ts';

/**
 * Refuses a plan whose switches the inventory no longer describes as it did when the plan was approved (F48): gone, another
 * address, other credentials, another pinned key. Throws `PLAN_INVENTORY_CHANGED` (exit code 4).
 */
export function checkAgainstInventory(plan: Plan, inventory: Inventory): void {
  const known = new Map(inventory.devices.map(({ address }) => [address.deviceId, address]));
  const changed = plan.devices.filter(({ address }) => !isSameAddress(address, known.get(address.deviceId)));
  if (changed.length === 0) return;
  const names = listDevices(changed.map(({ address }) => address.deviceId));
  throw new LicenseLabError(
    'PLAN_INVENTORY_CHANGED',
    `The inventory ${inventory.file} describes ${names} otherwise than the plan; it is not applied.`,
    { definite: true, context: { file: inventory.file }, hint: 'Make a new plan with this inventory.' },
  );
}

function isSameAddress(a: Address, b: Address | undefined): boolean {
  return (
    b !== undefined &&
    a.host === b.host &&
    a.netconfPort === b.netconfPort &&
    a.sshPort === b.sshPort &&
    a.credentials === b.credentials &&
    a.hostKey === b.hostKey
  );
}
