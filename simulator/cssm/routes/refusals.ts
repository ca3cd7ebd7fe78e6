/** Answers of the gateway and for accounts that are gone. Their bodies are not public: all are marked as assumed. */
import type { GoneAnswer, SmartAccountState } from '../ledger/index.ts';
import { assumed } from './http.ts';
import type { CssmResponse } from './http.ts';
import { failure } from './v1/envelope.ts';

/** No bearer, or one that is unknown or expired: RFC 6750 3 (`reference/cssm.md` 8). */
export function unauthorized(): CssmResponse {
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
  return assumed({ message: 'Unauthorized' }, 401, headers);
}

export function notFound(): CssmResponse {
  return assumed({ message: 'Not Found' }, 404);
}

export function badRequest(message: string, status = 400): CssmResponse {
  return assumed({ message }, status);
}

export function tooManyRequests(retryAfterS: number): CssmResponse {
  return assumed({ message: 'Too Many Requests' }, 429, { 'retry-after': String(retryAfterS) });
}

/** An error that a fault asks for; Retry-After only when it is not 0. */
export function httpError(status: number, retryAfterS: number): CssmResponse {
  const headers: Record<string, string> = retryAfterS === 0 ? {} : { 'retry-after': String(retryAfterS) };
  return assumed({ message: `HTTP ${status}` }, status, headers);
}

/** An account that never was, was deleted, or is not in use: three variants, because all are plausible (`reference/cssm.md` 8). */
export function accountGone(
  domain: string,
  account: SmartAccountState | undefined,
  otherwise: GoneAnswer,
): CssmResponse {
  switch (account?.goneAnswer ?? otherwise) {
    case 'forbidden':
      return assumed({ message: '403 Forbidden - Not Authorized' }, 403);
    case 'not-found':
      return notFound();
    case 'error':
      return failure(
        account === undefined || account.status === 'deleted'
          ? `Smart Account '${domain}' was not found.`
          : `Smart Account '${domain}' is not active.`,
      ).response;
  }
}
