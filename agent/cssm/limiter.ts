import { CssmError } from '../../core/errors.ts';
import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';

/** Pace of the calls of one account. */
export interface Pace {
  readonly perSecond: number;
  readonly burst: number;
  /** Calls under way at once. */
  readonly inFlightMax: number;
}

/** Half of what we take Cisco's limit for (10 per second, burst 20; its numbers are not public). */
export const PACE: Pace = { perSecond: 5, burst: 10, inFlightMax: 4 };

/** Calls that may wait for their turn. */
const WAITING_MAX = 10_000;

/** Lets calls begin, one after the other. */
export interface Limiter {
  /** Calls `begin` when it is this call's turn, which may be at once; it must call the function it gets when the call has ended. */
  enter(begin: (leave: (() => void) | LicenseLabError) => void): void;
  /** Nobody begins for that long: CSSM said so. */
  pause(ms: number): void;
}

/** Makes a token bucket with a queue in order of arrival; a full queue gives `CSSM_QUEUE_FULL`. */
export function createLimiter(clock: Clock, pace: Pace = PACE): Limiter {
  const waiting: ((leave: () => void) => void)[] = [];
  let left = pace.burst;
  let filledMs = clock.monotonicMs();
  let pausedUntilMs = 0;
  let inFlight = 0;
  let timer: Timer | null = null;

  function fill(nowMs: number): void {
    left = Math.min(pace.burst, left + ((nowMs - filledMs) / 1000) * pace.perSecond);
    filledMs = nowMs;
  }

  function serve(): void {
    timer?.cancel();
    timer = null;
    for (;;) {
      const nowMs = clock.monotonicMs();
      fill(nowMs);
      if (waiting.length === 0 || inFlight >= pace.inFlightMax) return;
      const waitMs = Math.max(pausedUntilMs - nowMs, left < 1 ? ((1 - left) / pace.perSecond) * 1000 : 0);
      if (waitMs > 0) {
        timer = clock.setTimer('cssm pace', Math.ceil(waitMs), serve);
        return;
      }
      left -= 1;
      inFlight += 1;
      waiting.shift()?.(once(leave));
    }
  }

  function leave(): void {
    inFlight -= 1;
    serve();
  }

  return {
    enter(begin) {
      if (waiting.length >= WAITING_MAX) {
        begin(new CssmError('CSSM_QUEUE_FULL', `More than ${WAITING_MAX} calls wait.`, { definite: true }));
        return;
      }
      waiting.push(begin);
      serve();
    },

    pause(ms) {
      pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + ms);
    },
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
