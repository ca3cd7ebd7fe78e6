import type { Clock, Timer } from '../../core/ports/clock.ts';
import { createRolloutDisplay } from '../output/index.ts';
import type { Output, ProgressMode, RolloutDisplay } from '../output/index.ts';
import type { RunningEngine } from '../rollouts/contract.ts';
import type { CliContext } from './context.ts';

/** Milliseconds between two looks at the rollout's own state, for the display. */
const SUMMARY_MS = 1_000;

/** Shows a rollout until it stands still; `left` after the second Ctrl-C. */
export async function followRollout(
  context: CliContext,
  output: Output,
  engine: RunningEngine,
  id: string,
  mode: ProgressMode = 'people',
): Promise<'still' | 'left'> {
  const display = createRolloutDisplay(output, context.uiClock, id, mode);
  const stopListening = engine.listen((progress) => display.progress(progress));
  const stopLooking = lookEverySecond(context.uiClock, engine, id, display);
  const interrupted = onSecondInterrupt(context, () => {
    engine.stopAdmitting();
    display.note('No new switch begins; waiting for those in flight. Press Ctrl-C again to leave at once.');
  });
  try {
    const settled = engine.settled(id).then((summary) => {
      display.summary(summary);
      return 'still' as const;
    });
    return await Promise.race([settled, interrupted.second]);
  } finally {
    interrupted.stop();
    stopLooking();
    stopListening();
    display.stop();
  }
}

function onSecondInterrupt(
  context: CliContext,
  onFirst: () => void,
): { readonly second: Promise<'left'>; readonly stop: () => void } {
  let stop = (): void => undefined;
  const second = new Promise<'left'>((resolve) => {
    let count = 0;
    stop = context.onInterrupt(() => {
      count += 1;
      if (count === 1) onFirst();
      else resolve('left');
    });
  });
  return { second, stop: () => stop() };
}

/** Keeps the display's wave and counts fresh. A look that fails is made again: what matters is told by `settled`. */
function lookEverySecond(
  clock: Clock,
  engine: RunningEngine,
  id: string,
  display: RolloutDisplay,
): () => void {
  let timer: Timer | null = null;
  let isStopped = false;
  const again = (): void => {
    if (!isStopped) timer = clock.setTimer('progress.summary', SUMMARY_MS, look);
  };
  function look(): void {
    engine.rollouts.list().then((list) => {
      const summary = list.find((rollout) => rollout.id === id);
      if (summary !== undefined && !isStopped) display.summary(summary);
      again();
    }, again);
  }
  look();
  return () => {
    isStopped = true;
    timer?.cancel();
  };
}
