/** What CSSM does with what a device sends, apart from time and network. The exchange is our own: Cisco's is not public. */
import type { DeviceReply, TrustReply, UsageReport } from '../../device/contract.ts';
import type { Random } from '../../../core/ports/random.ts';
import {
  balanceOf,
  dayOf,
  decideFirstContact,
  decideRemoval,
  decideReport,
  decideTrust,
  findInstance,
  isRefusal,
} from '../ledger/index.ts';
import type { Introduction, Ledger, Used } from '../ledger/index.ts';
import { uuidText } from '../ledger/identifiers.ts';
import { identityNotValid, tokenNotValid } from './answers.ts';
import { usedLicenses } from './usage.ts';

/** A report that was taken, to be acknowledged later. */
export interface TakenReport {
  readonly uuid: string;
  readonly report: number;
  /** Whether the Virtual Account has what the device uses, with this report. */
  readonly isCompliant: boolean;
}

type Unwelcome = Extract<DeviceReply, { readonly reason: string }>;

/** A device's introduction without the account. */
export type DeviceFacts = Omit<UsageReport, 'account' | 'virtualAccount'>;

/** Takes a usage report; a device seen for the first time is listed from now on. */
export function takeReport(
  ledger: Ledger,
  random: Random,
  at: number,
  report: UsageReport,
): TakenReport | Unwelcome {
  const device = introductionOf(report);
  const { account } = report;
  if (!isListed(ledger, random, at, report)) return unwelcome(ledger, random, account, device);
  const used = usedLicenses(report.usage);
  const taken = ledger.record(decideReport(ledger.state, account, device, used), at);
  if (isRefusal(taken)) return unwelcome(ledger, random, account, device);
  return { uuid: taken.uuid, report: taken.report, isCompliant: isCovered(ledger, taken.uuid, used, at) };
}

/** Removes the instance of a device, as somebody at CSSM would; one that was never seen is listed before. */
export function removeByFault(ledger: Ledger, random: Random, at: number, report: UsageReport): void {
  if (!isListed(ledger, random, at, report)) return;
  const found = findInstance(ledger.state, report.account, serialsOf(introductionOf(report)));
  if (found !== undefined) ledger.record(decideRemoval(ledger.state, found.uuid, true), at);
}

/** A device ends its registration: its instance goes, and with it what it used. */
export function takeDeregistration(
  ledger: Ledger,
  at: number,
  { account, members }: Pick<UsageReport, 'account' | 'members'>,
): DeviceReply {
  const serials = members.map(({ serial }) => serial);
  const found = findInstance(ledger.state, account, serials);
  const removed = found && ledger.record(decideRemoval(ledger.state, found.uuid), at);
  if (found === undefined || removed === undefined)
    return { status: 'INVALID STATUS CODE', reason: identityNotValid('') };
  if (isRefusal(removed)) return { status: 'INVALID STATUS CODE', reason: removed.message };
  return { status: 'OK', ackAfterMs: null, instance: found.uuid };
}

/** True when CSSM knows the device, from now on at the latest. */
function isListed(ledger: Ledger, random: Random, at: number, report: UsageReport): boolean {
  const device = introductionOf(report);
  const { account, virtualAccount } = report;
  if (findInstance(ledger.state, account, serialsOf(device)) !== undefined) return true;
  const first = decideFirstContact(ledger.state, account, virtualAccount, device, random);
  return !isRefusal(ledger.record(first, at));
}

/** As if the report was acknowledged already. */
function isCovered({ state }: Ledger, uuid: string, used: readonly Used[], at: number): boolean {
  const instance = state.instances.get(uuid);
  const holder = state.accounts
    .get(instance?.domain ?? '')
    ?.virtualAccounts.get(instance?.virtualAccount ?? '');
  if (instance === undefined || holder === undefined) return true;
  const inUse = new Map(holder.inUse);
  for (const { license, quantity } of instance.usage)
    inUse.set(license, (inUse.get(license) ?? 0) - quantity);
  for (const { license, quantity } of used) inUse.set(license, (inUse.get(license) ?? 0) + quantity);
  return used.every(({ license }) => balanceOf({ ...holder, inUse }, license, dayOf(at)).isCompliant);
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
