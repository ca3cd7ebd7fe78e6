import { decideAccountStatus } from './ledger/index.ts';
import type { CssmParts } from './parts.ts';

/** What faults do to one request. Absent faults: no delay, not cut, no status. */
export interface Trouble {
  readonly delayMs: number;
  /** The connection ends without an answer. */
  readonly isCut: boolean;
  /** HTTP status answered instead, with seconds of Retry-After (0: none); null: as usual. */
  readonly error: {
    readonly status: number;
    readonly retryAfterS: number;
    readonly retryAfter?: string;
  } | null;
}

/**
 * Takes the faults meant for a request about `account` (undefined: about none) at `http`, a path without prefix and query. A
 * deletion takes place at once and stays.
 */
export function takeTrouble(parts: CssmParts, account: string | undefined, http: string): Trouble {
  const { faults, ledger, clock } = parts;
  const moment = { device: 'cssm', account, http };
  if (account !== undefined && faults.take('cssm.account-deleted', moment) !== null) {
    ledger.record(decideAccountStatus(ledger.state, account, 'deleted'), clock.wallMs());
  }
  if (account !== undefined && faults.take('cssm.account-deactivated', moment) !== null) {
    ledger.record(decideAccountStatus(ledger.state, account, 'deactivated'), clock.wallMs());
  }
  const slow = faults.take('cssm.slow', moment);
  const isCut = faults.take('cssm.unreachable', moment) !== null;
  const error = isCut ? null : faults.take('cssm.http-error', moment);
  return {
    delayMs: slow === null ? 0 : numberOf(slow.params['delayMs'], 30_000),
    isCut,
    error: error && {
      status: numberOf(error.params['status'], 503),
      retryAfterS: numberOf(error.params['retryAfterS'], 0),
      ...(typeof error.params['retryAfter'] === 'string' ? { retryAfter: error.params['retryAfter'] } : {}),
    },
  };
}

/** A delay with the jitter of the options. */
export function jittered(parts: CssmParts, ms: number): number {
  const { jitter } = parts.options.latency;
  return ms * (1 + jitter * (2 * parts.random.next() - 1));
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
