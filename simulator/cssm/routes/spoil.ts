/** Answers as faults bend them: what is done at CSSM is done, only the answer is another (C11, C13, C16, C18). */
import type { Faults, FaultMoment } from '../../faults/contract.ts';
import { fieldsOf } from './fields.ts';
import type { Fields } from './fields.ts';
import { ASSUMED } from './http.ts';
import type { CssmResponse } from './http.ts';

/** Later than any client waits: a day. */
export const NEVER_MS = 86_400_000;
/** Names of the list in a page, one for each family. */
const LISTS = ['licenses', 'devices', 'accounts', 'virtualAccounts', 'tokens', 'data', 'summary'];
const LIST = new RegExp(`"(?:${LISTS.join('|')})":\\[`);
const LOGIN = '<!DOCTYPE html><html><body><form action="/login"><input name="user"></form></body></html>';

/** The answer with what a waiting fault does to it; the same when none waits. */
export function spoiled(faults: Faults, moment: FaultMoment, response: CssmResponse): CssmResponse {
  const { status, headers, body } = response;
  const bent = (more: Partial<CssmResponse>): CssmResponse => {
    return { status, body, ...more, headers: { ...headers, ...ASSUMED, ...more.headers } };
  };
  if (faults.take('cssm.empty-reply', moment) !== null) return bent({ status: 200, body: '' });
  if (faults.take('cssm.html-login', moment) !== null) {
    return bent({ status: 200, body: LOGIN, headers: { 'content-type': 'text/html' } });
  }
  if (faults.take('cssm.garbage', moment) !== null) return bent({ status: 200, body: '\u0000\ufffd{]' });
  if (faults.take('cssm.truncated', moment) !== null) return bent({ body: body.slice(0, body.length / 2) });
  return spoiledPage(faults, moment, response, bent);
}

/** For the request that asks for the page before; null when no such fault waits or this is the first page. */
export function repeatedPage(faults: Faults, moment: FaultMoment, fields: Fields): Fields | null {
  const { offset, limit } = fields;
  if (typeof offset !== 'number' || typeof limit !== 'number' || offset === 0) return null;
  if (faults.take('cssm.page-repeated', moment) === null) return null;
  return { ...fields, offset: Math.max(0, offset - limit) };
}

function spoiledPage(
  faults: Faults,
  moment: FaultMoment,
  response: CssmResponse,
  bent: (more: Partial<CssmResponse>) => CssmResponse,
): CssmResponse {
  // A page is read only when a fault wants it bent: reading costs as much as making it.
  if (!LIST.test(response.body)) return response;
  const isPartial = faults.take('cssm.page-partial', moment) !== null;
  if (!isPartial && faults.take('cssm.page-shrinking', moment) === null) return response;
  const fields = fieldsOf(response.body);
  const list = LISTS.find((name) => Array.isArray(fields?.[name]));
  if (fields === null || list === undefined) return response;
  const rows = fields[list] as readonly unknown[];
  if (isPartial) {
    return bent({ body: JSON.stringify({ ...fields, [list]: rows.slice(0, Math.floor(rows.length / 2)) }) });
  }
  const total =
    typeof fields['totalRecords'] === 'number' ? { totalRecords: fields['totalRecords'] - 1 } : {};
  return bent({ body: JSON.stringify({ ...fields, ...total, [list]: rows.slice(1) }) });
}
