import type { CssmLink, DeviceReply, TrustReply, TrustRequest, UsageReport } from '../../device/contract.ts';
import type { ContactFailure } from '../../device/model/contact.ts';
import { CISCO_DEFAULT, findAccount } from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';
import { jittered, takeTrouble } from '../trouble.ts';
import { acknowledgeLater } from './acknowledge.ts';
import { takeContactTrouble } from './contact-trouble.ts';
import { takeAuthorization, takePoll } from './follow-up.ts';
import type { Asker, FollowUpReply } from './follow-up.ts';
import { removeByFault, takeDeregistration, takeReport, takeTrust } from './desk.ts';

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
  trust(device: string, token: string, request: TrustRequest): Exchanged<TrustReply>;
  report(device: string, report: UsageReport): Exchanged<DeviceReply>;
  poll(device: string, asker: Asker, report: number): Exchanged<FollowUpReply>;
  /** Authorizes; without entitlements everything is returned. */
  authorize(
    device: string,
    asker: Asker,
    entitlements: Parameters<typeof takeAuthorization>[3],
  ): Exchanged<FollowUpReply>;
  deregister(device: string, asker: Asker): Exchanged<DeviceReply>;
}

type Operation = 'trust' | 'report' | 'poll' | 'authorize' | 'deregister';

export function createDeviceExchange(parts: CssmParts): DeviceExchange {
  const { ledger, clock, journal } = parts;
  const random = parts.random.split('device exchange');

  function note(device: string, operation: string, account: string | null, status: string): void {
    journal.note('cssm', 'http', null, null, { path: DEVICE_PATH, device, operation, account, status });
  }

  /** Faults first, then what CSSM does with it. */
  function exchanged<Reply extends { readonly status: string }>(
    device: string,
    operation: Operation,
    account: string | undefined,
    about: Parameters<typeof takeContactTrouble>[3],
    act: () => Reply,
  ): Exchanged<Reply | ContactFailure> {
    const trouble = takeTrouble(parts, account, DEVICE_PATH, device);
    const moment = { device: 'cssm', account, http: DEVICE_PATH, from: device };
    const reply = takeContactTrouble(parts, trouble, moment, about) ?? act();
    note(device, operation, account ?? null, reply.status);
    const isSilent = reply.status === 'NO REPLY';
    const delayMs = isSilent
      ? NO_REPLY_MS
      : jittered(parts, parts.options.latency.deviceMs) + trouble.delayMs;
    return { reply, delayMs };
  }

  return {
    trust(device, token, { isForced, ...facts }) {
      const account = ledger.state.tokens.get(token)?.domain;
      const about = isForced === true ? 'forced trust' : 'trust';
      return exchanged(device, 'trust', account, about, () =>
        takeTrust(ledger, random, clock.wallMs(), token, facts),
      );
    },

    report(device, report) {
      const account = report.account.toLowerCase();
      return exchanged(device, 'report', account, 'report', (): DeviceReply => {
        const moment = { device: 'cssm', account, http: DEVICE_PATH, from: device };
        if (parts.faults.take('cssm.instance-removed', moment) !== null) {
          removeByFault(ledger, random, clock.wallMs(), report);
        }
        const taken = takeReport(ledger, random, clock.wallMs(), report);
        if (!('report' in taken)) return taken;
        const { uuid, report: number, isCompliant } = taken;
        const ackAfterMs = acknowledgeLater(parts, account, uuid, number, { from: device });
        const policy = findAccount(ledger.state, account)?.policy ?? CISCO_DEFAULT;
        return { status: 'OK', ackAfterMs, instance: uuid, report: number, policy, isCompliant };
      });
    },

    poll: (device, asker, report) =>
      exchanged(device, 'poll', asker.account.toLowerCase(), 'report', () => takePoll(ledger, asker, report)),

    authorize: (device, asker, entitlements) =>
      exchanged(device, 'authorize', asker.account.toLowerCase(), 'report', () =>
        takeAuthorization(ledger, clock.wallMs(), asker, entitlements),
      ),

    deregister: (device, asker) =>
      exchanged(device, 'deregister', asker.account.toLowerCase(), 'report', () =>
        takeDeregistration(ledger, clock.wallMs(), asker),
      ),
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
    trust: (device, token, request, done) => later(exchange.trust(device, token, request), done),
    report: (device, report, done) => later(exchange.report(device, report), done),
    deregister: (device, from) => void exchange.deregister(device, from),
  };
}
