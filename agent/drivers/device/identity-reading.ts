/** Who a device is, over NETCONF. */
import type { Member } from '../../../core/model/device.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import {
  membersOf,
  OPERATIONS,
  readChassis,
  readStack,
  readSystem,
  serialsOf,
} from '../../../core/wire/ios-xe/index.ts';
import type { SystemData } from '../../../core/wire/ios-xe/index.ts';
import type { Ask } from './reading.ts';

/** System data and the chassis of the inventory. */
export const DEVICE: Ask = { name: 'the read of the inventory', operation: OPERATIONS.getDevice.element() };

/** Stack members; a device that is no stack says nothing. */
export const STACK: Ask = { name: 'the read of the stack', operation: OPERATIONS.getStack.element() };

/** The reads that say who a device is, in this order. */
export const IDENTITY_ASKS: readonly Ask[] = [DEVICE, STACK];

/** What the replies to {@link IDENTITY_ASKS} say. */
export interface Who {
  readonly system: SystemData;
  readonly members: readonly Member[];
  /** Sorted, each once. */
  readonly serials: readonly string[];
}

/** Reads the replies to {@link IDENTITY_ASKS}. */
export function whoIs(device: RpcReply | undefined, stack: RpcReply | undefined): Who {
  const members = membersOf(readChassis(device?.data ?? null), readStack(stack?.data ?? null));
  return { system: readSystem(device?.data ?? null), members, serials: serialsOf(members) };
}

/** What is still missing to know a device; null when nothing is. */
export function missingIn(who: Who): string | null {
  if (who.system.bootTime === null) return 'the boot time';
  return who.serials.length === 0 ? 'the serial numbers' : null;
}
