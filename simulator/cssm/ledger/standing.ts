import type { InstanceState, LedgerState, ReportingPolicy } from './state.ts';

const DAY_MS = 86_400_000;
/** Days of silence after which an instance counts as stale: the deadline of an authorization (`reference/cssm.md` 3.5). */
const STALE_DAYS = 90;
/** Days after which its certificate, good for a year, has ended. */
const LAPSED_DAYS = 365;

/** What is wrong with an instance at a moment. */
export interface Standing {
  readonly isStale: boolean;
  readonly isLapsed: boolean;
  /** Another instance, of whatever account, has one of its serials. */
  readonly isDuplicate: boolean;
}

export function standingOf(state: LedgerState, instance: InstanceState, at: number): Standing {
  const silentDays = (at - instance.lastContactAt) / DAY_MS;
  return {
    isStale: silentDays > STALE_DAYS,
    isLapsed: silentDays > LAPSED_DAYS,
    isDuplicate: instance.udis.some(({ serial }) => (state.bySerial.get(serial)?.length ?? 0) > 1),
  };
}

/**
 * When the next acknowledgement is due: the last one plus the policy's frequency, before the first the registration plus its
 * `first`; null when the policy asks for none. A device with a term in use is under the rows of subscriptions [O -> I].
 */
export function ackDueAt(instance: InstanceState, policy: ReportingPolicy): number | null {
  if (!policy.isAckRequired) return null;
  const hasSubscription = instance.usage.some(({ license }) => /\b(DNA|Term|Subscription)\b/.test(license));
  const row = hasSubscription ? policy.subscription : policy.perpetual;
  const days = instance.acknowledgedAt === null ? row.first : row.frequency;
  return days === 0 ? null : (instance.acknowledgedAt ?? instance.registeredAt) + days * DAY_MS;
}
