import { transportOf } from '../model/config.ts';
import { authorized } from '../model/legacy.ts';
import { silence } from '../model/silence.ts';
import { attemptReason, CALL_HOME_OFF } from '../model/contact.ts';
import { failureLines, restoredLine } from '../model/contact-lines.ts';
import {
  isCutOff,
  withAcknowledgement,
  withMessage,
  withSaid,
  type LicensingState,
  type MessageResult,
} from '../model/licensing.ts';
import { DEFAULT_POLICY, type LicensePolicy } from '../model/license-policy.ts';
import { chassisMembers } from '../model/members.ts';
import { acknowledgedReports, closeReports, sentReports } from '../model/rum.ts';
import type { DeviceState } from '../model/state.ts';
import { usageOf } from '../model/usage.ts';
import type { DeviceReply, UsageReport } from '../contract.ts';
import type { Chassis } from '../chassis.ts';

/** Until when the answer of a report is asked for: shown as `Next ACK push check`, about an hour on real devices. */
const POLL_MS = 3_600_000;

/**
 * Reports usage to CSSM now (`license smart sync`). The command returns at once; how it went shows in the counters and
 * dates later; `accepted` is called then. A device without trust, or off line, sends nothing.
 */
export function reportUsage(chassis: Chassis, accepted?: () => void): void {
  if (meets(chassis, 'cssm.no-trust')) {
    setLicensing(chassis, { ...chassis.state.licensing, trust: null, accountSeenMs: null });
  }
  const { licensing } = chassis.state;
  const { trust } = licensing;
  if (trust === null || silence(chassis.state) !== null) return;
  const { account, virtualAccount } = trust;
  if (hasNoCslu(chassis.state)) {
    const lost = whileUp<DeviceReply>(chassis, (reply) => reported(chassis, reply));
    chassis.setTimer('cslu', NO_CSLU_MS, () => lost({ status: 'NO REPLY', reason: '', cause: 'name' }));
    return;
  }
  const report = { account, virtualAccount, ...reportBody(chassis) };
  const done = whileUp<DeviceReply>(chassis, (reply) => {
    reported(chassis, reply);
    if (reply.status === 'OK') accepted?.();
  });
  if (meets(chassis, 'cssm.call-home-off')) done(CALL_HOME_OFF);
  else chassis.world.cssm.report(chassis.spec.id, report, done);
}

/** True when a fault of that name is met before anything leaves the switch. */
export function meets({ spec, state, world }: Chassis, fault: string): boolean {
  const account = state.licensing.trust?.account.toLowerCase();
  return world.faults.take(fault, { device: 'cssm', from: spec.id, site: spec.site, account }) !== null;
}

/** Until a device that was told no address of a CSSM utility (CSLU) gives up looking for one. Own choice. */
const NO_CSLU_MS = 5_000;

/** Transport `cslu`, which is also the default, needs an address: nothing in the lab answers the name it looks for. */
function hasNoCslu({ running, facts }: DeviceState): boolean {
  const type = transportOf(running);
  return (
    facts.release.licensing === 'policy' &&
    (type === 'cslu' || type === 'automatic') &&
    running.smart.cslu === null
  );
}

/** What a report says apart from the account. */
export function reportBody(chassis: Chassis): Omit<UsageReport, 'account' | 'virtualAccount'> {
  const { running, facts, members, level } = chassis.state;
  return {
    hostname: running.hostname,
    release: facts.release.version,
    members: chassisMembers(members).map(({ serial, model }) => ({ serial, model })),
    usage: usageOf(level, members).map(({ tag, name, count }) => ({ tag, name, count })),
  };
}

/**
 * Wraps what takes an answer: one that comes after the device went down is lost. It runs under guard, because it is
 * called from other code's timers.
 */
export function whileUp<Reply>(chassis: Chassis, take: (reply: Reply) => void): (reply: Reply) => void {
  const { count } = chassis.state.boot;
  return (reply) => {
    const { boot, phase } = chassis.state;
    if (boot.count === count && phase !== 'off') chassis.guard('smart agent', () => take(reply));
  };
}

function reported(chassis: Chassis, reply: DeviceReply): void {
  const { licensing } = chassis.state;
  const nowMs = chassis.now();
  if (reply.status !== 'OK') {
    // Seen on a device whose instance was removed: both kinds of messages fail alike.
    const failed = withMessage(licensing, 'Trust Sync', reply, nowMs);
    const attempt = { ms: nowMs, ok: false, reason: attemptReason(reply) };
    const legacy = { ...licensing.legacy, attempt };
    const after = { ...withMessage(failed, 'Usage Reporting', reply, nowMs), legacy };
    setLicensing(chassis, withSaid(after, failureLines(chassis.state, 'report', reply), nowMs));
    return;
  }
  const { trust } = licensing;
  const isCompliant = reply.isCompliant !== false && chassis.take('device.out-of-compliance') === null;
  const synced = withMessage(licensing, 'Trust Sync', OK, nowMs);
  const heard = isCutOff(licensing) ? [restoredLine(chassis.state)] : [];
  setLicensing(chassis, {
    ...withSaid(withMessage(synced, 'Usage Reporting', { status: 'OK_POLL' }, nowMs), heard, nowMs),
    trust: trust === null ? null : { ...trust, instance: reply.instance },
    lastPushMs: nowMs,
    nextPollMs: nowMs + POLL_MS,
    legacy: authorized(licensing.legacy, isCompliant, nowMs),
    rum: reportedRum(chassis.state, nowMs),
  });
  if (reply.ackAfterMs === null) return;
  const acknowledge = whileUp<void>(chassis, () => acknowledged(chassis, reply.policy ?? DEFAULT_POLICY));
  chassis.setTimer('usage ACK', reply.ackAfterMs, acknowledge);
}

/** A report ends what was collected, and sends it. */
function reportedRum({ licensing, level, members }: DeviceState, nowMs: number): LicensingState['rum'] {
  return sentReports(closeReports(licensing.rum, usageOf(level, members), 'REPORTING', nowMs));
}

/** Goes on waiting for an acknowledgement after the process that asked for it ended: it is asked for when it was to be. */
export function awaitAcknowledgement(chassis: Chassis): void {
  const { nextPollMs } = chassis.state.licensing;
  if (nextPollMs === null) return;
  const acknowledge = whileUp<void>(chassis, () => acknowledged(chassis, chassis.state.licensing.policy));
  chassis.setTimer('usage ACK', Math.max(0, nextPollMs - chassis.now()), acknowledge);
}

/** The acknowledgement brings the policy along; Cisco's default is in force without coming. */
function acknowledged(chassis: Chassis, policy: LicensePolicy): void {
  const nowMs = chassis.now();
  const polled = withMessage(chassis.state.licensing, 'Result Polling', OK, nowMs);
  const { changedMs } = polled;
  const isTold = changedMs === null || (polled.lastPushMs ?? 0) >= changedMs;
  setLicensing(chassis, {
    ...withAcknowledgement(polled, policy, nowMs, isTold),
    accountSeenMs: nowMs,
    rum: acknowledgedReports(polled.rum),
  });
}

const OK: MessageResult = { status: 'OK' };

/** Puts a new state of the smart agent in place. */
export function setLicensing(chassis: Chassis, licensing: LicensingState): void {
  chassis.dispatch({ type: 'licensing', licensing });
}
