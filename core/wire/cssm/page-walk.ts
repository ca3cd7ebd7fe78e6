/**
 * A complete list read page by page, and what can be wrong with it: CSSM may repeat a page, cut one short, or change its
 * list in between (`reference/cssm.md` C18, safety F29). Any of it spoils the whole walk, because a row that is only
 * missing from an incomplete pull must never count as gone.
 */
import type { CssmError } from '../../errors.ts';
import { cssmError } from './errors.ts';
import type { CssmCode } from './errors.ts';
import { ROWS_MAX } from './limits.ts';

/** One answer of a paged list. */
export interface Page<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Progress of a walk. Owned by whoever started it; {@link takePage} fills it. */
export interface PageWalk<Row> {
  readonly limit: number;
  readonly keyOf: (row: Row) => string;
  readonly rows: Row[];
  readonly seen: Set<string>;
  /** Null before the first page. */
  total: number | null;
  pages: number;
}

/** Starts a walk with pages of `limit` rows; `keyOf` tells rows apart. */
export function startWalk<Row>(limit: number, keyOf: (row: Row) => string): PageWalk<Row> {
  return { limit, keyOf, rows: [], seen: new Set(), total: null, pages: 0 };
}

/** Offset of the next page. */
export function nextOffset(walk: Pick<PageWalk<unknown>, 'rows'>): number {
  return walk.rows.length;
}

/** Pages of the whole walk, or null before the first. */
export function pagesTotal(walk: Pick<PageWalk<unknown>, 'total' | 'limit'>): number | null {
  return walk.total === null ? null : Math.max(1, Math.ceil(walk.total / walk.limit));
}

/**
 * Adds the page at {@link nextOffset}; true when the list is complete. Throws `CSSM_PAGE_TOTAL_CHANGED`,
 * `CSSM_PAGE_OVERFLOW`, `CSSM_PAGE_PARTIAL`, `CSSM_PAGE_REPEATED`, `CSSM_TOO_MANY_ROWS`; the walk is then of no use, a new
 * one may be started.
 */
export function takePage<Row>(walk: PageWalk<Row>, page: Page<Row>): boolean {
  const { limit, rows } = walk;
  const from = rows.length;
  if (walk.total !== null && page.total !== walk.total) {
    throw anomaly('CSSM_PAGE_TOTAL_CHANGED', `said ${walk.total} rows first and ${page.total} later`, from);
  }
  if (page.total > ROWS_MAX) {
    throw cssmError('CSSM_TOO_MANY_ROWS', `CSSM lists ${page.total} rows; at most ${ROWS_MAX} are read.`, {
      level: 'pages',
    });
  }
  const expected = Math.min(limit, page.total - from);
  if (page.rows.length > expected) {
    throw anomaly('CSSM_PAGE_OVERFLOW', `sent ${page.rows.length} rows where ${expected} were due`, from);
  }
  if (page.rows.length < expected) {
    throw anomaly('CSSM_PAGE_PARTIAL', `sent ${page.rows.length} rows where ${expected} were due`, from);
  }
  for (const row of page.rows) {
    const key = walk.keyOf(row);
    if (walk.seen.has(key)) throw anomaly('CSSM_PAGE_REPEATED', 'sent a row twice', from);
    walk.seen.add(key);
    rows.push(row);
  }
  walk.total = page.total;
  walk.pages += 1;
  return rows.length === page.total;
}

/** True for the anomalies after which a new walk may be right. */
export function isPageAnomaly(error: { readonly code: string }): boolean {
  return error.code.startsWith('CSSM_PAGE_');
}

function anomaly(code: CssmCode, what: string, offset: number): CssmError {
  return cssmError(
    code,
    `CSSM ${what} at offset ${offset}: the list changed or is cut; nothing of it is used.`,
    {
      level: 'pages',
      retry: 'new-session',
      context: { offset },
    },
  );
}
