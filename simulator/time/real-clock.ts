import type { Clock, Timer } from '../../core/ports/clock.ts';
import { ConfigError } from '../../core/errors.ts';

/** Fastest scale: above it the time that encryption takes (it is not scaled) would run into deadlines. */
export const SCALE_MAX = 60;
/** Longest time Node's timers take; longer ones are set in pieces. */
const NODE_TIMER_MS_MAX = 2_147_483_647;

/** A clock over real time. Its timers keep the process alive until they fire, are cancelled, or the clock is stopped. */
export interface RunningClock extends Clock {
  /** Milliseconds of this clock for each real one. */
  readonly scale: number;
  /** Cancels every waiting timer; those set later never fire. */
  stop(): void;
}

/** Real time: performance clock for durations, system clock for the wall, put forward so that it begins at `notBeforeMs` or later. */
export function createRealClock(notBeforeMs = 0): RunningClock {
  const aheadMs = Math.max(0, notBeforeMs - Date.now());
  return createRunningClock(1, () => Date.now() + aheadMs);
}

/**
 * Real time, `scale` times faster (1 to 60): a boot of six minutes takes six seconds at 60. Wall time starts at the present, or at
 * `notBeforeMs` when that is later, and runs at the same pace. CPU time is not scaled. Throws `TIME_SCALE`.
 */
export function createScaledClock(scale: number, notBeforeMs = 0): RunningClock {
  if (!(scale >= 1 && scale <= SCALE_MAX)) {
    throw new ConfigError('TIME_SCALE', `Time can be scaled by 1 to ${SCALE_MAX}, not by ${scale}.`);
  }
  const startWallMs = Math.max(Date.now(), notBeforeMs);
  const startMs = performance.now();
  return createRunningClock(scale, () => startWallMs + (performance.now() - startMs) * scale);
}

function createRunningClock(scale: number, wallMs: () => number): RunningClock {
  const startMs = performance.now();
  const waiting = new Set<Timer>();
  let isStopped = false;

  function monotonicMs(): number {
    return (performance.now() - startMs) * scale;
  }

  return {
    scale,
    monotonicMs,
    wallMs,

    setTimer(_name, delayMs, fire) {
      const dueMs = monotonicMs() + Math.max(0, delayMs);
      let handle: NodeJS.Timeout | null = null;
      const timer: Timer = {
        cancel() {
          if (handle !== null) clearTimeout(handle);
          waiting.delete(timer);
        },
      };
      // Node's timers may fire a millisecond early, and not later than 2^31 ms: what is left is set again.
      function arm(): void {
        const leftMs = (dueMs - monotonicMs()) / scale;
        if (leftMs <= 0 && handle !== null) {
          waiting.delete(timer);
          fire();
          return;
        }
        handle = setTimeout(arm, Math.min(Math.max(0, Math.ceil(leftMs)), NODE_TIMER_MS_MAX));
      }
      if (isStopped) return timer;
      waiting.add(timer);
      arm();
      return timer;
    },

    stop() {
      isStopped = true;
      for (const timer of waiting) timer.cancel();
    },
  };
}
