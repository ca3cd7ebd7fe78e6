/**
 * Runs schedules one after another until an invariant breaks, and prints one JSON object: the seed and what broke, or how
 * many held. Program of a process of its own, so that a mutated engine is hunted in its own tree.
 *
 *   node test/simulation/hunt.ts FIRST COUNT [bytes]
 */
import { runSchedule } from './schedule.ts';

/** What a hunt found. */
export interface Hunted {
  /** Seed of the first schedule that broke something, or null. */
  readonly seed: number | null;
  readonly violations: readonly string[];
  /** Schedules run. */
  readonly ran: number;
}

/** Devices of a schedule, as in the suite. */
const DEVICES = 20;

function hunt(first: number, count: number, bytes: boolean): Hunted {
  for (let seed = first; seed < first + count; seed += 1) {
    const ran = seed - first + 1;
    try {
      const { violations } = runSchedule({ seed, devices: DEVICES, bytes });
      if (violations.length > 0) return { seed, violations, ran };
    } catch (error) {
      // An assertion of the engine, a defect, or a run that does not end: found as well.
      return {
        seed,
        violations: [`stopped: ${error instanceof Error ? error.message : String(error)}`],
        ran,
      };
    }
  }
  return { seed: null, violations: [], ran: count };
}

const [first = '1', count = '1', kind] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(hunt(Number(first), Number(count), kind === 'bytes'))}\n`);
