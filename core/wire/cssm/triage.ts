/**
 * From the answer of HTTP to a JSON object that may be read, in the order transport, HTTP, body, envelope. Failure often comes
 * with HTTP 200 (`reference/cssm.md` 0.3), and a proxy's login page too (C16, 1.6).
 */
import { isLicenseLabError } from '../../errors.ts';
import type { CssmError, LicenseLabError } from '../../errors.ts';
import type { HttpResponse } from '../../ports/http.ts';
import { cssmError, quoted } from './errors.ts';
import type { CssmCode } from './errors.ts';
import { parseJsonObject } from './json.ts';
import type { JsonObject } from './json.ts';
import { retryAfterMs } from './retry-after.ts';

/** Reads the body of an answer with a good status. Throws every code of the levels transport, http and body. */
export function readBody(answer: HttpResponse | LicenseLabError, wallMs: number): JsonObject {
  if (isLicenseLabError(answer)) throw transportError(answer);
  if (answer.status < 200 || answer.status > 299) throw httpError(answer, wallMs);
  const type = answer.headers['content-type'] ?? '';
  if (!/^application\/([a-z0-9.-]+\+)?json\b/i.test(type.trim())) {
    const what = /^\s*</.test(answer.body) ? 'a web page' : `content of type "${quoted(type)}"`;
    throw cssmError('CSSM_NOT_JSON', `Expected JSON from CSSM, got ${what} with HTTP ${answer.status}.`, {
      level: 'body',
      context: { status: answer.status },
      hint: 'A proxy or a login page may stand between; check the base URL.',
    });
  }
  return parseJsonObject(answer.body);
}

/** {@link readBody} and the envelope of the v1 family: `status` is SUCCESS, or ERROR with a `statusMessage`. */
export function readV1(answer: HttpResponse | LicenseLabError, wallMs: number): JsonObject {
  const body = readBody(answer, wallMs);
  const { status, statusMessage } = body;
  if (status === 'SUCCESS') return body;
  if (status === 'ERROR') {
    const text = typeof statusMessage === 'string' ? quoted(statusMessage) : '';
    throw cssmError('CSSM_REFUSED', `CSSM refused: ${text === '' ? 'it gave no reason' : text}`, {
      level: 'envelope',
      definite: true,
    });
  }
  throw cssmError('CSSM_SHAPE', 'Expected status SUCCESS or ERROR in the answer of CSSM, got neither.', {
    level: 'envelope',
  });
}

const TRANSPORT: Readonly<Record<string, CssmCode>> = {
  HTTP_UNREACHABLE: 'CSSM_UNREACHABLE',
  HTTP_TLS: 'CSSM_TLS',
  HTTP_PROXY: 'CSSM_PROXY',
  HTTP_TIMEOUT: 'CSSM_TIMEOUT',
  HTTP_RESET: 'CSSM_RESET',
  HTTP_TOO_LARGE: 'CSSM_TOO_LARGE',
};

/** Not repeated: what the next attempt would meet again. */
const LASTING: ReadonlySet<CssmCode> = new Set(['CSSM_TLS', 'CSSM_PROXY', 'CSSM_TOO_LARGE']);

function transportError(error: LicenseLabError): LicenseLabError {
  const code = TRANSPORT[error.code];
  // Anything else is not about the network: a refused address, a defect.
  if (code === undefined) return error;
  return cssmError(code, error.message, {
    level: 'transport',
    definite: error.definite,
    retry: LASTING.has(code) ? 'never' : 'same-session',
    context: error.context,
    cause: error,
    ...(error.hint === null ? {} : { hint: error.hint }),
  });
}

/** The error for a status that is not good; a 4xx certainly did nothing. */
export function httpError(answer: HttpResponse, wallMs: number): CssmError {
  const { status } = answer;
  const [code, what, hint] = meaningOf(answer);
  const waitMs = retryAfterMs(answer.headers['retry-after'], wallMs);
  const isLater = code === 'CSSM_RATE_LIMITED' || code === 'CSSM_UNAVAILABLE';
  return cssmError(code, `CSSM answered HTTP ${status}: ${what}.`, {
    level: 'http',
    definite: status < 500,
    retry: isLater ? 'same-session' : 'never',
    context: { status, ...(isLater ? { retryAfterMs: waitMs } : {}) },
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Sources: `reference/cssm.md` 1.6. The text "Invalid Client" is the gateway's for an app without this API. */
function meaningOf({ status, body }: HttpResponse): readonly [CssmCode, string, string?] {
  switch (status) {
    case 401:
      return ['CSSM_UNAUTHORIZED', 'the access token is not accepted'];
    case 403:
      return /invalid client/i.test(body.slice(0, 2000))
        ? ['CSSM_NOT_SUBSCRIBED', 'this client may not use the API', 'Subscribe the application to the API.']
        : ['CSSM_FORBIDDEN', 'no permission', 'Ask for a role on this Smart Account.'];
    case 404:
      return ['CSSM_NOT_FOUND', 'no such resource'];
    case 429:
      return ['CSSM_RATE_LIMITED', 'too many requests'];
    default:
      if (status >= 500) return ['CSSM_UNAVAILABLE', 'it cannot answer now'];
      if (status >= 300 && status < 400) {
        return ['CSSM_REDIRECTED', 'a redirect, which is not followed', 'Check the base URL.'];
      }
      return ['CSSM_HTTP', 'the request was not accepted'];
  }
}
