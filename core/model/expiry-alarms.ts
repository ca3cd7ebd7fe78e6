/** Which terms raise an alarm, and which alarms are new: by rules, as pure functions. */
import { isGlobMatch } from './glob.ts';
import { termKey } from './license-terms.ts';
import type { LicenseTerm } from './license-terms.ts';

/** A rule. The first one that fits a term decides; without days it keeps quiet. */
export interface AlarmRule {
  readonly name: string;
  /** Globs; null: whatever it is. */
  readonly account: string | null;
  readonly virtualAccount: string | null;
  readonly license: string | null;
  /** Days before the last day at which an alarm is raised; 0 is the last day itself. */
  readonly days: readonly number[];
  /** True: only terms whose end leaves licenses in use uncovered. */
  readonly onlyShort: boolean;
}

/** The rule where none is configured, and after the last one. */
export const DEFAULT_RULE: AlarmRule = {
  name: 'default',
  account: null,
  virtualAccount: null,
  license: null,
  days: [90, 30, 7, 0],
  onlyShort: false,
};

/** A term that has come within a threshold of its rule. */
export interface TermAlarm extends LicenseTerm {
  readonly account: string;
  readonly rule: string;
  /** The threshold in days: the smallest of the rule's that it has reached. */
  readonly alarm: number;
}

/** Alarms of an account's terms, in their order. */
export function alarmsOf(
  rules: readonly AlarmRule[],
  account: string,
  terms: readonly LicenseTerm[],
): readonly TermAlarm[] {
  return terms.flatMap((term): TermAlarm[] => {
    const rule = rules.find((one) => fits(one, account, term)) ?? DEFAULT_RULE;
    const alarm = reached(rule.days, term.daysLeft);
    if (alarm === null || (rule.onlyShort && term.shortAfter === 0)) return [];
    return [{ ...term, account, rule: rule.name, alarm }];
  });
}

/** Thresholds that were told, by the key of their term. */
export type ToldAlarms = Readonly<Record<string, number>>;

/** Alarms that were not told yet: a term that is new, or has crossed a further threshold since. */
export function newCrossings(alarms: readonly TermAlarm[], told: ToldAlarms): readonly TermAlarm[] {
  return alarms.filter((alarm) => alarm.alarm < (toldAt(told, termKey(alarm)) ?? Number.POSITIVE_INFINITY));
}

/** What is told after `now` was; terms that are not listed any more are forgotten, so that it cannot grow. */
export function withTold(
  told: ToldAlarms,
  now: readonly TermAlarm[],
  terms: readonly LicenseTerm[],
): ToldAlarms {
  const listed = new Set(terms.map(termKey));
  const kept = Object.entries(told).filter(([key]) => listed.has(key));
  return Object.fromEntries([...kept, ...now.map((alarm) => [termKey(alarm), alarm.alarm] as const)]);
}

function toldAt(told: ToldAlarms, key: string): number | null {
  return Object.hasOwn(told, key) ? (told[key] ?? null) : null;
}

function fits(rule: AlarmRule, account: string, term: LicenseTerm): boolean {
  const { account: ofAccount, virtualAccount, license } = rule;
  return (
    (ofAccount === null || isGlobMatch(ofAccount, account)) &&
    (virtualAccount === null || isGlobMatch(virtualAccount, term.virtualAccount)) &&
    (license === null || isGlobMatch(license, term.license))
  );
}

/** The smallest threshold that a term has reached, or null. */
function reached(days: readonly number[], daysLeft: number): number | null {
  const crossed = days.filter((limit) => daysLeft <= limit);
  return crossed.length === 0 ? null : Math.min(...crossed);
}
