import type { CssmLink, DeviceReply, TrustReply, UsageReport } from '../../device/contract.ts';
import type { CssmParts } from '../parts.ts';
import { jittered, takeTrouble } from '../trouble.ts';
import type { Trouble } from '../trouble.ts';
import { acknowledgeLater } from './acknowledge.ts';
import { COMMUNICATIONS_FAILURE } from './answers.ts';
import { takeReport, takeTrust } from './desk.ts';
import type { DeviceFacts } from './desk.ts';

/** Path on which devices find Cisco's Smart Transport (`reference/cssm.md` 2.1); faults of the device side are aimed at it. */
export const DEVICE_PATH = '/licservice/license';
/** How long a device waits before it says `NO REPLY` (assumed). */
const NO_REPLY_MS = 10_000;

/** A reply and the time it takes. */
export interface Exchanged<Reply> {
  readonly reply: Reply;
  readonly delayMs: number;
}

/** The device side of CSSM, in memory and over https alike. What is asked is done at once; the reply comes later. */
export interface DeviceExchange {
  trust(device: string, token: string, facts: DeviceFacts): Exchanged<TrustReply>;
  report(device: string, report: UsageReport): Exchanged<DeviceReply>;
}

export function createDeviceExchange(parts: CssmParts): DeviceExchange {
  const { ledger, clock, options, journal } = parts;
  const random = parts.random.split('device exchange');

  return {
    trust(device, token, facts) {
      const account = ledger.state.tokens.get(token)?.domain;
      const trouble = takeTrouble(parts, account, DEVICE_PATH);
      const reply = failed(trouble) ?? takeTrust(ledger, random, clock.wallMs(), token, facts);
      const detail = { device, operation: 'trust', account: account ?? null, status: reply.status };
      journal.note('cssm', 'http', null, null, { path: DEVICE_PATH, ...detail });
      return { reply, delayMs: delayOf(parts, trouble) };
    },

    report(device, report) {
      const trouble = takeTrouble(parts, report.account.toLowerCase(), DEVICE_PATH);
      const taken = failed(trouble) ?? takeReport(ledger, random, clock.wallMs(), options.ackDelayMs, report);
      const reply = 'report' in taken ? taken.reply : taken;
      if ('report' in taken) acknowledgeLater(parts, report.account, taken.uuid, taken.report);
      const detail = { device, operation: 'report', account: report.account, status: reply.status };
      journal.note('cssm', 'http', null, null, { path: DEVICE_PATH, ...detail });
      return { reply, delayMs: delayOf(parts, trouble) };
    },
  };
}

/** The way from simulated devices to CSSM, without a network in between. */
export function createCssmLink(exchange: DeviceExchange, parts: CssmParts): CssmLink {
  function later<Reply>({ reply, delayMs }: Exchanged<Reply>, done: (reply: Reply) => void): void {
    parts.clock.setTimer('cssm reply to device', delayMs, () => {
      done(reply);
    });
  }
  return {
    trust: (device, token, facts, done) => later(exchange.trust(device, token, facts), done),
    report: (device, report, done) => later(exchange.report(device, report), done),
  };
}

/** What a device says of a request that did not come through; a status other than 200 is `INVALID STATUS CODE` (inferred, C16). */
function failed({ isCut, error }: Trouble) {
  if (isCut) return { status: 'NO REPLY', reason: COMMUNICATIONS_FAILURE } as const;
  if (error === null) return null;
  return { status: 'INVALID STATUS CODE', reason: `HTTP status code ${error.status}` } as const;
}

function delayOf(parts: CssmParts, trouble: Trouble): number {
  if (trouble.isCut) return NO_REPLY_MS;
  return jittered(parts, parts.options.latency.deviceMs) + trouble.delayMs;
}
