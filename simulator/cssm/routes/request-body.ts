import { REQUEST_CHARS_MAX } from './http.ts';
import type { CssmRequest, CssmResponse } from './http.ts';
import { badRequest } from './refusals.ts';
import { fieldsOf } from './fields.ts';
import type { Fields } from './fields.ts';

/** The JSON object of a POST, or why there is none. How Cisco's gateway answers those is not public. */
export type RequestBody = { readonly fields: Fields } | { readonly refused: CssmResponse };

export function readRequestBody(request: CssmRequest): RequestBody {
  if (request.method === 'GET') return { fields: {} };
  if (request.body.length > REQUEST_CHARS_MAX) return { refused: badRequest('Content Too Large', 413) };
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { refused: badRequest('Unsupported Media Type', 415) };
  }
  const fields = fieldsOf(request.body);
  return fields === null ? { refused: badRequest('The body is not a JSON object.') } : { fields };
}
