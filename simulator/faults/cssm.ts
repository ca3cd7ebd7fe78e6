import { z } from 'zod';
import { fault } from './kind.ts';
import type { FaultKind } from './kind.ts';

/** Longest delay of an answer: one hour. */
const HOUR_MS = 3_600_000;

/** Faults of CSSM, for the account named by the target (`cssm:DOMAIN`) or all of them (`*`). One use for each request. */
export const CSSM_FAULTS: readonly FaultKind[] = [
  fault(
    'cssm.account-deleted',
    'cssm',
    'The Smart Account is gone when the request comes, and stays gone.',
    z.strictObject({}),
  ),
  fault('cssm.unreachable', 'cssm', 'The connection is closed without an answer.', z.strictObject({})),
  fault(
    'cssm.slow',
    'cssm',
    'The answer comes later.',
    z.strictObject({ delayMs: z.number().min(0).max(HOUR_MS).default(30_000) }),
  ),
  fault(
    'cssm.http-error',
    'cssm',
    'The answer is an HTTP error, with Retry-After when it is not 0.',
    z.strictObject({
      status: z.int().min(400).max(599).default(503),
      retryAfterS: z.int().min(0).max(86_400).default(0),
    }),
  ),
];
