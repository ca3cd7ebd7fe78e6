import { assumed, observed } from './http.ts';
import type { CssmRequest, CssmResponse } from './http.ts';
import type { AccessTokens } from './access-tokens.ts';

/** Today's identity provider and the one before it (`reference/cssm.md` 1.1). */
export const TOKEN_PATHS: readonly string[] = ['/oauth2/default/v1/token', '/as/token.oauth2'];

/**
 * Client credentials for an access token: in a form body, or in the query as older clients send them. Success as recorded;
 * of failures only `401 invalid_client` is public, their bodies follow RFC 6749 5.2.
 */
export function answerTokenRequest(request: CssmRequest, tokens: AccessTokens): CssmResponse {
  if (request.method !== 'POST') return oauthError(405, 'invalid_request', 'Use POST.');
  const form = new URLSearchParams(isForm(request) ? request.body : '');
  const valueOf = (name: string): string => form.get(name) ?? request.query.get(name) ?? '';
  const grant = valueOf('grant_type');
  if (grant === '') return oauthError(400, 'invalid_request', 'grant_type is missing.');
  if (grant !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.');
  }
  const issued = tokens.issue(valueOf('client_id'), valueOf('client_secret'));
  if (issued === null) return oauthError(401, 'invalid_client', 'The client is not known.');
  return observed({ access_token: issued.token, token_type: 'Bearer', expires_in: issued.lifeS });
}

function isForm({ headers }: CssmRequest): boolean {
  return (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded');
}

function oauthError(status: number, error: string, description: string): CssmResponse {
  return assumed({ error, error_description: description }, status);
}
