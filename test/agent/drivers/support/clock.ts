import type { Clock, Timer } from '../../../../core/ports/clock.ts';

/** Real time for tests with real sockets. */
export function realClock(): Clock {
  return {
    monotonicMs: () => performance.now(),
    wallMs: () => Date.now(),
    setTimer(_name, delayMs, fire): Timer {
      const handle = setTimeout(fire, delayMs);
      return { cancel: () => clearTimeout(handle) };
    },
  };
}

/** Time that stands still until it is moved; timers fire in order, each at its own instant. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** Names of the timers that are pending, in the order of firing. */
  pending(): readonly string[];
}

/** Makes a clock that stands at 0. */
export function manualClock(): ManualClock {
  let now = 0;
  let seq = 0;
  const timers = new Map<
    number,
    { readonly at: number; readonly seq: number; readonly name: string; readonly fire: () => void }
  >();
  const inOrder = (): {
    readonly at: number;
    readonly seq: number;
    readonly name: string;
    readonly fire: () => void;
  }[] => [...timers.values()].toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  return {
    monotonicMs: () => now,
    wallMs: () => 1_700_000_000_000 + now,
    setTimer(name, delayMs, fire) {
      const id = ++seq;
      timers.set(id, { at: now + Math.max(0, delayMs), seq: id, name, fire });
      return { cancel: () => void timers.delete(id) };
    },
    advance(ms) {
      const until = now + ms;
      for (;;) {
        const [next] = inOrder();
        if (next === undefined || next.at > until) break;
        now = next.at;
        timers.delete(next.seq);
        next.fire();
      }
      now = until;
    },
    pending: () => inOrder().map((timer) => timer.name),
  };
}
