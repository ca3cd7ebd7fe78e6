/** The wall clock held against the monotonic one (F43): windows are the only thing that is decided by the wall clock (R10). */
import type { Clock } from '../../core/ports/clock.ts';

/** Milliseconds by which the wall clock has jumped, forwards or backwards, since this gate was first read at this epoch. */
export type WallWatch = (rollout: string, epoch: number) => number;

/**
 * Makes the watch of one store. Whoever moves a gate has looked: its epoch is new, and so is what is compared with. A process
 * that starts takes the time as it is.
 */
export function createWallWatch(clock: Clock): WallWatch {
  const known = new Map<string, { readonly epoch: number; readonly offsetMs: number }>();
  return (rollout, epoch) => {
    const offsetMs = clock.wallMs() - clock.monotonicMs();
    const before = known.get(rollout);
    if (before?.epoch === epoch) return Math.abs(offsetMs - before.offsetMs);
    known.set(rollout, { epoch, offsetMs });
    return 0;
  };
}
