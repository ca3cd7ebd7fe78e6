/** How long a plan takes: said before it is approved, never used to decide anything. */
import type { Plan } from './plan.ts';

/** One change from admission to verdict where nothing goes wrong: assumed, from boot times of 5 to 7 minutes and the dwell. */
const USUAL_CHANGE_MS = 9 * 60_000;

/** Milliseconds of the whole plan, outside of closed windows and pauses. */
export interface Estimate {
  readonly usualMs: number;
  /** When every switch takes as long as its deadlines allow, and every one ends. */
  readonly longestMs: number;
}

/** Changes one after another: a wave goes through its exposure, and a failure domain through its maximum. */
function roundsOf({ waves, exposure, maxUnavailable, devices }: EstimatedPlan): number {
  let first = 0;
  let rounds = 0;
  for (const size of waves) {
    const domains = new Map<string, number>();
    for (const { domain } of devices.slice(first, first + size)) {
      if (domain === null) continue;
      const key = domain.toLowerCase();
      domains.set(key, (domains.get(key) ?? 0) + 1);
    }
    const perDomain = [...domains.values()].map((count) => Math.ceil(count / (maxUnavailable ?? count)));
    rounds += Math.max(Math.ceil(size / Math.min(size, exposure)), ...perDomain);
    first += size;
  }
  return rounds;
}

type EstimatedPlan = Pick<Plan, 'waves' | 'exposure' | 'maxUnavailable' | 'devices' | 'options'>;

/** Estimates from the order of admission and the deadlines alone. */
export function estimate(plan: EstimatedPlan): Estimate {
  const { identifyMs, requestMs, lockPatienceMs, downMs, upMs, readyMs, dwellMs, reportMs } =
    plan.options.deadlines;
  const rounds = roundsOf(plan);
  const longestChangeMs = identifyMs + 4 * requestMs + lockPatienceMs + downMs + upMs + readyMs + dwellMs;
  return {
    usualMs: rounds * USUAL_CHANGE_MS,
    longestMs: rounds * longestChangeMs + (plan.options.report ? reportMs : 0),
  };
}
