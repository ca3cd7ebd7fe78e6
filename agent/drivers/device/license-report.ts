/** Makes a switch report its usage now and follows the report to CSSM's acknowledgement, by the switch's own counters. */
import { instanceNotValid, plainLine } from '../../../core/wire/ios-xe/index.ts';
import type { Conversation } from './conversation.ts';
import { movedBetween, readLicensing } from './license-reading.ts';
import type { LicenseReading, Moved } from './license-reading.ts';

/** How a report ended. */
export type ReportResult =
  /** CSSM acknowledged it. */
  | 'acknowledged'
  /** CSSM took it; no acknowledgement by the deadline, or (before 17.3.2) none to be seen. */
  | 'accepted'
  /** CSSM answered, and said no. */
  | 'rejected'
  /** CSSM did not answer the switch. */
  | 'unanswered'
  /** The switch sends nothing: it has no trust, or is set to offline. */
  | 'silent'
  /** The counters did not move. */
  | 'unheard';

/** A report as the switch tells it. */
export interface DeviceReport {
  readonly result: ReportResult;
  /** What the switch says, in its own words; empty when all is well. */
  readonly words: string;
  /** Product instance that CSSM does not know any more, or null. */
  readonly instanceGone: string | null;
  /** Account names that the switch shows; null: none. */
  readonly account: string | null;
  readonly virtualAccount: string | null;
  readonly scheme: LicenseReading['status']['scheme'];
}

type Answer = Exclude<Moved, { result: 'none' }>;

/** Between two readings of the counters. */
const POLL_MS = 5_000;

/** Until the report itself was answered; CSSM answers in seconds, or the switch gives up. */
const ANSWER_WITHIN_MS = 90_000;

/** Reports and follows. Rejects as the conversation does. */
export async function reportUsage(talk: Conversation, ackWithinMs: number): Promise<DeviceReport> {
  const before = await readLicensing(talk);
  if (before.silentBecause !== null) return told(before, 'silent', before.silentBecause);
  const isLegacy = before.status.scheme === 'legacy';
  const { refusal } = await talk.say(plainLine(isLegacy ? 'license-renew' : 'license-sync'));
  if (refusal !== null) return told(before, 'silent', refusal.text);
  if (isLegacy) return told(await readLicensing(talk), 'accepted', '');

  let after = await follow(
    talk,
    Math.min(ANSWER_WITHIN_MS, ackWithinMs),
    (now) => answered(before, now) !== null,
  );
  const answer = answered(before, after);
  if (answer === null) return told(after, 'unheard', 'the counters of the switch did not move');
  if (answer.result !== 'good') return failed(after, answer);
  after = await follow(talk, ackWithinMs, (now) => isAcknowledged(before, now));
  if (isAcknowledged(before, after)) return told(after, 'acknowledged', '');
  return told(after, 'accepted', `next check ${after.status.reporting.nextAckCheck ?? 'not stated'}`);
}

/** The answer to the report; null while there is none. */
function answered(before: LicenseReading, now: LicenseReading): Answer | null {
  for (const name of ['Usage Reporting', 'Trust Sync'] as const) {
    const moved = movedBetween(before.counters(name), now.counters(name));
    // A trust sync alone that went well is not yet the report.
    if (moved.result === 'none' || (moved.result === 'good' && name === 'Trust Sync')) continue;
    return moved;
  }
  return null;
}

function isAcknowledged(before: LicenseReading, now: LicenseReading): boolean {
  const { lastAck } = now.status.reporting;
  const isPolled = now.counters('Result Polling').success > before.counters('Result Polling').success;
  return isPolled || (lastAck !== null && lastAck !== before.status.reporting.lastAck);
}

/** Reads until `isOver`, or the time is up; the last reading is the answer. */
async function follow(
  talk: Conversation,
  withinMs: number,
  isOver: (now: LicenseReading) => boolean,
): Promise<LicenseReading> {
  const endMs = talk.leftMs() - withinMs;
  for (;;) {
    const now = await readLicensing(talk);
    if (isOver(now) || talk.leftMs() - POLL_MS <= Math.max(endMs, POLL_MS)) return now;
    await talk.wait(POLL_MS);
  }
}

function failed(after: LicenseReading, moved: Exclude<Answer, { result: 'good' }>): DeviceReport {
  if (moved.result === 'unanswered') return told(after, 'unanswered', moved.response);
  const words = moved.reason === null ? moved.response : `${moved.response}: ${moved.reason}`;
  return { ...told(after, 'rejected', words), instanceGone: instanceNotValid(moved.reason) };
}

function told({ status }: LicenseReading, result: ReportResult, words: string): DeviceReport {
  return {
    result,
    words: words.slice(0, WORDS_MAX),
    instanceGone: null,
    account: status.smartAccount,
    virtualAccount: status.virtualAccount,
    scheme: status.scheme,
  };
}

/** Longest text of a switch that is kept. */
const WORDS_MAX = 500;
