import { z } from 'zod';
import { fault } from './kind.ts';
import type { FaultKind } from './kind.ts';

/** Longest time a protocol fault may state: one hour. */
const HOUR_MS = 3_600_000;

const ms = z.number().min(0).max(HOUR_MS);
/** Who is said to hold a lock: a daemon of the switch (yang_mgmt_infra, syncfromdaemon, system), or the name of a person. */
const holder = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,31}$/)
  .default('yang_mgmt_infra');

/** Faults of the NETCONF server. One use each time the server would have acted otherwise. */
export const NETCONF_FAULTS: readonly FaultKind[] = [
  fault(
    'netconf.lying-ok',
    'netconf server',
    'edit-config of running, or commit, answers ok and changes nothing.',
    z.strictObject({}),
  ),
  fault(
    'netconf.edit-refused',
    'netconf server',
    'edit-config of running, or commit, is refused as the parser refuses a command; nothing changes.',
    z.strictObject({
      message: z.string().max(200).default('inconsistent value: Device refused one or more commands'),
    }),
  ),
  fault(
    'netconf.edit-applied-but-error',
    'netconf server',
    'edit-config of running, or commit, is applied, and the answer is the lock error of a daemon (seen since 17.12.4).',
    z.strictObject({ holder }),
  ),
  fault(
    'netconf.drop-after',
    'netconf server',
    'The connection ends after the given rpc was carried out; with `after.chunk`, after that chunk of the reply.',
    z.strictObject({
      /** False: reset, bytes on their way are lost. True: end of stream. */
      orderly: z.boolean().default(false),
      /** When false the connection ends before the rpc is carried out. */
      executed: z.boolean().default(true),
    }),
  ),
  fault(
    'netconf.late',
    'netconf server',
    'The reply comes later.',
    z.strictObject({ delayMs: ms.default(70_000) }),
  ),
  fault(
    'netconf.lock-held',
    'netconf server',
    'lock and edit-config are denied because somebody else holds running: for one attempt, or for the given time.',
    z.strictObject({ holder, durationMs: ms.default(0) }),
  ),
  fault(
    'netconf.not-ready',
    'netconf server',
    'After a boot, SSH is up and NETCONF comes later by the given time.',
    z.strictObject({ delayMs: ms.default(600_000) }),
  ),
];
