import { ConfigError } from '../../core/errors.ts';
import { createRealClock, createScaledClock, SCALE_MAX } from './real-clock.ts';
import type { RunningClock } from './real-clock.ts';
import { VIRTUAL_START_MS, createVirtualClock } from './virtual-clock.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** How a lab's time runs. */
export type TimeMode =
  | { readonly mode: 'real'; readonly scale: 1 }
  | { readonly mode: 'scaled'; readonly scale: number }
  | { readonly mode: 'virtual'; readonly scale: 0 };

/** Any clock of the simulator. */
export type LabClock = RunningClock | VirtualClock;

/** Reads `real`, `scaled:N` (1 to 60) or `virtual`; `TIME_MODE` says what was expected. */
export function parseTimeMode(text: string): TimeMode {
  if (text === 'real') return { mode: 'real', scale: 1 };
  if (text === 'virtual') return { mode: 'virtual', scale: 0 };
  const scale = Number(/^scaled:(\d+(?:\.\d+)?)$/.exec(text)?.[1] ?? Number.NaN);
  if (scale >= 1 && scale <= SCALE_MAX) return { mode: 'scaled', scale };
  throw new ConfigError(
    'TIME_MODE',
    `Time is real, scaled:N with N from 1 to ${SCALE_MAX}, or virtual; got "${text}".`,
  );
}

/** Writes what {@link parseTimeMode} reads. */
export function formatTimeMode(time: TimeMode): string {
  return time.mode === 'scaled' ? `scaled:${time.scale}` : time.mode;
}

/**
 * Makes the clock of that mode. The seed orders ties of virtual time. Its wall time is at least `notBeforeMs`, so that a lab whose time ran
 * ahead goes on where it ended.
 */
export function createLabClock(time: TimeMode, seed: number | string, notBeforeMs = 0): LabClock {
  if (time.mode === 'virtual') {
    return createVirtualClock({ seed, startWallMs: Math.max(VIRTUAL_START_MS, notBeforeMs) });
  }
  return time.mode === 'real' ? createRealClock(notBeforeMs) : createScaledClock(time.scale, notBeforeMs);
}

/** True for a clock that moves only when told to. */
export function isVirtual(clock: LabClock): clock is VirtualClock {
  return 'advance' in clock;
}
