/** HTTP without a transport: what a request is, and what comes back. */

/** One request as it arrived. */
export interface CssmRequest {
  readonly method: string;
  /** Path as sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One answer; header names are lower-case. */
export interface CssmResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why there is no answer: the name does not resolve, the connection is refused or ends, the certificate is not accepted. */
export type Cut = 'name' | 'refused' | 'certificate';

/**
 * What happens to a request: an answer after a delay on the lab's clock, or, with null, the end of the connection. `cut` says why;
 * over a real socket, where name and certificate are looked at before there is a request, every cut is an end of the connection.
 */
export interface CssmAnswer {
  readonly response: CssmResponse | null;
  readonly cut?: Cut;
  readonly delayMs: number;
}

/** CSSM as a function. What is asked for is done at once; only the answer takes time. */
export type CssmHandler = (request: CssmRequest) => CssmAnswer;

/** Longest body that is taken, in characters: an upload of 1,000 usage reports has about 4 MiB. */
export const REQUEST_CHARS_MAX = 16_777_216;

/** Header on every body whose shape is ours and not Cisco's, so that no test takes it for Cisco's. */
export const ASSUMED = { 'x-simulator-shape': 'assumed' } as const;

const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8' } as const;

/** An answer whose shape was observed at Cisco's. */
export function observed(body: object, status = 200): CssmResponse {
  return { status, headers: JSON_TYPE, body: JSON.stringify(body) };
}

/** An answer whose shape is our own. */
export function assumed(
  body: object,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): CssmResponse {
  return { status, headers: { ...JSON_TYPE, ...ASSUMED, ...headers }, body: JSON.stringify(body) };
}
