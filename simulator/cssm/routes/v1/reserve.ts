import { licenseOfTag } from '../../device/tags.ts';
import { decideAuthorization, findInstance, isRefusal } from '../../ledger/index.ts';
import type { SmartAccountState } from '../../ledger/index.ts';
import { isFields, wholeOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { Answered, Call, Operation } from '../operation.ts';
import { failure, success } from './envelope.ts';

/** Requests of one call (assumed). */
const REQUESTS_MAX = 100;

/**
 * Reserves licenses for devices by their reservation codes [C, S6, S10, S11]: `CE-Z<pid>:<serial>-<digits>-<check>`. Policy-mode
 * switches are not offered it [D]; it is here for the tools that call it. The authorization code is a text of ours.
 */
const reserveAt = (name: string, dialect: Operation['dialect'], path: string): Operation => ({
  name,
  dialect,
  method: 'POST',
  path,
  isWrite: true,
  about: 'account',
  run: reserve,
});

const PATH = 'accounts/:domain/virtual-accounts/:virtualAccount/reserve-licenses';
export const RESERVE_OPERATIONS: readonly Operation[] = [
  reserveAt('reserveLicenses', 'v1', `/v2/${PATH}`),
  reserveAt('reserveLicensesV1', 'v1', `/v1/${PATH}`),
  reserveAt(
    'reserveLicensesNew',
    'software',
    '/licensing/v2/account/:domain/virtual-account/:virtualAccount/licenses/reserve',
  ),
];

function reserve(call: Call, account: SmartAccountState): Answered {
  const name = call.path['virtualAccount'] ?? '';
  if (!account.virtualAccounts.has(name)) return failure(`Virtual Account '${name}' was not found.`);
  const requests = call.fields['reservationRequests'];
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > REQUESTS_MAX) {
    return failure(`reservationRequests must be a list of 1 to ${REQUESTS_MAX}.`);
  }
  const codes = requests.map((request: unknown) =>
    reserveOne(call, account, name, isFields(request) ? request : {}),
  );
  const refused = codes.find((code) => code.status === 'ERROR');
  const fields = { authorizationCodes: codes };
  return refused === undefined ? success(fields) : failure(refused.statusMessage, fields);
}

function reserveOne({ parts, at, today }: Call, account: SmartAccountState, name: string, request: Fields) {
  const code = typeof request['reservationCode'] === 'string' ? request['reservationCode'] : '';
  const refused = (statusMessage: string) => {
    return { reservationCode: code, authorizationCode: '', status: 'ERROR', statusMessage };
  };
  const serial = /^C[A-Z]-Z[^:]+:([^-]+)-/.exec(code)?.[1] ?? '';
  const { ledger } = parts;
  const found = findInstance(ledger.state, account.domain, [serial]);
  if (found?.virtualAccount !== name)
    return refused('The reservation code is not of a product instance here.');
  if (request['reservationType'] !== 'SPECIFIC') return refused('Only SPECIFIC reservations are offered.');
  if (parts.faults.take('cssm.instance-poisoned', { device: 'cssm', account: account.domain }) !== null) {
    return refused('The product instance still holds a reservation that was returned.');
  }
  const lines = Array.isArray(request['licenses']) ? request['licenses'] : [];
  const asked = lines.map((line: unknown) => {
    const tag = isFields(line) && typeof line['entitlementTag'] === 'string' ? line['entitlementTag'] : '';
    return {
      license: licenseOfTag(tag) ?? tag,
      quantity: (isFields(line) ? wholeOf(line['quantity']) : null) ?? 0,
    };
  });
  if (asked.length === 0) return refused('licenses must be a list.');
  const granted = ledger.record(decideAuthorization(ledger.state, found.uuid, asked, today), at);
  if (isRefusal(granted)) return refused(granted.message);
  const authorizationCode = `liclab-authorization ${found.uuid} ${granted.seq}`;
  return { reservationCode: code, authorizationCode, status: 'SUCCESS', statusMessage: '' };
}
