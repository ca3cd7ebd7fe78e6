/** Makes a switch belong to an account, and shows it to the account by a report. */
import type { Secret } from '../../secrets/secret.ts';
import type { Conversation } from './conversation.ts';
import { reportUsage } from './license-report.ts';
import type { DeviceReport } from './license-report.ts';
import { trustAccount } from './license-trust.ts';
import type { DeviceTrust, TrustTarget } from './license-trust.ts';

/** How both ended; no report without trust. */
export interface DeviceAssociated {
  readonly trust: DeviceTrust;
  readonly report: DeviceReport | null;
}

/**
 * Trusts and reports. A switch that trusts the account already, and whose product instance the account does not know any more (it
 * was removed there), is trusted anew, once.
 */
export async function trustAndReport(
  talk: Conversation,
  target: TrustTarget,
  token: () => Promise<Secret>,
  ackWithinMs: number,
): Promise<DeviceAssociated> {
  const first = await reported(talk, await trustAccount(talk, target, token), ackWithinMs);
  const isForgotten = first.trust.result === 'already' && (first.report?.instanceGone ?? null) !== null;
  if (!isForgotten) return first;
  return reported(talk, await trustAccount(talk, target, token, { isAnew: true }), ackWithinMs);
}

async function reported(
  talk: Conversation,
  trust: DeviceTrust,
  ackWithinMs: number,
): Promise<DeviceAssociated> {
  const isTrusted = trust.result === 'trusted' || trust.result === 'already';
  return { trust, report: isTrusted ? await reportUsage(talk, ackWithinMs) : null };
}
