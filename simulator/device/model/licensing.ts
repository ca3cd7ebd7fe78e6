import type { AgentLine, ContactFailure } from './contact.ts';
import { initialLegacy, type LegacyState } from './legacy.ts';
import { DEFAULT_POLICY, type LicensePolicy } from './license-policy.ts';
import { closeReports, initialRum, type RumState } from './rum.ts';
import type { UsageRow } from './usage.ts';

/** Kinds of messages the smart agent keeps counters for, in the order of `show license tech support`. */
export const MESSAGE_TYPES = [
  'Trust Establishment',
  'Trust Acknowledgement',
  'Usage Reporting',
  'Result Polling',
  'Authorization Request',
  'Authorization Confirmation',
  'Authorization Return',
  'Trust Sync',
  'Hello Message',
] as const;

/** One of {@link MESSAGE_TYPES}. */
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Counters of one kind of message. A rejection by CSSM counts as Overall, an unreachable CSSM as both. */
export interface MessageCounter {
  readonly success: number;
  readonly fail: number;
  /** Failures since the last success. */
  readonly ongoingOverall: number;
  /** Failures since the last success for want of an answer. */
  readonly ongoingCommunication: number;
  /** `OK`, `OK_POLL`, `INVALID STATUS CODE`, `NO REPLY`, ...; null before the first. */
  readonly lastResponse: string | null;
  readonly lastResponseMs: number | null;
  readonly failureReason: string | null;
  readonly lastSuccessMs: number | null;
  readonly lastFailureMs: number | null;
}

/** Trust with a Smart Account: a trust code per chassis (policy) or a registration (legacy). */
export interface Trust {
  readonly account: string;
  readonly virtualAccount: string;
  /** Product instance as CSSM names it; empty until CSSM has said. */
  readonly instance: string;
  readonly installedMs: number;
}

/** What the smart agent remembers; it survives reloads. Times are wall-clock milliseconds. */
export interface LicensingState {
  readonly trust: Trust | null;
  readonly counters: ReadonlyMap<MessageType, MessageCounter>;
  /** When the account names were last confirmed: `As of`. */
  readonly accountSeenMs: number | null;
  readonly lastPushMs: number | null;
  readonly lastAckMs: number | null;
  /** When the ACK of the last push is asked for; null when none is awaited. */
  readonly nextPollMs: number | null;
  /** From which the first deadline counts as long as no ACK has come. */
  readonly beganMs: number;
  /** Level in use at the last boot, and since when it is another than before and not acknowledged. */
  readonly usedLevel: string;
  readonly changedMs: number | null;
  /** Usage reports: what was measured, and what became of it. */
  readonly rum: RumState;
  /** When usage was last written to a file. */
  readonly lastFileMs: number | null;
  /** Of legacy licensing; policy licensing does not look at it. */
  readonly legacy: LegacyState;
  /** What CSSM asks for, and when it came; null: Cisco's default, which needs no coming. */
  readonly policy: LicensePolicy;
  readonly policyMs: number | null;
  /** What the smart agent logged about contact with CSSM, the last {@link SAID_MAX} lines, the oldest first. */
  readonly said: readonly (AgentLine & { readonly atMs: number })[];
}

/** Lines about contact that are kept: some days of hourly attempts. */
const SAID_MAX = 100;

const NONE: MessageCounter = Object.freeze({
  success: 0,
  fail: 0,
  ongoingOverall: 0,
  ongoingCommunication: 0,
  lastResponse: null,
  lastResponseMs: null,
  failureReason: null,
  lastSuccessMs: null,
  lastFailureMs: null,
});

/** How a message to CSSM went, in the device's own vocabulary. */
export type MessageResult = { readonly status: 'OK' | 'OK_POLL' } | ContactFailure;

/** The state of a device that never spoke with CSSM; with trust from the beginning where an account is given. */
export function initialLicensing(
  trust: Omit<Trust, 'installedMs'> | null,
  usedLevel: string,
  nowMs: number,
): LicensingState {
  return {
    trust: trust === null ? null : { ...trust, installedMs: nowMs },
    counters: new Map(),
    accountSeenMs: trust === null ? null : nowMs,
    lastPushMs: null,
    lastAckMs: null,
    nextPollMs: null,
    beganMs: nowMs,
    usedLevel,
    changedMs: null,
    rum: initialRum(nowMs),
    lastFileMs: null,
    legacy: initialLegacy(trust !== null, nowMs),
    policy: DEFAULT_POLICY,
    policyMs: null,
    said: [],
  };
}

/** The state after an acknowledgement. `isTold`: also the last change of level is reported with it. */
export function withAcknowledgement(
  licensing: LicensingState,
  policy: LicensePolicy,
  nowMs: number,
  isTold: boolean,
): LicensingState {
  return {
    ...withPolicy(licensing, policy, nowMs),
    lastAckMs: nowMs,
    nextPollMs: null,
    changedMs: isTold ? null : licensing.changedMs,
  };
}

/** The state with a policy in force: Cisco's default needs no coming. */
export function withPolicy(licensing: LicensingState, policy: LicensePolicy, nowMs: number): LicensingState {
  const isDefault = policy.name === DEFAULT_POLICY.name;
  const isSame = policy.name === licensing.policy.name;
  return { ...licensing, policy, policyMs: isDefault ? null : isSame ? licensing.policyMs : nowMs };
}

/** The state after the smart agent logged some lines. */
export function withSaid(
  licensing: LicensingState,
  lines: readonly AgentLine[],
  nowMs: number,
): LicensingState {
  if (lines.length === 0) return licensing;
  const said = [...licensing.said, ...lines.map((line) => ({ ...line, atMs: nowMs }))].slice(-SAID_MAX);
  return { ...licensing, said };
}

/** True while CSSM has not answered since a message got no answer. */
export function isCutOff(licensing: LicensingState): boolean {
  return [...licensing.counters.values()].some(({ ongoingCommunication }) => ongoingCommunication > 0);
}

/**
 * The state after a boot into a level: another one than before is a change that is to be reported, and the reports of the
 * licenses used until now (`used`) end.
 */
export function withLevelInUse(
  licensing: LicensingState,
  level: string,
  used: readonly UsageRow[],
  nowMs: number,
): LicensingState {
  if (licensing.usedLevel === level) return licensing;
  const rum = closeReports(licensing.rum, used, 'RELOAD', nowMs);
  return { ...licensing, usedLevel: level, changedMs: nowMs, rum };
}

/** The counter of a kind of message. */
export function counterOf(licensing: LicensingState, type: MessageType): MessageCounter {
  return licensing.counters.get(type) ?? NONE;
}

/** The state after one more message of a kind ended. */
export function withMessage(
  licensing: LicensingState,
  type: MessageType,
  result: MessageResult,
  nowMs: number,
): LicensingState {
  const counter = counterOf(licensing, type);
  const after =
    'reason' in result ? failed(counter, result, nowMs) : succeeded(counter, result.status, nowMs);
  return { ...licensing, counters: new Map(licensing.counters).set(type, after) };
}

function succeeded(counter: MessageCounter, response: string, nowMs: number): MessageCounter {
  return {
    ...counter,
    success: counter.success + 1,
    ongoingOverall: 0,
    ongoingCommunication: 0,
    lastResponse: response,
    lastResponseMs: nowMs,
    failureReason: null,
    lastSuccessMs: nowMs,
  };
}

function failed(counter: MessageCounter, failure: ContactFailure, nowMs: number): MessageCounter {
  const { status: response, reason, cause } = failure;
  const isSilent = response === 'NO REPLY';
  return {
    ...counter,
    fail: counter.fail + 1,
    ongoingOverall: counter.ongoingOverall + 1,
    ongoingCommunication: counter.ongoingCommunication + (isSilent ? 1 : 0),
    lastResponse: response,
    lastResponseMs: nowMs,
    // Seen on devices: no answer leaves no reason; what was never sent does.
    failureReason: isSilent && cause !== 'call-home-off' ? null : reason,
    lastFailureMs: nowMs,
  };
}
