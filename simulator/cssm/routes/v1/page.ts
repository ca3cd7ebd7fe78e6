import type { Fields } from '../fields.ts';
import { wholeOf } from '../fields.ts';

/** Rows where the request names no limit; the recorded one asked for 10, public clients for 50 to 500. */
const LIMIT_DEFAULT = 50;

/** Part of a list. */
export interface Paging {
  readonly limit: number;
  readonly offset: number;
}

/** `limit` and `offset` of a request; a limit above `most` is taken as `most` (assumed). Null when they are no such numbers. */
export function pagingOf(from: Fields | URLSearchParams, most: number): Paging | null {
  const valueOf = (name: string): unknown => (from instanceof URLSearchParams ? from.get(name) : from[name]);
  const limit = wholeOf(valueOf('limit') ?? LIMIT_DEFAULT);
  const offset = wholeOf(valueOf('offset') ?? 0);
  if (limit === null || limit < 1 || offset === null) return null;
  return { limit: Math.min(limit, most), offset };
}
