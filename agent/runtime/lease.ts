/** Signs of life: ours, and the silence of others (R8). No wall clock. */
import type { WorkerRow } from '../../core/ports/store.ts';
import type { Timer } from '../../core/ports/clock.ts';
import type { EngineContext } from './context.ts';

/** Milliseconds between our beats. */
const BEAT_MS = 3_000;

/** A worker that could not beat for this long destroys its sockets and acts no more. */
export const LEASE_MS = 10_000;

/** The same beat for this long, on our own clock, means that its worker is dead. */
export const SILENCE_MS = 15_000;

/** Our lease. */
export interface Lease {
  readonly worker: string;
  /** True while the last beat that reached the store is young enough to act on. */
  isFresh(): boolean;
  stop(): void;
}

/** Starts beating under a new worker id. `lost` is called once when the lease ran out. */
export function startLease(context: EngineContext, ready: () => void, lost: () => void): Lease {
  const { leaseClock, store } = context;
  const worker = context.newWorkerId();
  let lastBeatMs: number | null = null;
  let timer: Timer | null = null;
  let isOver = false;
  const isFresh = (): boolean =>
    !isOver && lastBeatMs !== null && leaseClock.monotonicMs() - lastBeatMs < LEASE_MS;

  const beat = (): void => {
    if (isOver) return;
    const startedMs = leaseClock.monotonicMs();
    // A gap means that others may have taken our machines: this worker is over, whatever the store says now.
    if (lastBeatMs !== null && startedMs - lastBeatMs >= LEASE_MS) {
      isOver = true;
      lost();
      return;
    }
    timer = leaseClock.setTimer('lease.beat', BEAT_MS, beat);
    store.beat({ id: worker, ...context.process }, (answer) => {
      if (isOver) return;
      if (!answer.ok)
        return context.log.write('warn', 'lease.beat-failed', { worker, code: answer.error.code });
      const isFirst = lastBeatMs === null;
      lastBeatMs = startedMs;
      if (isFirst) ready();
    });
  };
  beat();
  return {
    worker,
    isFresh,
    stop() {
      isOver = true;
      timer?.cancel();
    },
  };
}

/** Remembers when each worker's beat last changed, on our own monotonic clock. */
export function createSilenceWatch(
  context: EngineContext,
): (workers: readonly WorkerRow[], self: string) => string[] {
  const seen = new Map<string, { readonly beat: number; readonly sinceMs: number }>();
  return (workers, self) => {
    const now = context.leaseClock.monotonicMs();
    const dead: string[] = [];
    for (const worker of workers) {
      if (worker.id === self) continue;
      const known = seen.get(worker.id);
      if (known === undefined || known.beat !== worker.beat)
        seen.set(worker.id, { beat: worker.beat, sinceMs: now });
      const isSilent = known !== undefined && known.beat === worker.beat && now - known.sinceMs >= SILENCE_MS;
      const isGone = worker.host === context.process.host && !context.isProcessAlive(worker.pid);
      if (isSilent || isGone) dead.push(worker.id);
    }
    return dead;
  };
}
