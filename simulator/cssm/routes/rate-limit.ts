import type { Clock } from '../../../core/ports/clock.ts';
import type { CssmOptions } from '../options.ts';

/** Seconds until the client may ask again; 0: now. Each call counts as one request. */
export type RateLimit = (client: string) => number;

/** One bucket per client: `burst` requests at once, `perSecond` in the long run (assumed, `reference/cssm.md` 8). */
export function createRateLimit(clock: Clock, limit: CssmOptions['rateLimit']): RateLimit {
  if (limit === null) return () => 0;
  const { perSecond, burst } = limit;
  const buckets = new Map<string, { left: number; atMs: number }>();
  return (client) => {
    const nowMs = clock.monotonicMs();
    const bucket = buckets.get(client) ?? { left: burst, atMs: nowMs };
    buckets.set(client, bucket);
    bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.atMs) / 1000) * perSecond);
    bucket.atMs = nowMs;
    if (bucket.left < 1) return Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
    bucket.left -= 1;
    return 0;
  };
}
