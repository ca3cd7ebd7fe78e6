import { z } from 'zod';
import type { LicenseLabError } from '../../errors.ts';
import type { HttpResponse } from '../../ports/http.ts';
import { cssmError } from './errors.ts';
import { checkShape, someText } from './fields.ts';
import { readBody } from './triage.ts';

/** An access token of the identity provider. A secret: it lives in memory only. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds it is accepted, from the request on. CSSM says 3599 s. */
  readonly lifeMs: number;
}

/** Shortest and longest life that is believed. */
const LIFE_S_MIN = 1;
const LIFE_S_MAX = 86_400;

const answerShape = z.object({
  access_token: someText,
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().transform((value) => Math.min(Math.max(value, LIFE_S_MIN), LIFE_S_MAX)),
});

/**
 * Reads the answer to a request for an access token (client credentials, RFC 6749 4.4.3 and 5.2; `reference/cssm.md` 1.1).
 * Throws `CSSM_CLIENT_REFUSED` for HTTP 400 and 401, else the codes of the triage.
 */
export function decodeAccessToken(answer: HttpResponse | LicenseLabError, wallMs: number): AccessToken {
  if ('status' in answer && (answer.status === 400 || answer.status === 401)) {
    throw cssmError('CSSM_CLIENT_REFUSED', `The token service refused the client (HTTP ${answer.status}).`, {
      level: 'http',
      definite: true,
      context: { status: answer.status },
      hint: 'Check client id and secret; a new client is accepted after up to 30 minutes.',
    });
  }
  const body = checkShape(answerShape, readBody(answer, wallMs), 'access token');
  return { token: body.access_token, lifeMs: body.expires_in * 1000 };
}
