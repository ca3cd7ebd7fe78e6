/**
 * Runs schedules one after another until something breaks that fits a pattern, and prints one JSON object: the seed and what
 * broke, or how many were run. Program of a process of its own, so that a mutated engine is hunted in its own tree.
 *
 *   node test/simulation/hunt.ts FIRST COUNT [PATTERN]
 */
import { runSchedule } from './schedule.ts';

/** What a hunt found. */
export interface Hunted {
  /** Seed of the first schedule that broke something that fits, or null. */
  readonly seed: number | null;
  readonly violations: readonly string[];
  /** Schedules run. */
  readonly ran: number;
}

/** Devices of a schedule, as in the suite. */
const DEVICES = 20;

function broken(seed: number): readonly string[] {
  try {
    return runSchedule({ seed, devices: DEVICES }).violations;
  } catch (error) {
    // An assertion of the engine, a defect, or a run that does not end: found as well.
    return [`stopped: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function hunt(first: number, count: number, pattern: RegExp): Hunted {
  for (let seed = first; seed < first + count; seed += 1) {
    const violations = broken(seed);
    if (violations.some((violation) => pattern.test(violation)))
      return { seed, violations, ran: seed - first + 1 };
  }
  return { seed: null, violations: [], ran: count };
}

const [first = '1', count = '1', pattern = ''] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(hunt(Number(first), Number(count), new RegExp(pattern)))}\n`);
