import { acknowledgeLater } from '../../device/acknowledge.ts';
import { ackFile, base64 } from '../../device/files.ts';
import { isGenuine, readRum } from '../../device/rum.ts';
import type { Rum } from '../../device/rum.ts';
import { takeRums } from '../../device/rum-desk.ts';
import type { DeviceRums } from '../../device/rum-desk.ts';
import { isRefusal } from '../../ledger/index.ts';
import type { SmartAccountState } from '../../ledger/index.ts';
import { isFields } from '../fields.ts';
import type { Call, Operation } from '../operation.ts';
import { dataOf, failed, ticket } from './envelope.ts';

/** Devices of one upload (assumed). */
const REPORTS_MAX = 1_000;
/** RUM reports of one device in it: as many as a switch keeps. */
const USAGE_MAX = 300;

/** Takes usage reports of devices that do not reach CSSM themselves [W, S1; C, S2]: as a whole or not at all. */
export const reportUsage: Operation = {
  name: 'reportUsage',
  dialect: 'csw',
  method: 'POST',
  path: '/v2/devices/reportusage',
  isWrite: true,
  about: 'pool',
  run(call, account, virtualAccount) {
    const { parts, at } = call;
    const moment = { device: 'cssm', account: account.domain };
    if (parts.faults.take('cssm.rum-duplicate', moment) !== null) {
      return failed(call, 'DUPLICATE_REPORT', 'The usage report was received already.');
    }
    if (parts.faults.take('cssm.rum-tampered', moment) !== null) return tampered(call, '');
    const devices = devicesOf(call);
    if (!Array.isArray(devices))
      return devices.isTampered ? tampered(call, devices.why) : failed(call, 'REPORTS', devices.why);
    const random = parts.random;
    const taken = takeRums(parts.ledger, random, at, account.domain, virtualAccount.name, devices);
    if (isRefusal(taken)) {
      return failed(
        call,
        taken.refusal === 'report-duplicate' ? 'DUPLICATE_REPORT' : 'REPORT_REFUSED',
        taken.message,
      );
    }
    let waiting = taken.length;
    for (const { uuid, report } of taken) {
      const done = (): void => {
        waiting -= 1;
      };
      acknowledgeLater(parts, account.domain, uuid, report, { done });
    }
    const pollId = parts.polls.open({
      action: 'acknowledgements',
      domain: account.domain,
      isReady: () => waiting === 0,
      result: () => ({ acknowledgements: taken.map(({ uuid, rum }) => acknowledgement(account, uuid, rum)) }),
    });
    return ticket(call, 'acknowledgements', pollId);
  },
};

function acknowledgement(account: SmartAccountState, uuid: string, rum: Rum): object {
  return {
    sudi: { udi_pid: rum.udi.pid, udi_serial_number: rum.udi.serial },
    software_tag_identifier: rum.softwareTag,
    smart_license: base64(ackFile(uuid, [rum.id], account.policy)),
  };
}

function tampered(call: Call, serial: string) {
  return failed(
    call,
    'SIGNATURE',
    `The signature of the usage report of ${serial || 'a device'} is not valid.`,
  );
}

/** The devices of an upload, one entry for each, or why it cannot be read. */
function devicesOf(call: Call): DeviceRums[] | { readonly why: string; readonly isTampered?: boolean } {
  const { reports } = dataOf(call);
  if (!Array.isArray(reports) || reports.length === 0) return { why: 'reports must be a list.' };
  if (reports.length > REPORTS_MAX) return { why: `An upload takes at most ${REPORTS_MAX} reports.` };
  const found = new Map<string, { hostname: string; rums: Rum[] }>();
  for (const report of reports) {
    const usage: unknown = isFields(report) ? report['usage'] : null;
    if (!isFields(report) || !Array.isArray(usage) || usage.length === 0 || usage.length > USAGE_MAX) {
      return { why: `A report has 1 to ${USAGE_MAX} rows of usage.` };
    }
    for (const row of usage) {
      const payload: unknown = isFields(row) ? row['payload'] : null;
      const rum = typeof payload === 'string' ? readRum(payload) : null;
      if (rum === null || typeof payload !== 'string') return { why: 'A payload is no RUM report.' };
      const signature = isFields(row) && isFields(row['signature']) ? row['signature'] : {};
      if (call.parts.options.checkSignatures && !isGenuine(payload, signature)) {
        return { why: rum.udi.serial, isTampered: true };
      }
      const said = isFields(report['sudi']) ? report['sudi']['udi_serial_number'] : undefined;
      if (said !== rum.udi.serial)
        return { why: `The sudi of a report is not that of its payload, ${rum.udi.serial}.` };
      const hostname = typeof report['hostname'] === 'string' ? report['hostname'] : rum.udi.serial;
      const device = found.get(rum.udi.serial) ?? { hostname, rums: [] as Rum[] };
      found.set(rum.udi.serial, device);
      device.rums.push(rum);
    }
  }
  return [...found.values()];
}
