import { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { createRandom } from '../../core/random.ts';
import { createTimerQueue } from './queue.ts';

/** Settings of a virtual clock. */
export interface VirtualClockOptions {
  /** Orders timers of one instant. Default 1. */
  readonly seed?: number | string;
  /** Wall time at the start, milliseconds since 1970-01-01 UTC. Default 2026-01-05 08:00 UTC, a Monday. */
  readonly startWallMs?: number;
}

/** Time that moves only when told to, so that minutes of booting cost milliseconds. */
export interface VirtualClock extends Clock {
  /** Moves time by `ms` and fires what falls due, each timer after the promises of the one before have run. */
  advance(ms: number): Promise<void>;
  /**
   * Moves time until `promise` settles and returns its result. Fails with `VIRTUAL_LIMIT` when `limitMs` of virtual time
   * (default one hour) have passed, and with `VIRTUAL_STUCK` when nothing is left that could happen.
   */
  settle<T>(promise: PromiseLike<T>, options?: { readonly limitMs?: number }): Promise<T>;
  /**
   * Says that real I/O is outstanding: time stands still until the returned function is called (once; more does nothing).
   * `name` appears in diagnostics.
   */
  hold(name: string): () => void;
  /** Moves to the next timer and fires it, without waiting for promises. False when there is none. */
  stepOnce(): boolean;
  /** {@link stepOnce} until nothing waits or the next timer is more than `limitMs` (default: no limit) away; returns how many fired. */
  runUntilIdle(options?: { readonly limitMs?: number }): number;
  /** The wall clock jumps, as a person or NTP would set it; durations are not touched. */
  jumpWall(ms: number): void;
  /** Names of waiting timers with the time at which they are due, soonest first. */
  pending(): readonly { readonly name: string; readonly dueMs: number }[];
}

/** Wall time at which virtual time begins unless it is said otherwise. */
export const VIRTUAL_START_MS = Date.UTC(2026, 0, 5, 8);
/** Longest run of {@link VirtualClock.settle} unless it says otherwise: one hour, longer than any boot with its deadline. */
const SETTLE_LIMIT_MS = 3_600_000;
/** Turns of the event loop in which a promise may still settle when no timer waits and nothing is held. */
const IDLE_TURNS_MAX = 100;
/** Timers fired by one {@link VirtualClock.runUntilIdle}: two timers that set each other at once would never end. */
const STEPS_MAX = 50_000_000;
/** Names shown in an error. */
const NAMES_SHOWN = 5;

/** Makes a clock that starts at 0 and stands still. */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const ties = createRandom(options.seed ?? 1).split('ties at one instant');
  const queue = createTimerQueue();
  const held = new Set<{ readonly name: string }>();
  let onReleased: (() => void)[] = [];
  let wallOffsetMs = options.startWallMs ?? VIRTUAL_START_MS;
  let nowMs = 0;
  let seq = 0;

  function fireNext(): boolean {
    const timer = queue.pop();
    if (timer === null) return false;
    nowMs = Math.max(nowMs, timer.dueMs);
    timer.fire();
    return true;
  }

  /** Lets promise chains run, and real I/O end. */
  async function barrier(): Promise<void> {
    await turn();
    while (held.size > 0) {
      await new Promise<void>((resolve) => onReleased.push(resolve));
      await turn();
    }
  }

  function fail(code: string, message: string): LicenseLabError {
    const waiting = clock.pending();
    const names = waiting.slice(0, NAMES_SHOWN).map((timer) => `${timer.name} at ${timer.dueMs} ms`);
    const more = waiting.length > names.length ? ` and ${waiting.length - names.length} more` : '';
    const rest = names.length === 0 ? 'No timer waits.' : `Waiting timers: ${names.join(', ')}${more}.`;
    return new LicenseLabError(code, `${message} It is ${nowMs} ms now. ${rest}`);
  }

  const clock: VirtualClock = {
    monotonicMs: () => nowMs,
    wallMs: () => nowMs + wallOffsetMs,

    setTimer(name, delayMs, fire) {
      const dueMs = nowMs + Math.max(0, delayMs);
      const timer = { name, dueMs, tie: ties.below(2 ** 32), seq: ++seq, fire, isCancelled: false };
      queue.push(timer);
      return {
        cancel() {
          timer.isCancelled = true;
        },
      };
    },

    async advance(ms) {
      const targetMs = nowMs + Math.max(0, ms);
      for (;;) {
        await barrier();
        const next = queue.peek();
        if (next === null || next.dueMs > targetMs) break;
        fireNext();
      }
      nowMs = Math.max(nowMs, targetMs);
    },

    async settle(promise, { limitMs = SETTLE_LIMIT_MS } = {}) {
      const endMs = nowMs + limitMs;
      let isSettled = false;
      const markSettled = () => {
        isSettled = true;
      };
      promise.then(markSettled, markSettled);
      let idleTurns = 0;
      for (;;) {
        await barrier();
        if (isSettled) return promise;
        const next = queue.peek();
        if (next === null && ++idleTurns > IDLE_TURNS_MAX) {
          throw fail('VIRTUAL_STUCK', 'The promise cannot settle: no timer waits and no real I/O is held.');
        }
        if (next === null) continue;
        idleTurns = 0;
        if (next.dueMs > endMs)
          throw fail('VIRTUAL_LIMIT', `The promise did not settle within ${limitMs} ms of virtual time.`);
        fireNext();
      }
    },

    hold(name) {
      const token = { name };
      held.add(token);
      return () => {
        if (!held.delete(token) || held.size > 0) return;
        const released = onReleased;
        onReleased = [];
        for (const resume of released) resume();
      };
    },

    stepOnce() {
      const [first] = held;
      if (first !== undefined)
        throw fail('VIRTUAL_HELD', `Time stands still while "${first.name}" is outstanding.`);
      return fireNext();
    },

    runUntilIdle({ limitMs = Number.POSITIVE_INFINITY } = {}) {
      const endMs = nowMs + limitMs;
      for (let fired = 0; ; fired++) {
        const next = queue.peek();
        if (next === null || next.dueMs > endMs) return fired;
        if (fired >= STEPS_MAX)
          throw fail('VIRTUAL_LIMIT', `${STEPS_MAX} timers have fired and more keep coming.`);
        clock.stepOnce();
      }
    },

    jumpWall(ms) {
      wallOffsetMs += ms;
    },

    pending: () =>
      queue
        .waiting()
        .toSorted((a, b) => a.dueMs - b.dueMs || a.seq - b.seq)
        .map(({ name, dueMs }) => ({ name, dueMs })),
  };
  return clock;
}

/** One turn of the event loop: everything promised so far has run by its end. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
