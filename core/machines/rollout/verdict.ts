/** Verdict of a wave (F55): go, or ask a person. *Stop* needs no wave: it comes with the end that uses the failure budget up. */
import type { VerdictRule } from '../../model/plan.ts';
import { type EndClass, isBad } from '../level-change/index.ts';
import type { RolloutState, Tally } from './state.ts';

/** Nothing has ended yet. */
export const NO_TALLY: Tally = { bad: 0, skipped: 0, unreported: 0 };

/** Counts one end. `isFault` false: a bad end that is another fault's (a jump host's), so nothing was done to the switch. */
export function tally(
  before: Tally,
  end: { readonly state: string; readonly class: EndClass },
  isFault: boolean,
): Tally {
  const bad = isFault && isBad(end.class);
  return {
    bad: before.bad + (bad ? 1 : 0),
    skipped: before.skipped + (end.class === 'OK' || bad ? 0 : 1),
    unreported: before.unreported + (end.state === 'SUCCEEDED_UNREPORTED' ? 1 : 0),
  };
}

/** The rule of the wave being admitted; null where the plan has none. */
function ruleOf({ verdicts, wave }: RolloutState): VerdictRule | null {
  if (verdicts === undefined) return null;
  return wave === 0 ? verdicts.canary : verdicts.later;
}

/** True when the canary's verdict has to wait: its reports are evidence, and they come after the reboot. */
export function isAwaitingReports(state: RolloutState): boolean {
  return ruleOf(state) !== null && state.wave === 0 && state.settled < (state.waves[0] ?? 0);
}

/** Why a person has to look before the next wave begins; null: go. */
export function whyAsk(state: RolloutState): string | null {
  const rule = ruleOf(state);
  if (rule === null) return null;
  const { bad, skipped, unreported } = state.since ?? NO_TALLY;
  const size = state.waves[state.wave] ?? 0;
  const isOver = (count: number, percent: number): boolean => count * 100 > size * percent;
  const findings = [
    ...(rule.badMax !== null && bad > rule.badMax ? [`${bad} ended badly`] : []),
    ...(isOver(skipped, rule.skippedPercentMax) ? [`${skipped} were not changed`] : []),
    ...(isOver(unreported, rule.unreportedPercentMax) ? [`${unreported} were not seen at CSSM`] : []),
  ];
  if (findings.length === 0) return null;
  return `wave ${state.wave + 1} is inconclusive: of ${size}, ${findings.join(', ')}; look at them, then resume or abort`;
}
