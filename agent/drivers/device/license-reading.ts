/** What a switch says about its licensing, and how its counters moved. */
import {
  NO_MESSAGES,
  parseCommunicationStatistics,
  parseShowLicenseStatus,
} from '../../../core/wire/ios-xe/index.ts';
import type { MessageCounters, ShowLicenseStatus } from '../../../core/wire/ios-xe/index.ts';
import type { Conversation } from './conversation.ts';

/** One reading. */
export interface LicenseReading {
  readonly status: ShowLicenseStatus;
  /** Counters of a kind of message; zeros for one that was never sent, and before 17.3.2. */
  counters(message: MessageName): MessageCounters;
  /** Why the switch sends nothing, in its own words; null when it sends. */
  readonly silentBecause: string | null;
}

/** Messages that a report and a trust are judged by. */
export type MessageName = 'Trust Establishment' | 'Usage Reporting' | 'Trust Sync' | 'Result Polling';

/** How a kind of message went between two readings. */
export type Moved =
  | { readonly result: 'none' }
  | { readonly result: 'good' }
  /** CSSM answered, and said no. */
  | { readonly result: 'rejected'; readonly response: string; readonly reason: string | null }
  /** CSSM did not answer. */
  | { readonly result: 'unanswered'; readonly response: string };

/** Reads status and counters; releases before 17.3.2 have no counters. */
export async function readLicensing(talk: Conversation): Promise<LicenseReading> {
  const status = parseShowLicenseStatus(await talk.show('show-license-status'));
  const statistics =
    status.scheme === 'legacy'
      ? null
      : parseCommunicationStatistics(await talk.show('show-license-tech-support'));
  return {
    status,
    counters: (message) => statistics?.messages.get(message) ?? NO_MESSAGES,
    silentBecause: status.scheme === 'legacy' ? silentLegacy(status) : (statistics?.overallState ?? null),
  };
}

function silentLegacy({ registration }: ShowLicenseStatus): string | null {
  return registration !== null && registration.startsWith('REGISTERED')
    ? null
    : (registration ?? 'UNREGISTERED');
}

/**
 * How a kind of message went between two readings. A failure without one more unanswered message is a refusal of CSSM; the
 * counters of unanswered messages begin anew with each success, so a smaller one counts from zero.
 */
export function movedBetween(before: MessageCounters, after: MessageCounters): Moved {
  if (after.success > before.success) return { result: 'good' };
  if (after.fail <= before.fail) return { result: 'none' };
  const response = (after.lastResponse ?? '').split(' on ', 1)[0] ?? '';
  const isUnanswered = after.ongoingUnanswered > before.ongoingUnanswered;
  if (isUnanswered) return { result: 'unanswered', response };
  return { result: 'rejected', response, reason: after.failureReason };
}
