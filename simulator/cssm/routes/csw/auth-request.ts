import type { Random } from '../../../../core/ports/random.ts';
import { authorizationFile, base64 } from '../../device/files.ts';
import { licenseOfTag } from '../../device/tags.ts';
import {
  decideAlert,
  decideAuthorization,
  decideFirstContact,
  decideReturn,
  findInstance,
  isRefusal,
} from '../../ledger/index.ts';
import type { SmartAccountState, Used, VirtualAccountState } from '../../ledger/index.ts';
import { isFields, wholeOf } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { Call, Operation } from '../operation.ts';
import { dataOf, failed, ticket } from './envelope.ts';

/** Devices of one request (assumed). */
const LICENSES_MAX = 1_000;

/**
 * Authorization codes (SLAC) for devices, or their return [W, S1; C, S2]. Each device is done or refused by itself; the codes are
 * fetched by `poll`. Values of `error_code` are assumed.
 */
export const authorizationRequest: Operation = {
  name: 'authorizationRequest',
  dialect: 'csw',
  method: 'POST',
  path: '/v2/devices/authrequest',
  isWrite: true,
  about: 'pool',
  run(call, account, virtualAccount) {
    const { parts } = call;
    const { licenses } = dataOf(call);
    if (!Array.isArray(licenses) || licenses.length === 0 || licenses.length > LICENSES_MAX) {
      return failed(call, 'LICENSES', `licenses must be a list of 1 to ${LICENSES_MAX} devices.`);
    }
    if (!licenses.every(isAsked)) return failed(call, 'LICENSES', 'A device needs sudi and keys.');
    const authorizations = licenses.map((one) => authorize(call, account, virtualAccount, one));
    const readyAt = parts.clock.monotonicMs() + parts.options.authorizationDelayMs;
    const pollId = parts.polls.open({
      action: 'authorizations',
      domain: account.domain,
      isReady: () => parts.clock.monotonicMs() >= readyAt,
      result: () => ({ authorizations }),
    });
    return ticket(call, 'authorizations', pollId);
  },
};

interface Asked extends Fields {
  readonly sudi: Fields;
  readonly keys: readonly unknown[];
}

function isAsked(value: unknown): value is Asked {
  if (!isFields(value) || !isFields(value['sudi']) || !Array.isArray(value['keys'])) return false;
  const { udi_pid: pid, udi_serial_number: serial } = value['sudi'];
  return typeof pid === 'string' && typeof serial === 'string' && serial !== '';
}

function authorize(
  call: Call,
  account: SmartAccountState,
  virtualAccount: VirtualAccountState,
  asked: Asked,
) {
  const { parts, at, today } = call;
  const { ledger, faults } = parts;
  const moment = { device: 'cssm', account: account.domain };
  const uuid = instanceOf(call, parts.random, account, virtualAccount, asked);
  const row = (status: string, code: string | null, message: string | null, file: string | null) => ({
    product_instance_identifier: uuid,
    sudi: asked.sudi,
    smart_license: file === null ? null : base64(file),
    auth_status: [],
    error_code: code ?? (parts.options.quirks.noneTexts ? 'None' : null),
    status,
    status_message: message,
    correlation_id: `corr-${uuid}`,
  });
  const refused = (code: string, message: string) => row('FAILED', code, message, null);
  if (faults.take('cssm.instance-poisoned', moment) !== null) {
    return refused('RESERVATION_EXISTS', 'The product instance still holds a reservation that was returned.');
  }
  if (asked.keys.length === 0) {
    if (typeof asked['remove_code'] !== 'string')
      return refused('KEYS', 'keys are empty and there is no remove_code.');
    const returned = ledger.record(decideReturn(ledger.state, uuid), at);
    if (isRefusal(returned)) return refused('RETURN', returned.message);
    const name = 'Reserved Licenses Returned to Smart Account';
    ledger.record(decideAlert(ledger.state, account.domain, name, virtualAccount.name), at);
    return row('SUCCESS', null, null, null);
  }
  if (faults.take('cssm.export-denied', moment) !== null) {
    return refused('NOT_AUTHORIZED', 'The Smart Account may not use export-controlled functionality.');
  }
  const used = usedOf(asked.keys);
  if (used === null || faults.take('cssm.invalid-tag', moment) !== null) {
    return refused('INVALID_TAG', 'An entitlement tag is not known.');
  }
  const granted = ledger.record(decideAuthorization(ledger.state, uuid, used, today), at);
  if (isRefusal(granted)) {
    ledger.record(
      decideAlert(ledger.state, account.domain, 'Restricted License Not Available', virtualAccount.name),
      at,
    );
    return refused('NOT_AVAILABLE', granted.message);
  }
  return row('SUCCESS', null, null, authorizationFile(uuid, granted.authorized));
}

/** The instance of the device; one that is new is listed from now on. */
function instanceOf(
  { parts, at }: Call,
  random: Random,
  account: SmartAccountState,
  virtualAccount: VirtualAccountState,
  asked: Asked,
): string {
  const { ledger } = parts;
  const serial = String(asked.sudi['udi_serial_number']);
  const known = findInstance(ledger.state, account.domain, [serial]);
  if (known !== undefined) return known.uuid;
  const hostname = typeof asked['hostname'] === 'string' ? asked['hostname'] : serial;
  const device = { hostname, release: '', udis: [{ pid: String(asked.sudi['udi_pid']), serial }] };
  const admitted = ledger.record(
    decideFirstContact(ledger.state, account.domain, virtualAccount.name, device, random),
    at,
  );
  return isRefusal(admitted) ? '' : admitted.uuid;
}

/** Keys by CSSM's names; null when a tag or a count is not known. Counts come as texts. */
function usedOf(keys: readonly unknown[]): readonly Used[] | null {
  const used: Used[] = [];
  for (const key of keys) {
    const license =
      isFields(key) && typeof key['entitlement'] === 'string' ? licenseOfTag(key['entitlement']) : null;
    const quantity = isFields(key) ? wholeOf(key['count']) : null;
    if (license === null || quantity === null) return null;
    used.push({ license, quantity });
  }
  return used;
}
