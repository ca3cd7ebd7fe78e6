import type { Clock } from '../../core/ports/clock.ts';

/** First and longest pause of what failed. */
const PAUSE_MS = 10 * 60_000;
const PAUSE_MS_MAX = 24 * 3_600_000;

/** Keeps what fails from being tried in every round. Holds one small record per switch of the inventory. */
export interface Retries {
  isDue(id: string): boolean;
  ended(id: string, isGood: boolean): void;
  forget(): void;
}

/** Pauses double from ten minutes to a day. */
export function createRetries(clock: Clock): Retries {
  const pauses = new Map<string, { readonly pauseMs: number; readonly dueMs: number }>();
  return {
    isDue: (id) => (pauses.get(id)?.dueMs ?? 0) <= clock.monotonicMs(),
    ended(id, isGood) {
      if (isGood) {
        pauses.delete(id);
        return;
      }
      const before = pauses.get(id);
      const pauseMs = before === undefined ? PAUSE_MS : Math.min(2 * before.pauseMs, PAUSE_MS_MAX);
      pauses.set(id, { pauseMs, dueMs: clock.monotonicMs() + pauseMs });
    },
    forget: () => pauses.clear(),
  };
}
