import type { FaultMoment } from '../faults/contract.ts';
import type { CssmParts } from './parts.ts';
import type { Cut } from './routes/http.ts';
import { changeWorld } from './world-faults.ts';

/** What faults do to one request. Absent faults: no delay, not cut, no status. */
export interface Trouble {
  readonly delayMs: number;
  /** The connection ends without an answer, or never comes about; null: it holds. */
  readonly cut: Cut | null;
  /** HTTP status answered instead, with seconds of Retry-After (0: none); null: as usual. */
  readonly error: {
    readonly status: number;
    readonly retryAfterS: number;
    readonly retryAfter?: string;
  } | null;
}

/**
 * Takes the faults meant for a request about `account` (undefined: about none) at `http`, a path without prefix and query; `from`
 * is the device that sends it, if one does. A change of the account takes place at once and stays.
 */
export function takeTrouble(
  parts: CssmParts,
  account: string | undefined,
  http: string,
  from?: string,
): Trouble {
  const { faults } = parts;
  const moment = { device: 'cssm', account, http, from };
  if (account !== undefined) changeWorld(parts, account, moment);
  const slow = faults.take('cssm.slow', moment);
  const cut = takeCut(parts, moment);
  const error = cut === null ? faults.take('cssm.http-error', moment) : null;
  return {
    delayMs: slow === null ? 0 : numberOf(slow.params['delayMs'], 30_000),
    cut,
    error: error && {
      status: numberOf(error.params['status'], 503),
      retryAfterS: numberOf(error.params['retryAfterS'], 0),
      ...(typeof error.params['retryAfter'] === 'string' ? { retryAfter: error.params['retryAfter'] } : {}),
    },
  };
}

const CUTS: readonly (readonly [fault: string, cut: Cut])[] = [
  ['cssm.dns', 'name'],
  ['cssm.unreachable', 'refused'],
  ['cssm.tls-untrusted', 'certificate'],
];

function takeCut({ faults }: CssmParts, moment: FaultMoment): Cut | null {
  return CUTS.find(([fault]) => faults.take(fault, moment) !== null)?.[1] ?? null;
}

/** A delay with the jitter of the options. */
export function jittered(parts: CssmParts, ms: number): number {
  const { jitter } = parts.options.latency;
  return ms * (1 + jitter * (2 * parts.random.next() - 1));
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
