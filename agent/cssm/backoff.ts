import type { LicenseLabError } from '../../core/errors.ts';
import type { Random } from '../../core/ports/random.ts';

/** How often and when a call is made again. */
export interface Backoff {
  /** Attempts in all. */
  readonly attemptsMax: number;
  readonly firstMs: number;
  readonly factor: number;
  readonly capMs: number;
  /** Part by which a delay is shortened at most, so that many clients do not come back together. */
  readonly jitter: number;
}

/** 0.5 s to 30 s; five attempts span about 8 s without a Retry-After. */
export const BACKOFF: Backoff = { attemptsMax: 5, firstMs: 500, factor: 2, capMs: 30_000, jitter: 0.5 };

/**
 * Milliseconds before the next attempt, after `attempts` of them; null when there is none. A Retry-After (already capped) is
 * never undercut, but stretched by up to a tenth.
 */
export function delayBeforeNext(
  backoff: Backoff,
  attempts: number,
  error: LicenseLabError,
  random: Random,
): number | null {
  if (error.retry !== 'same-session' || attempts >= backoff.attemptsMax) return null;
  const fullMs = Math.min(backoff.capMs, backoff.firstMs * backoff.factor ** (attempts - 1));
  const ownMs = fullMs * (1 - backoff.jitter * random.next());
  const askedMs = error.context['retryAfterMs'];
  return typeof askedMs === 'number' ? Math.max(ownMs, askedMs * (1 + random.next() / 10)) : ownMs;
}
