import { z } from 'zod';
import { fault } from './kind.ts';
import type { FaultKind } from './kind.ts';

/** Longest delay of an answer: one hour. */
const HOUR_MS = 3_600_000;

/** A fault without parameters. */
function plain(name: string, about: string): FaultKind {
  return fault(name, 'cssm', about, z.strictObject({}));
}

/** What comes back is not what was asked for (C11, C13, C16, C18). */
const BODY_FAULTS: readonly FaultKind[] = [
  plain('cssm.empty-reply', 'HTTP 200 with an empty body.'),
  plain('cssm.html-login', 'HTTP 200 with the login page of a proxy.'),
  plain('cssm.garbage', 'HTTP 200 with JSON’s content type and bytes that are none.'),
  plain('cssm.truncated', 'The body ends in the middle.'),
  plain('cssm.hang', 'The request is never answered.'),
  plain('cssm.page-partial', 'A page has half its rows; the total is as before.'),
  plain('cssm.page-repeated', 'The page before is given once more.'),
  plain('cssm.page-shrinking', 'The total and the rows are one fewer than they should be.'),
];

/** Who asks is not let in, or what is asked for went away (C1 to C3, C8, C9, C28). */
const ACCESS_FAULTS: readonly FaultKind[] = [
  plain('cssm.account-deactivated', 'The Smart Account is deactivated when the request comes, and stays so.'),
  plain('cssm.role-lost', 'HTTP 403: no role in the account.'),
  plain('cssm.bearer-expired', 'The access token ends early: HTTP 401, until a new one is fetched.'),
  plain('cssm.client-invalid', 'HTTP 403 Invalid Client: the application has no API.'),
  plain('cssm.on-prem-booting', 'HTTP 502: the services of an On-Prem are not up yet.'),
];

/** Reports and what becomes of them (C17, C20 to C22, C24, C30, C31), and purchases. */
const REPORT_FAULTS: readonly FaultKind[] = [
  plain('cssm.poll-long', 'A poll says OK_POLL once more.'),
  plain('cssm.rum-duplicate', 'An upload of usage is refused as received already.'),
  plain('cssm.rum-tampered', 'An upload of usage is refused for its signature.'),
  plain('cssm.ack-never', 'A report is never acknowledged.'),
  fault(
    'cssm.ack-late',
    'cssm',
    'A report is acknowledged later by the given time.',
    z.strictObject({
      delayMs: z
        .number()
        .min(0)
        .max(30 * 24 * HOUR_MS)
        .default(HOUR_MS),
    }),
  ),
  plain('cssm.export-denied', 'An export-controlled license is not authorized.'),
  plain('cssm.invalid-tag', 'An entitlement tag is not known.'),
  plain('cssm.instance-poisoned', 'A reservation is refused although the device is clean.'),
  fault(
    'cssm.deposit-late',
    'cssm',
    'A purchase arrives some days late.',
    z.strictObject({ delayDays: z.int().min(1).max(365).default(3) }),
  ),
];

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
      /** In place of seconds, as it stands: a date, a fraction, a word. */
      retryAfter: z.string().max(100).optional(),
    }),
  ),
  ...BODY_FAULTS,
  ...ACCESS_FAULTS,
  ...REPORT_FAULTS,
];
