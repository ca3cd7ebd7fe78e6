import { CssmError } from '../../errors.ts';
import type { ErrorContext, Retry } from '../../errors.ts';
import { QUOTED_CHARS_MAX } from './limits.ts';

/**
 * How far a call came before it failed: the four levels of triage, and the body between HTTP and envelope. A status line
 * alone is never trusted (`reference/cssm.md` 0.3).
 */
export type TriageLevel = 'transport' | 'http' | 'body' | 'envelope' | 'item' | 'pages';

/**
 * What can be wrong with CSSM.
 *
 * Transport: `CSSM_UNREACHABLE`, `CSSM_TLS`, `CSSM_PROXY` (all definite), `CSSM_TIMEOUT`, `CSSM_RESET`, `CSSM_TOO_LARGE`.
 * HTTP: `CSSM_UNAUTHORIZED` 401, `CSSM_NOT_SUBSCRIBED` 403 "Invalid Client", `CSSM_FORBIDDEN` 403, `CSSM_NOT_FOUND` 404,
 * `CSSM_RATE_LIMITED` 429, `CSSM_UNAVAILABLE` 5xx, `CSSM_REDIRECTED` 3xx, `CSSM_HTTP` any other.
 * Body: `CSSM_NOT_JSON`, `CSSM_SHAPE`. Envelope: `CSSM_REFUSED`. Item: `CSSM_ITEM_REFUSED`.
 * Pages: `CSSM_PAGE_REPEATED`, `CSSM_PAGE_PARTIAL`, `CSSM_PAGE_TOTAL_CHANGED`, `CSSM_PAGE_OVERFLOW`, `CSSM_TOO_MANY_ROWS`.
 * Accounts, after asking who is still there: `CSSM_ACCOUNT_DELETED`, `CSSM_ACCOUNT_INACTIVE`.
 * SSM On-Prem, asked for what it does not have: `CSSM_NOT_OFFERED`.
 * Token service: `CSSM_CLIENT_REFUSED`.
 */
export type CssmCode =
  | 'CSSM_UNREACHABLE'
  | 'CSSM_TLS'
  | 'CSSM_PROXY'
  | 'CSSM_TIMEOUT'
  | 'CSSM_RESET'
  | 'CSSM_TOO_LARGE'
  | 'CSSM_UNAUTHORIZED'
  | 'CSSM_NOT_SUBSCRIBED'
  | 'CSSM_FORBIDDEN'
  | 'CSSM_NOT_FOUND'
  | 'CSSM_RATE_LIMITED'
  | 'CSSM_UNAVAILABLE'
  | 'CSSM_REDIRECTED'
  | 'CSSM_HTTP'
  | 'CSSM_NOT_JSON'
  | 'CSSM_SHAPE'
  | 'CSSM_REFUSED'
  | 'CSSM_ITEM_REFUSED'
  | 'CSSM_PAGE_REPEATED'
  | 'CSSM_PAGE_PARTIAL'
  | 'CSSM_PAGE_TOTAL_CHANGED'
  | 'CSSM_PAGE_OVERFLOW'
  | 'CSSM_TOO_MANY_ROWS'
  | 'CSSM_ACCOUNT_DELETED'
  | 'CSSM_ACCOUNT_INACTIVE'
  | 'CSSM_NOT_OFFERED'
  | 'CSSM_CLIENT_REFUSED';

/** Everything an error of CSSM carries besides code and message. */
export interface CssmErrorFacts {
  readonly level: TriageLevel;
  readonly definite?: boolean;
  /** `same-session`: the same call may be made again later. */
  readonly retry?: Retry;
  readonly context?: ErrorContext;
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Makes an error of CSSM; its context names the level of triage. */
export function cssmError(code: CssmCode, message: string, facts: CssmErrorFacts): CssmError {
  const { level, context, ...options } = facts;
  return new CssmError(code, message, { ...options, context: { level, ...context } });
}

/** True when the same call may succeed later. */
export function isTransient(error: { readonly retry: Retry }): boolean {
  return error.retry === 'same-session';
}

/**
 * Text of the peer as it may stand in a message: one line, only printable characters, at most {@link QUOTED_CHARS_MAX}.
 * CSSM is not trusted (safety T16, T17).
 */
export function quoted(text: string): string {
  const line = text
    .slice(0, QUOTED_CHARS_MAX * 2)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return line.length > QUOTED_CHARS_MAX ? `${line.slice(0, QUOTED_CHARS_MAX)}...` : line;
}
