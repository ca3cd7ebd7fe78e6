import { statSync } from 'node:fs';
import type { Clock, Timer } from '../../core/ports/clock.ts';

/** Milliseconds between two looks at the files, unscaled. */
const LOOK_MS = 10_000;

/** What of a file changes when somebody writes it; null: it is not there. */
function mark(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
}

/** Calls `changed` when one of the files was written, until the returned function is called. A file that is gone is left alone: editors replace files. */
export function watchFiles(paths: readonly string[], clock: Clock, changed: () => void): () => void {
  let marks = paths.map(mark);
  let timer: Timer;
  const look = (): void => {
    const now = paths.map(mark);
    const isChanged = now.some((found, index) => found !== null && found !== marks[index]);
    marks = now.map((found, index) => found ?? marks[index] ?? null);
    if (isChanged) changed();
    arm();
  };
  const arm = (): void => {
    timer = clock.setTimer('serve files', LOOK_MS, look);
  };
  arm();
  return () => timer.cancel();
}
