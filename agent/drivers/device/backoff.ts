import type { Random } from '../../../core/ports/random.ts';

/** Growing waits. */
export interface BackoffSchedule {
  readonly firstMs: number;
  readonly factor: number;
  readonly maxMs: number;
}

/** Part of a wait that is random, to either side: a fleet does not call in step. */
const JITTER = 0.2;

/** The waits of a schedule, one after the other, each within 20 % of its length. */
export function createBackoff(random: Random, schedule: BackoffSchedule): () => number {
  let nextMs = schedule.firstMs;
  return () => {
    const waitMs = nextMs;
    nextMs = Math.min(nextMs * schedule.factor, schedule.maxMs);
    return Math.round(waitMs * (1 - JITTER + 2 * JITTER * random.next()));
  };
}
