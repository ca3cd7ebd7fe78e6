/** What a look at the configuration reads over NETCONF. */
import type { Look } from '../../../core/model/device.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import { OPERATIONS, readBootLevel, readSystem } from '../../../core/wire/ios-xe/index.ts';
import type { Kit } from './kit.ts';
import { readUntil } from './reading.ts';
import type { Ask } from './reading.ts';
import type { Held } from './sessions.ts';
import type { Task } from './task.ts';

/** The boot level of running-config. */
export const BOOT_LEVEL: Ask = {
  name: 'the read of the boot level',
  operation: OPERATIONS.getBootLevel.element('running'),
};

/** Boot time, release, unsaved-config. */
export const SYSTEM: Ask = { name: 'the read of system data', operation: OPERATIONS.getSystem.element() };

/** The two reads of a look, in this order. */
export const LOOK_ASKS: readonly Ask[] = [BOOT_LEVEL, SYSTEM];

/** The look in the replies to {@link LOOK_ASKS}; without a boot time it says nothing. */
export function acceptLook([level, system]: readonly RpcReply[]):
  | { readonly value: Look }
  | { readonly missing: string } {
  const { bootTime, unsaved } = readSystem(system?.data ?? null);
  if (bootTime === null) return { missing: 'the boot time' };
  return {
    value: {
      running: readBootLevel(level?.data ?? null),
      startup: null,
      unsaved,
      foreignDiff: null,
      bootTime,
    },
  };
}

/** Looks until the device says its boot time. */
export function readLook(kit: Kit, task: Task, held: Held, done: (look: Look) => void): void {
  readUntil(kit, task, held, { asks: LOOK_ASKS, accept: acceptLook }, done);
}
