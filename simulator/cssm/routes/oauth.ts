import { fieldsOf } from './fields.ts';
import { assumed, observed } from './http.ts';
import type { CssmRequest, CssmResponse } from './http.ts';
import type { AccessTokens, Issued } from './access-tokens.ts';

/** Today's identity provider and the one before it (`reference/cssm.md` 1.1). */
export const TOKEN_PATHS: readonly string[] = ['/oauth2/default/v1/token', '/as/token.oauth2'];
/** On-Prem's own (`reference/cssm.md` 1.7). */
export const ON_PREM_TOKEN_PATH = '/backend/oauth/token';

/**
 * An access token for client credentials, or for a user by the password grant: in a form body, or in the query as older clients
 * send them. Success as recorded; of failures `401 invalid_client` is public, and 400 for a user that is not accepted; their
 * bodies follow RFC 6749 5.2.
 */
export function answerTokenRequest(request: CssmRequest, tokens: AccessTokens): CssmResponse {
  if (request.method !== 'POST') return oauthError(405, 'invalid_request', 'Use POST.');
  const form = new URLSearchParams(isForm(request) ? request.body : '');
  const valueOf = (name: string): string => form.get(name) ?? request.query.get(name) ?? '';
  const id = valueOf('client_id');
  const secret = valueOf('client_secret');
  switch (valueOf('grant_type')) {
    case '':
      return oauthError(400, 'invalid_request', 'grant_type is missing.');
    case 'client_credentials':
      return told(tokens.issue(id, secret));
    case 'password':
      // Here a bad client is 400 too [C, S3].
      return told(
        tokens.issue(id, secret, { name: valueOf('username'), password: valueOf('password') }),
        400,
      );
    default:
      return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.');
  }
}

/** On-Prem takes a JSON body and knows client credentials only [C, S15]; its failures are assumed. */
export function answerOnPremToken(request: CssmRequest, tokens: AccessTokens): CssmResponse {
  const fields = fieldsOf(request.body);
  if (request.method !== 'POST' || fields === null) {
    return oauthError(400, 'invalid_request', 'Expected POST with a JSON object.');
  }
  const { grant_type: grant, client_id: id, client_secret: secret } = fields;
  if (grant !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported.');
  }
  return told(tokens.issue(String(id), String(secret)));
}

function told(issued: Issued, clientStatus = 401): CssmResponse {
  if ('token' in issued) {
    return observed({ access_token: issued.token, token_type: 'Bearer', expires_in: issued.lifeS });
  }
  return issued.refused === 'client'
    ? oauthError(clientStatus, 'invalid_client', 'The client is not known.')
    : oauthError(400, 'invalid_grant', 'The user name or password is not accepted.');
}

function isForm({ headers }: CssmRequest): boolean {
  return (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded');
}

function oauthError(status: number, error: string, description: string): CssmResponse {
  return assumed({ error, error_description: description }, status);
}
