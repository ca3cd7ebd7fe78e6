/** Each second, heads that changed are chained; the newest link is told to whoever keeps it beside the store (R12). */
import type { Timer } from '../../core/ports/clock.ts';
import type { EngineContext } from './context.ts';

/** Milliseconds between two checkpoints. */
const CHECKPOINT_MS = 1_000;

/** Starts the chain; the returned function stops it. */
export function startCheckpoints(context: EngineContext): () => void {
  let timer: Timer | null = null;
  let isStopped = false;
  const next = (): void => {
    timer = context.leaseClock.setTimer('journal.checkpoint', CHECKPOINT_MS, () => {
      context.store.checkpoint((answer) => {
        if (answer.ok && answer.value !== null) context.keepHead?.(answer.value);
        if (!answer.ok) context.log.write('warn', 'journal.checkpoint-failed', { code: answer.error.code });
        if (!isStopped) next();
      });
    });
  };
  next();
  return () => {
    isStopped = true;
    timer?.cancel();
  };
}
