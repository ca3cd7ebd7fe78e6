import type { Clock } from '../../core/ports/clock.ts';

/** Longest time from connecting to being logged in. Real time: it protects this process, not the lab. */
export const LOGIN_GRACE_MS = 30_000;
/** Connections that have not logged in, at once. A login takes milliseconds, so real clients never come near. */
export const UNAUTHENTICATED_MAX = 1_024;

/** Keeps connections that do not log in from piling up. */
export interface Admission {
  /** A connection came. `drop` is called when its time is over, or when it is the oldest of too many. Returns: it has logged in, or is gone. */
  enter(drop: () => void): () => void;
  waiting(): number;
}

/** Makes an admission over a clock of real time. */
export function createAdmission(guardClock: Clock): Admission {
  const waiting = new Set<() => void>();
  return {
    enter(drop) {
      const timer = guardClock.setTimer('login grace', LOGIN_GRACE_MS, expire);
      function leave(): void {
        timer.cancel();
        waiting.delete(expire);
      }
      function expire(): void {
        leave();
        drop();
      }
      waiting.add(expire);
      // The oldest goes, not the newcomer: an honest client gets in while others hold sockets open.
      const [oldest] = waiting;
      if (waiting.size > UNAUTHENTICATED_MAX) oldest?.();
      return leave;
    },
    waiting: () => waiting.size,
  };
}
