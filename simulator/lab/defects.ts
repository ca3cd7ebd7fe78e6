import type { OnDefect } from '../net/ssh-world.ts';

/** Mistakes kept for a look at them. */
const KEPT_MAX = 100;

/** Mistakes of the simulator itself. */
export interface Defects {
  readonly seen: readonly unknown[];
  readonly report: OnDefect;
}

/** Keeps mistakes and passes them on; without anybody to tell they are thrown where nothing can swallow them. */
export function collectDefects(onDefect: OnDefect | undefined): Defects {
  const seen: unknown[] = [];
  return {
    seen,
    report(error, where) {
      if (seen.length < KEPT_MAX) seen.push(error);
      if (onDefect !== undefined) return onDefect(error, where);
      queueMicrotask(() => {
        throw error;
      });
    },
  };
}
