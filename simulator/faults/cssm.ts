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

/** Who asks is not let in (C2, C8, C9, C28). */
const ACCESS_FAULTS: readonly FaultKind[] = [
  plain('cssm.role-lost', 'HTTP 403: no role in the account.'),
  plain('cssm.bearer-expired', 'The access token ends early: HTTP 401, until a new one is fetched.'),
  plain('cssm.client-invalid', 'HTTP 403 Invalid Client: the application has no API.'),
  plain('cssm.on-prem-booting', 'HTTP 502, for a switch silence: the services of an On-Prem are not up yet.'),
];

const license = z.string().min(1).max(200).optional();

/** The account changes when the next request about it comes, and stays changed (C1, C3, C23, C25 to C27). */
const WORLD_FAULTS: readonly FaultKind[] = [
  plain('cssm.account-deleted', 'The Smart Account is gone when the request comes, and stays gone.'),
  plain(
    'cssm.account-deactivated',
    'The Smart Account is deactivated when the request comes, and stays so until somebody activates it.',
  ),
  fault(
    'cssm.virtual-account-deleted',
    'cssm',
    'A Virtual Account is gone when the request comes: its product instances are removed, its licenses go to the default one.',
    // Absent: the first Virtual Account that is not the default one, which cannot be deleted.
    z.strictObject({ virtualAccount: z.string().min(1).max(200).optional() }),
  ),
  fault(
    'cssm.shortage',
    'cssm',
    'Licenses in use are taken back when the request comes: so many are missing then.',
    // Absent: the first license that is in use.
    z.strictObject({ license, missing: z.int().min(1).max(1_000_000).default(1) }),
  ),
  fault(
    'cssm.license-expired',
    'cssm',
    'The terms of a license end when the request comes: yesterday, or in some days.',
    // Absent: the first license that has a last day.
    z.strictObject({ license, inDays: z.int().min(-1).max(3650).default(-1) }),
  ),
  fault(
    'cssm.policy-changed',
    'cssm',
    'The account has another reporting policy when the request comes; switches get it with their next acknowledgement.',
    z.strictObject({ name: z.string().min(1).max(100).default('SLE Policy') }),
  ),
  plain(
    'cssm.on-prem-lapsed',
    'The 180 days of an On-Prem’s access token are over when the request comes: scheduled synchronization fails until somebody signs in.',
  ),
];

/** What only a switch meets (C4 to C7, C10 to C15, C29); the target may be the switch itself. */
const CONTACT_FAULTS: readonly FaultKind[] = [
  plain(
    'cssm.instance-removed',
    'The product instance of the switch is removed when it reports, and stays so.',
  ),
  plain(
    'cssm.no-trust',
    'The switch has lost its trust code when it is to report, and sends nothing any more.',
  ),
  plain(
    'cssm.call-home-off',
    'The switch does not send: smart licensing is not enabled in its Call Home profile.',
  ),
  plain('cssm.dns', 'The name of CSSM does not resolve.'),
  plain('cssm.tls-untrusted', 'The certificate of CSSM is not accepted.'),
  plain('cssm.busy', 'A switch is told to try again: a service behind CSSM does not answer.'),
  plain('cssm.on-prem-old', 'A switch meets an On-Prem that is too old for usage reporting.'),
  plain('cssm.clock-skew', 'A switch is refused because its clock is off by more than an hour.'),
  plain('cssm.token-expired', 'A registration token is refused as expired.'),
  plain('cssm.token-revoked', 'A registration token is refused as revoked.'),
  plain('cssm.token-used-up', 'A registration token is refused as used up.'),
  plain(
    'cssm.udi-duplicate',
    'Trust is refused without force: another product instance has the serial number.',
  ),
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

/** Faults of CSSM, for the account named by the target (`cssm:DOMAIN`), for what one switch sends (its id), or all (`*`). One use for each request. */
export const CSSM_FAULTS: readonly FaultKind[] = [
  ...WORLD_FAULTS,
  ...CONTACT_FAULTS,
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
