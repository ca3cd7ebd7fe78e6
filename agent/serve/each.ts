import { eachDevice, notTried } from '../cli/licensing/fleet.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import type { RoundWorld } from './contract.ts';

/** An end of the work on one switch, as {@link notTried} makes one too. */
interface Ended {
  readonly id: string;
  readonly outcome: string;
  readonly message: string;
}

/** Works on switches at once, bounded; begins no more once the program ends. */
export function workOnEach<End extends Ended>(
  { session, signal }: RoundWorld,
  devices: readonly InventoryDevice[],
  work: (device: InventoryDevice) => Promise<End | ReturnType<typeof notTried>>,
): Promise<readonly (End | ReturnType<typeof notTried> | undefined)[]> {
  return eachDevice(session, devices, () => signal.aborted, work, notTried);
}
