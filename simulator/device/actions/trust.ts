import type { Chassis } from '../chassis.ts';
import type { TrustReply } from '../contract.ts';
import { registered, unregistered } from '../model/legacy.ts';
import { chassisMembers } from '../model/members.ts';
import { CALL_HOME_OFF } from '../model/contact.ts';
import { failureLines, restoredLine } from '../model/contact-lines.ts';
import { isCutOff, type MessageResult, withMessage, withSaid } from '../model/licensing.ts';
import { meets, reportBody, reportUsage, setLicensing, whileUp } from './report.ts';

/** Longest token taken: the schema's bound of `id-token`. */
export const TOKEN_LENGTH_MAX = 255;

/**
 * Asks CSSM for trust with a token: a trust code for every chassis (policy), or a registration (legacy). Returns at once;
 * the outcome shows in the counters and in the trust state. Where trust is installed already, only `force` asks again.
 */
export function establishTrust(chassis: Chassis, token: string, force: boolean): void {
  const { licensing } = chassis.state;
  if (licensing.trust !== null && !force) {
    // The smart agent refuses by itself; the words are ours (no capture).
    const result: MessageResult = {
      status: 'INVALID STATUS CODE',
      reason: 'Trust code is already installed',
    };
    setLicensing(chassis, withMessage(licensing, 'Trust Establishment', result, chassis.now()));
    return;
  }
  const done = whileUp<TrustReply>(chassis, (reply) => answered(chassis, reply));
  if (meets(chassis, 'cssm.call-home-off')) done(CALL_HOME_OFF);
  else chassis.world.cssm.trust(chassis.spec.id, token, { ...reportBody(chassis), isForced: force }, done);
}

/** Ends a registration (legacy). CSSM is told; whether it hears of it changes nothing here (assumed). */
export function endRegistration(chassis: Chassis): void {
  const { licensing, members: all } = chassis.state;
  if (licensing.trust !== null) {
    const members = chassisMembers(all).map(({ serial, model }) => ({ serial, model }));
    chassis.world.cssm.deregister(chassis.spec.id, { account: licensing.trust.account, members });
  }
  const legacy = unregistered(licensing.legacy, chassis.now());
  setLicensing(chassis, { ...licensing, trust: null, accountSeenMs: null, legacy });
}

/** Renews the identity certificate (legacy): a report that CSSM accepts renews it. */
export function renewIdentity(chassis: Chassis): void {
  reportUsage(chassis, () => {
    const { licensing } = chassis.state;
    const legacy = { ...licensing.legacy, renewedMs: chassis.now() };
    setLicensing(chassis, { ...licensing, legacy });
  });
}

function answered(chassis: Chassis, reply: TrustReply): void {
  const { licensing } = chassis.state;
  const nowMs = chassis.now();
  if (reply.status !== 'OK') {
    const after = withMessage(licensing, 'Trust Establishment', reply, nowMs);
    setLicensing(chassis, withSaid(after, failureLines(chassis.state, 'trust', reply), nowMs));
    return;
  }
  const { account, virtualAccount, instance } = reply;
  const heard = isCutOff(licensing) ? [restoredLine(chassis.state)] : [];
  const established = withSaid(withMessage(licensing, 'Trust Establishment', OK, nowMs), heard, nowMs);
  setLicensing(chassis, {
    ...withMessage(established, 'Trust Acknowledgement', OK, nowMs),
    trust: { account, virtualAccount, instance, installedMs: nowMs },
    legacy: registered(licensing.legacy, nowMs),
    accountSeenMs: nowMs,
  });
}

const OK: MessageResult = { status: 'OK' };
