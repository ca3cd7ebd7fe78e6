import { assumed, observed } from '../http.ts';
import type { Answered } from '../operation.ts';

/** Success in the envelope of the v1 family; `statusMessage` is then empty (recorded, `reference/cssm.md` 8). */
export function success(fields: object, rows = 0): Answered {
  return { response: observed({ ...fields, status: 'SUCCESS', statusMessage: '' }), rows };
}

/** {@link success} with fields of our own. */
export function assumedSuccess(fields: object, rows = 0): Answered {
  return { response: assumed({ ...fields, status: 'SUCCESS', statusMessage: '' }), rows };
}

/** Failure: HTTP 200 and ERROR, as documented; the texts are ours. */
export function failure(statusMessage: string, fields: object = {}): Answered {
  return { response: assumed({ ...fields, status: 'ERROR', statusMessage }), rows: 0 };
}
