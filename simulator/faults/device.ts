import { z } from 'zod';
import { fault } from './kind.ts';
import type { FaultKind } from './kind.ts';

/** Longest time a device fault may state: one week. */
const WEEK_MS = 604_800_000;

const ms = z.number().min(0).max(WEEK_MS);

/** Faults of a switch itself. One use each time the switch would have acted otherwise. */
export const DEVICE_FAULTS: readonly FaultKind[] = [
  fault(
    'device.save-fails',
    'device',
    'Saving fails; startup stays as it was.',
    z.strictObject({
      message: z.string().max(200).default('nv: write failed, no space left on device'),
      /** How NETCONF says it: as the text of the result, or as an rpc-error. */
      as: z.enum(['result', 'rpc-error']).default('result'),
    }),
  ),
  fault(
    'device.save-lies',
    'device',
    'Saving is answered as done; startup stays as it was.',
    z.strictObject({}),
  ),
  fault('device.never-returns', 'device', 'After the next reload the switch stays down.', z.strictObject({})),
  fault(
    'device.old-level',
    'device',
    'The next boot takes the level that was running before.',
    z.strictObject({}),
  ),
  fault(
    'device.other-serial',
    'device',
    'Another switch answers at the address: after the next boot, or at once.',
    z.strictObject({
      serial: z
        .string()
        .regex(/^[A-Z0-9]{11}$/)
        .optional(),
      atOnce: z.boolean().default(false),
    }),
  ),
  fault(
    'device.other-host-key',
    'device',
    'The switch presents a host key from outside the lab’s pool. One use for each connection.',
    z.strictObject({}),
  ),
  fault(
    'device.unreachable',
    'device',
    'Connections are refused: one for each use, or all of them for the given time.',
    z.strictObject({ durationMs: ms.default(0) }),
  ),
  fault(
    'device.reload-ignored',
    'device',
    'A reload is answered as usual and never happens.',
    z.strictObject({}),
  ),
  fault(
    'device.reload-refused',
    'device',
    'A reload is refused with an error; nothing happens.',
    z.strictObject({ message: z.string().max(200).default('Reload not allowed') }),
  ),
  fault(
    'device.crash-loop',
    'device',
    'After the next boot the switch reboots by itself some more times.',
    z.strictObject({ boots: z.int().min(1).max(100).default(2), uptimeMs: ms.default(30_000) }),
  ),
  fault(
    'device.slow-boot',
    'device',
    'The next boot takes longer by the given time.',
    z.strictObject({ delayMs: ms.default(600_000) }),
  ),
  fault(
    'device.auth-refused',
    'device',
    'A right password is refused. One use for each attempt.',
    z.strictObject({}),
  ),
  fault(
    'device.out-of-compliance',
    'device',
    'CSSM’s next answer to a legacy switch says that licenses are missing. One use for each answer.',
    z.strictObject({}),
  ),
  fault(
    'stack.member-missing',
    'device',
    'After the next boot one member of the stack does not come back, or comes back later.',
    z.strictObject({
      slot: z.int().min(1).max(16).default(2),
      /** What the stack says of it meanwhile. */
      state: z
        .enum(['removed', 'provisioned', 'license-mismatch', 'version-mismatch'])
        .default('provisioned'),
      /** After the boot; absent: never. */
      returnsMs: ms.optional(),
    }),
  ),
];
