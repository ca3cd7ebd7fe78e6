/** What faults do to a message of a device: silence, or an answer that is none of the ledger's (`reference/cssm.md` 4). */
import type { ContactFailure } from '../../device/model/contact.ts';
import type { FaultMoment } from '../../faults/contract.ts';
import type { CssmParts } from '../parts.ts';
import type { Cut } from '../routes/http.ts';
import type { Trouble } from '../trouble.ts';
import { BACKEND_BUSY, CLOCK_SKEW, COMMUNICATIONS_FAILURE, UDI_TAKEN, tokenNotValid } from './answers.ts';

type Met = readonly (readonly [fault: string, failure: ContactFailure])[];

const SILENT = { status: 'NO REPLY', reason: COMMUNICATIONS_FAILURE } as const;
const REFUSED = { status: 'INVALID STATUS CODE' } as const;

const CUTS: Readonly<Record<Cut, ContactFailure>> = {
  name: { ...SILENT, cause: 'name' },
  refused: SILENT,
  certificate: { ...SILENT, cause: 'certificate' },
};

/** Met by every message, in this order. What cannot be read counts as an empty answer does (assumed). */
const ANY: Met = [
  ['cssm.hang', { ...SILENT, cause: 'timeout' }],
  ['cssm.on-prem-booting', SILENT],
  ['cssm.empty-reply', { ...SILENT, cause: 'empty' }],
  ['cssm.html-login', { ...SILENT, cause: 'empty' }],
  ['cssm.garbage', { ...SILENT, cause: 'empty' }],
  ['cssm.truncated', { ...SILENT, cause: 'empty' }],
  ['cssm.busy', { status: 'OK_TRY_AGAIN', reason: BACKEND_BUSY }],
  [
    'cssm.on-prem-old',
    { ...REFUSED, reason: 'The server does not support usage reporting.', cause: 'old-on-prem' },
  ],
  ['cssm.clock-skew', { ...REFUSED, reason: CLOCK_SKEW }],
];

/** Met by a request for trust alone. */
const TRUST: Met = [
  ['cssm.token-expired', token('The token has expired.')],
  ['cssm.token-revoked', token('The token was revoked.')],
  ['cssm.token-used-up', token('The token was used as often as it may be.')],
];

/** Without force. */
const UNFORCED: Met = [['cssm.udi-duplicate', { ...REFUSED, reason: UDI_TAKEN }]];

function token(message: string): ContactFailure {
  return { ...REFUSED, reason: tokenNotValid({ message }) };
}

/** Takes the fault that this message meets, of whatever became of its connection first; null: none. */
export function takeContactTrouble(
  { faults }: CssmParts,
  { cut, error }: Trouble,
  moment: FaultMoment,
  about: 'report' | 'trust' | 'forced trust',
): ContactFailure | null {
  if (cut !== null) return CUTS[cut];
  // A status other than 200 is `INVALID STATUS CODE` (inferred, C16).
  if (error !== null) return { ...REFUSED, reason: `HTTP status code ${error.status}` };
  const met = [...ANY, ...(about === 'report' ? [] : TRUST), ...(about === 'trust' ? UNFORCED : [])];
  return met.find(([fault]) => faults.take(fault, moment) !== null)?.[1] ?? null;
}
