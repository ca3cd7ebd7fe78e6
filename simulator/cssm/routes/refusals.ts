/** Answers of the gateway and for accounts that are gone. Their bodies are not public: all are marked as assumed. */
import type { GoneAnswer, SmartAccountState } from '../ledger/index.ts';
import { assumed } from './http.ts';
import type { CssmResponse } from './http.ts';
import type { Dialect } from './operation.ts';
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

/** An error that a fault asks for; Retry-After as text, or in seconds when they are not 0. */
export function httpError(status: number, retryAfterS: number, retryAfter?: string): CssmResponse {
  const text = retryAfter ?? (retryAfterS === 0 ? undefined : String(retryAfterS));
  const headers: Record<string, string> = text === undefined ? {} : { 'retry-after': text };
  return assumed({ message: `HTTP ${status}` }, status, headers);
}

/** The gateway's answer to an application that has no API: the text is documented, the JSON around it is ours [D, S4]. */
export function invalidClient(): CssmResponse {
  return assumed({ message: 'Invalid Client' }, 403);
}

/** No role in the account, or one that may not do this (C2); the text was seen in one trace. */
export function forbidden(): CssmResponse {
  return assumed({ message: '403 Forbidden - Not Authorized' }, 403);
}

/** An account that never was, was deleted, or is not in use: three variants, because all are plausible (`reference/cssm.md` 8). */
export function accountGone(
  dialect: Dialect,
  said: string,
  account: SmartAccountState | undefined,
  otherwise: GoneAnswer,
): CssmResponse {
  switch (account?.goneAnswer ?? otherwise) {
    case 'forbidden':
      return forbidden();
    case 'not-found':
      return notFound();
    case 'error':
      return enveloped(
        dialect,
        'ACCOUNT',
        account === undefined || account.status === 'deleted'
          ? `Smart Account '${said}' was not found.`
          : `Smart Account '${said}' is not active.`,
      );
  }
}

/** A Virtual Account that was deleted or never was, named by its number. */
export function virtualAccountGone(dialect: Dialect, said: string): CssmResponse {
  return enveloped(dialect, 'VIRTUAL_ACCOUNT', `Virtual Account '${said}' was not found.`);
}

/** A failure in the envelope of the family (`reference/cssm.md` 1.3). */
function enveloped(dialect: Dialect, code: string, message: string): CssmResponse {
  switch (dialect) {
    case 'csw':
      return assumed({ status: 'FAILED', message_code: code, message });
    case 'pnp':
      return assumed({ status: 'FAILED', message, messageCode: 'DMS-ERR-101' });
    case 'ea':
      return assumed({ code: 4000, message, severity: 'ERROR' }, 400);
    case 'v1':
    case 'software':
      return failure(message).response;
  }
}
