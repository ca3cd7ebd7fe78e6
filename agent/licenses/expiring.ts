import { alarmsOf } from '../../core/model/expiry-alarms.ts';
import type { AlarmRule, TermAlarm } from '../../core/model/expiry-alarms.ts';
import { termsOf } from '../../core/model/license-terms.ts';
import type { Snapshot } from '../accounts/index.ts';

/** A term that ends, with the alarm of its rule. */
export interface Expiring extends Omit<TermAlarm, 'alarm' | 'rule'> {
  /** Null: no rule raises one. */
  readonly alarm: number | null;
  readonly rule: string | null;
}

/** Terms for which a rule raises an alarm, the nearest end first. */
export function alarmsIn(
  { account, pools }: Snapshot,
  nowMs: number,
  rules: readonly AlarmRule[],
): readonly TermAlarm[] {
  return alarmsOf(rules, account, termsOf(pools, nowMs));
}

/** Terms that end within `days`, whatever the rules say; those that are over come with them as long as CSSM lists them. */
export function expiringIn(
  { account, pools }: Snapshot,
  nowMs: number,
  days: number,
  rules: readonly AlarmRule[],
): readonly Expiring[] {
  return termsOf(pools, nowMs)
    .filter(({ daysLeft }) => daysLeft <= days)
    .map((term) => {
      const [alarm] = alarmsOf(rules, account, [term]);
      return { ...term, account, alarm: alarm?.alarm ?? null, rule: alarm?.rule ?? null };
    });
}
