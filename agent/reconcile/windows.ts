import { isLicenseLabError } from '../../core/errors.ts';
import type { Waiting } from '../../core/model/desired.ts';
import type { PlanOptions } from '../../core/model/plan.ts';
import { resolveWindow, rfc3339 } from '../planning/index.ts';

/** Windows of an entry, now: the one that is open with time enough, or why there is none. */
export type OpenWindows =
  | { readonly windows: PlanOptions['windows']; readonly waiting: null }
  | { readonly windows: null; readonly waiting: Waiting };

/**
 * Resolves windows at `nowMs`. No window means any time. A window is open when `allowanceMs`, the time a boot is allowed, is left of it (I7): what
 * cannot be reloaded in it any more does not begin in it.
 */
export function openWindows(texts: readonly string[], nowMs: number, allowanceMs: number): OpenWindows {
  if (texts.length === 0) return { windows: [], waiting: null };
  const resolved: PlanOptions['windows'][number][] = [];
  const problems: string[] = [];
  for (const text of texts) {
    try {
      resolved.push(resolveWindow(text, nowMs));
    } catch (error) {
      if (!isLicenseLabError(error)) throw error;
      problems.push(error.message);
    }
  }
  const open = resolved.filter(({ fromMs, toMs }) => fromMs <= nowMs && nowMs + allowanceMs <= toMs);
  if (open.length > 0) return { windows: open, waiting: null };
  const [next] = resolved.filter(({ fromMs }) => fromMs > nowMs).toSorted((a, b) => a.fromMs - b.fromMs);
  const text =
    next === undefined
      ? problems.join(' ') || 'Its window has too little time left for a reload.'
      : `Outside its window; "${next.text}" opens ${rfc3339(next.fromMs)}.`;
  return {
    windows: null,
    waiting: {
      code: 'OUTSIDE_WINDOW',
      text,
      next: 'It is done in the window: serve does it, or reconcile --apply then.',
    },
  };
}
