import { USAGE_INTERVAL_DAYS } from './config.ts';
import type { LicensingState } from './licensing.ts';
import type { DeviceState } from './state.ts';
import { DAY_MS } from './time-text.ts';

/** Dates of usage reporting, as `show license status` prints them. */
export interface LicenseDates {
  readonly lastAckMs: number | null;
  readonly nextAckDeadlineMs: number;
  /** Days in which an ACK must come: 90 with a subscription in use, 365 without. */
  readonly inPolicyDays: number;
  readonly pushIntervalDays: number;
  readonly nextAckCheckMs: number | null;
  readonly nextPushMs: number;
  readonly lastPushMs: number | null;
}

/** First push of a device that never reported: an hour after it began. Own choice, in the range seen. */
const FIRST_PUSH_MS = 3_600_000;

/** Report on change of the default policy, in days, for perpetual licenses and subscriptions alike. */
const CHANGE_DAYS = 90;

/** The push interval after the last push, and an hour after a change that no push has told of (assumed). */
function nextPush({ lastPushMs, beganMs, changedMs }: LicensingState, intervalDays: number): number {
  const regular = lastPushMs === null ? beganMs + FIRST_PUSH_MS : lastPushMs + intervalDays * DAY_MS;
  const isTold = changedMs === null || (lastPushMs !== null && lastPushMs >= changedMs);
  return isTold ? regular : Math.min(regular, changedMs + FIRST_PUSH_MS);
}

/**
 * Cisco's default policy: a subscription is to be reported within 90 days, a perpetual license within 365 days. The
 * deadline counts from the last ACK, and before the first from when the device began to use licenses; a change of level is to
 * be reported within 90 days.
 */
export function licenseDates(state: DeviceState): LicenseDates {
  const { licensing, level, running } = state;
  const { lastAckMs, lastPushMs, nextPollMs, beganMs, changedMs } = licensing;
  const inPolicyDays = level !== null && level.addon !== null ? 90 : 365;
  const pushIntervalDays = running.smart.usageIntervalDays ?? USAGE_INTERVAL_DAYS;
  return {
    lastAckMs,
    nextAckDeadlineMs: Math.min(
      (lastAckMs ?? beganMs) + inPolicyDays * DAY_MS,
      (changedMs ?? Number.POSITIVE_INFINITY) + CHANGE_DAYS * DAY_MS,
    ),
    inPolicyDays,
    pushIntervalDays,
    nextAckCheckMs: nextPollMs,
    nextPushMs: nextPush(licensing, pushIntervalDays),
    lastPushMs,
  };
}
