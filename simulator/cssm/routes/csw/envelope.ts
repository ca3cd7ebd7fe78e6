import { assumed, observed } from '../http.ts';
import type { CssmResponse } from '../http.ts';
import { isFields } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { Answered, Call } from '../operation.ts';

/** The `data` of a request; empty when there is none. */
export function dataOf({ fields }: Pick<Call, 'fields'>): Fields {
  return isFields(fields['data']) ? fields['data'] : {};
}

/** An answer in the envelope of the X-CSW family; the request's nonce is echoed [W, S1]. */
export function told(
  call: Call,
  status: 'COMPLETE' | 'SUCCESS' | 'OK_POLL',
  fields: object,
  rows = 0,
): Answered {
  return { response: observed({ ...envelope(call, status, '', ''), ...fields }), rows };
}

/** A failure: HTTP 200 and FAILED [C, S1]. Codes and texts are ours. */
export function failed(call: Call, code: string, message: string): Answered {
  return { response: assumed(envelope(call, 'FAILED', code, message)), rows: 0 };
}

/** HTTP 202 and a poll id, its digits unquoted and beyond what a double holds [W, S1]. */
export function ticket(call: Call, action: string, pollId: string): Answered {
  const { options } = call.parts;
  const body = {
    ...envelope(call, 'OK_POLL', null, null),
    type: null,
    poll_id: pollId,
    poll_interval: options.pollIntervalS,
    action,
  };
  return { response: unquoted(observed(body, 202), pollId), rows: 0 };
}

function envelope(call: Call, status: string, code: string | null, message: string | null) {
  const { nonce } = dataOf(call);
  return {
    status,
    message_code: code,
    message,
    timestamp: call.at,
    nonce: typeof nonce === 'string' ? nonce : '',
  };
}

function unquoted(response: CssmResponse, digits: string): CssmResponse {
  return { ...response, body: response.body.replace(`"poll_id":"${digits}"`, `"poll_id":${digits}`) };
}
