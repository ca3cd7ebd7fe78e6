import { USAGE_INTERVAL_DAYS } from './config.ts';
import type { LicensingState } from './licensing.ts';
import type { DeviceState } from './state.ts';
import { DAY_MS } from './time-text.ts';

/** Dates of usage reporting, as `show license status` prints them. */
export interface LicenseDates {
  readonly lastAckMs: number | null;
  readonly nextAckDeadlineMs: number;
  /** Days in which an ACK must come: by the default policy 90 with a subscription in use, 365 without. */
  readonly inPolicyDays: number;
  readonly pushIntervalDays: number;
  readonly nextAckCheckMs: number | null;
  readonly nextPushMs: number;
  readonly lastPushMs: number | null;
}

/** First push of a device that never reported: an hour after it began. Own choice, in the range seen. */
const FIRST_PUSH_MS = 3_600_000;

/** The push interval after the last push, and an hour after a change that no push has told of (assumed). */
function nextPush({ lastPushMs, beganMs, changedMs }: LicensingState, intervalDays: number): number {
  const regular = lastPushMs === null ? beganMs + FIRST_PUSH_MS : lastPushMs + intervalDays * DAY_MS;
  const isTold = changedMs === null || (lastPushMs !== null && lastPushMs >= changedMs);
  return isTold ? regular : Math.min(regular, changedMs + FIRST_PUSH_MS);
}

/**
 * Days of the policy in force: Cisco's default says 90 for a subscription, 365 for a perpetual license. The deadline counts from
 * the last ACK, and before the first from when the device began to use licenses; a change of level is to be reported within the
 * days of its own.
 */
export function licenseDates(state: DeviceState): LicenseDates {
  const { licensing, level, running } = state;
  const { lastAckMs, lastPushMs, nextPollMs, beganMs, changedMs } = licensing;
  const terms =
    level !== null && level.addon !== null ? licensing.policy.subscription : licensing.policy.perpetual;
  // A frequency of 0 asks for no more reports; shown is the first requirement then, as under the default policy.
  const inPolicyDays = lastAckMs !== null && terms.frequency > 0 ? terms.frequency : terms.first;
  const changeDays = changedMs === null || terms.onChange === 0 ? Number.POSITIVE_INFINITY : terms.onChange;
  const pushIntervalDays = running.smart.usageIntervalDays ?? USAGE_INTERVAL_DAYS;
  return {
    lastAckMs,
    nextAckDeadlineMs: Math.min(
      (lastAckMs ?? beganMs) + inPolicyDays * DAY_MS,
      (changedMs ?? 0) + changeDays * DAY_MS,
    ),
    inPolicyDays,
    pushIntervalDays,
    nextAckCheckMs: nextPollMs,
    nextPushMs: nextPush(licensing, pushIntervalDays),
    lastPushMs,
  };
}
