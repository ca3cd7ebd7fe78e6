import type { Clock, Timer } from '../../../core/ports/clock.ts';

/** Longest delay Node's timers take; longer ones are set again. */
const DELAY_MS_MAX = 2_000_000_000;

/** The machine's own clock. */
export function createRealClock(): Clock {
  return {
    monotonicMs: () => performance.now(),
    wallMs: () => Date.now(),
    setTimer(_name, delayMs, fire) {
      const endsAtMs = performance.now() + delayMs;
      let handle: NodeJS.Timeout;
      const arm = (): void => {
        const leftMs = endsAtMs - performance.now();
        handle =
          leftMs > DELAY_MS_MAX ? setTimeout(arm, DELAY_MS_MAX) : setTimeout(fire, Math.max(0, leftMs));
      };
      arm();
      const timer: Timer = { cancel: () => clearTimeout(handle) };
      return timer;
    },
  };
}

/**
 * The same clock running `scale` times faster from now on: for an agent whose simulator runs on scaled time. Both share
 * one scale; CPU time is not scaled.
 */
export function createScaledClock(scale: number, real: Clock = createRealClock()): Clock {
  const monotonicStartMs = real.monotonicMs();
  const wallStartMs = real.wallMs();
  const elapsedMs = (): number => (real.monotonicMs() - monotonicStartMs) * scale;
  return {
    monotonicMs: () => monotonicStartMs + elapsedMs(),
    wallMs: () => wallStartMs + elapsedMs(),
    setTimer: (name, delayMs, fire) => real.setTimer(name, delayMs / scale, fire),
  };
}
