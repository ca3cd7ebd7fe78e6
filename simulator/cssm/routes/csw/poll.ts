import { isJsonObject, parseJsonObject } from '../../../../core/wire/cssm/json.ts';
import type { JsonValue } from '../../../../core/wire/cssm/json.ts';
import type { Operation } from '../operation.ts';
import { dataOf, failed, told } from './envelope.ts';

/** Asks whether a result is there [W, S1]. The id is read from the text: a client that rounded it meets nothing (C19). */
export const poll: Operation = {
  name: 'poll',
  dialect: 'csw',
  method: 'POST',
  path: '/v2/accounts/poll',
  about: 'pool',
  run(call, account) {
    const { parts, text } = call;
    const id = pollIdOf(text);
    if (id === null) return failed(call, 'POLL_ID', 'poll_id must be a number.');
    const found = parts.polls.find(id);
    if (found?.domain !== account.domain)
      return failed(call, 'POLL_UNKNOWN', `The poll id ${id} is not known.`);
    const { action } = dataOf(call);
    if (action !== found.action)
      return failed(call, 'POLL_ACTION', `The poll id ${id} is for ${found.action}.`);
    const isHeldBack = parts.faults.take('cssm.poll-long', { device: 'cssm', account: account.domain });
    if (isHeldBack !== null || !found.isReady()) return told(call, 'OK_POLL', { type: found.action });
    const data = found.result();
    return told(call, 'COMPLETE', { type: found.action, correlation_id: `corr-${id}`, data });
  },
};

/** The digits as they stand; null for a text in quotes, a fraction or nothing. */
function pollIdOf(text: string): string | null {
  const data: JsonValue | undefined = parseJsonObject(text)['data'];
  const id = isJsonObject(data) ? data['poll_id'] : undefined;
  if (typeof id === 'bigint') return String(id);
  return typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : null;
}
