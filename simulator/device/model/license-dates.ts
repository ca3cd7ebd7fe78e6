import { USAGE_INTERVAL_DAYS } from './config.ts';
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

/**
 * Cisco's default policy: a subscription is to be reported within 90 days, a perpetual license within 365 days. The
 * deadline counts from the last ACK, and before the first from when the device began to use licenses.
 */
export function licenseDates(state: DeviceState): LicenseDates {
  const { licensing, level, running } = state;
  const { lastAckMs, lastPushMs, nextPollMs, beganMs } = licensing;
  const inPolicyDays = level !== null && level.addon !== null ? 90 : 365;
  const pushIntervalDays = running.smart.usageIntervalDays ?? USAGE_INTERVAL_DAYS;
  return {
    lastAckMs,
    nextAckDeadlineMs: (lastAckMs ?? beganMs) + inPolicyDays * DAY_MS,
    inPolicyDays,
    pushIntervalDays,
    nextAckCheckMs: nextPollMs,
    nextPushMs: lastPushMs === null ? beganMs + FIRST_PUSH_MS : lastPushMs + pushIntervalDays * DAY_MS,
    lastPushMs,
  };
}
