/** What CSSM does with what a device sends, apart from time and network. The exchange is our own: Cisco's is not public. */
import type { DeviceReply, TrustReply, UsageReport } from '../../device/contract.ts';
import type { Random } from '../../../core/ports/random.ts';
import { decideFirstContact, decideReport, decideTrust, findInstance, isRefusal } from '../ledger/index.ts';
import type { Introduction, Ledger } from '../ledger/index.ts';
import { uuidText } from '../ledger/identifiers.ts';
import { identityNotValid, tokenNotValid } from './answers.ts';
import { usedLicenses } from './usage.ts';

/** A report that was taken, to be acknowledged later. */
export interface TakenReport {
  readonly reply: Extract<DeviceReply, { readonly status: 'OK' }>;
  readonly uuid: string;
  readonly report: number;
}

/** A device's introduction without the account. */
export type DeviceFacts = Omit<UsageReport, 'account' | 'virtualAccount'>;

/** Takes a usage report; a device seen for the first time is listed from now on. */
export function takeReport(
  ledger: Ledger,
  random: Random,
  at: number,
  ackAfterMs: number,
  report: UsageReport,
): TakenReport | Extract<DeviceReply, { readonly reason: string }> {
  const device = introductionOf(report);
  const { account, virtualAccount } = report;
  if (findInstance(ledger.state, account, serialsOf(device)) === undefined) {
    const first = decideFirstContact(ledger.state, account, virtualAccount, device, random);
    const admitted = ledger.record(first, at);
    if (isRefusal(admitted)) return unwelcome(ledger, random, account, device);
  }
  const taken = ledger.record(decideReport(ledger.state, account, device, usedLicenses(report.usage)), at);
  if (isRefusal(taken)) return unwelcome(ledger, random, account, device);
  const reply = { status: 'OK', ackAfterMs, instance: taken.uuid } as const;
  return { reply, uuid: taken.uuid, report: taken.report };
}

/** Trusts a device with a token. */
export function takeTrust(
  ledger: Ledger,
  random: Random,
  at: number,
  token: string,
  facts: DeviceFacts,
): TrustReply {
  const trusted = ledger.record(decideTrust(ledger.state, token, introductionOf(facts), at, random), at);
  // A token of an account that is gone is a bad token to the device.
  if (isRefusal(trusted)) return { status: 'INVALID STATUS CODE', reason: tokenNotValid(trusted) };
  const { domain, virtualAccount, uuid } = trusted;
  return { status: 'OK', account: domain, virtualAccount, instance: uuid };
}

/** Account gone or not in use, Virtual Account gone, instance removed: a device is told the same (`reference/cssm.md` C1, C3, C4). */
function unwelcome(ledger: Ledger, random: Random, account: string, device: Introduction) {
  const serials = serialsOf(device);
  const known = findInstance(ledger.state, account, serials)?.uuid;
  const removed = serials
    .map((serial) => ledger.state.removed.get(serial))
    .find((uuid) => uuid !== undefined);
  return {
    status: 'INVALID STATUS CODE',
    reason: identityNotValid(known ?? removed ?? uuidText(random)),
  } as const;
}

function introductionOf(facts: DeviceFacts): Introduction {
  const { hostname, release, members } = facts;
  return { hostname, release, udis: members.map(({ model, serial }) => ({ pid: model, serial })) };
}

function serialsOf(device: Introduction): readonly string[] {
  return device.udis.map((udi) => udi.serial);
}
