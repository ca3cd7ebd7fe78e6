import { decideRemoval, findInstance, isRefusal } from '../../ledger/index.ts';
import type { SmartAccountState } from '../../ledger/index.ts';
import { isFields } from '../fields.ts';
import type { Answered, Call, Operation } from '../operation.ts';
import { failure, success } from './envelope.ts';

/** Devices of one call (assumed). */
const REQUESTS_MAX = 1_000;

/** Removes product instances, or returns what they hold [C, S10]; the key is misspelt in the service. */
export const removeDevices: Operation = {
  name: 'removeDevices',
  dialect: 'v1',
  method: 'POST',
  path: '/v2/accounts/:domain/virtual-accounts/:virtualAccount/devices/remove',
  isWrite: true,
  about: 'account',
  run(call, account) {
    const { misspeltKeys } = call.parts.options.quirks;
    const key = misspeltKeys ? 'productInstacesRemoveRequests' : 'productInstancesRemoveRequests';
    return removeAll(call, account, call.path['virtualAccount'] ?? '', key);
  },
};

/** The newer call for the same, spelt well [C, S11]. */
export const removeDevicesNew: Operation = {
  name: 'removeDevicesNew',
  dialect: 'software',
  method: 'POST',
  path: '/licensing/v3/accounts/:domain/devices/remove',
  isWrite: true,
  about: 'account',
  run: (call, account) =>
    removeAll(call, account, call.query.get('virtualAccountName') ?? '', 'productInstancesRemoveRequests'),
};

/** Each device is removed or refused by itself; ERROR stands at the top when any was refused (assumed, `reference/cssm.md` 8). */
function removeAll(call: Call, account: SmartAccountState, virtualAccount: string, key: string): Answered {
  if (!account.virtualAccounts.has(virtualAccount)) {
    return failure(`Virtual Account '${virtualAccount}' was not found.`);
  }
  const requests = call.fields[key];
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > REQUESTS_MAX) {
    return failure(`${key} must be a list of 1 to ${REQUESTS_MAX} devices.`);
  }
  const results = requests.map((request: unknown) => removeOne(call, account, virtualAccount, request));
  const refused = results.find((result) => result.status === 'ERROR');
  const fields = { removeProductInstancesStatus: results };
  return refused === undefined ? success(fields, results.length) : failure(refused.statusMessage, fields);
}

function removeOne(
  { parts, at }: Call,
  account: SmartAccountState,
  virtualAccount: string,
  request: unknown,
) {
  const sudi = isFields(request) && isFields(request['sudi']) ? request['sudi'] : {};
  const serial = typeof sudi['udiSerialNumber'] === 'string' ? sudi['udiSerialNumber'] : '';
  const pid = typeof sudi['udiPid'] === 'string' ? sudi['udiPid'] : '';
  const device = `UDI_PID:${pid}; UDI_SN:${serial}; `;
  const { ledger } = parts;
  const found = findInstance(ledger.state, account.domain, [serial]);
  if (found?.virtualAccount !== virtualAccount) {
    return { status: 'ERROR', statusMessage: `The product instance ${serial} was not found.`, device };
  }
  const code = isFields(request) ? request['returnCode'] : undefined;
  const removed = ledger.record(
    decideRemoval(ledger.state, found.uuid, typeof code === 'string' && code !== ''),
    at,
  );
  return isRefusal(removed)
    ? { status: 'ERROR', statusMessage: removed.message, device }
    : { status: 'SUCCESS', statusMessage: '', device };
}
