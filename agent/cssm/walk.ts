import { isLicenseLabError } from '../../core/errors.ts';
import { isPageAnomaly, nextOffset, pagesTotal, startWalk, takePage } from '../../core/wire/cssm/index.ts';
import type { CssmOperation, JsonObject, Page } from '../../core/wire/cssm/index.ts';
import { attempt } from './attempt.ts';
import type { Caller } from './caller.ts';
import type { Done } from './done.ts';

/** Progress of a list that is being read; `pagesTotal` is null before the first page. */
export interface WalkProgress {
  readonly pagesDone: number;
  readonly pagesTotal: number | null;
}

/** A list that is read page by page. */
export interface PagedList<Row> {
  readonly operationAt: (offset: number) => CssmOperation;
  readonly decode: (body: JsonObject) => Page<Row>;
  readonly keyOf: (row: Row) => string;
  readonly limit: number;
  /** Moment of the monotonic clock after which nothing is begun. */
  readonly deadlineMs: number;
  readonly progress: (progress: WalkProgress) => void;
}

/** Whole walks: after an anomaly the list is read again from the start. */
const WALKS_MAX = 3;

/** Reads all pages. A list that changes meanwhile, or is cut, is read anew; after the third time its anomaly is the answer. */
export function readPages<Row>(caller: Caller, list: PagedList<Row>, done: Done<readonly Row[]>): void {
  function walkAgain(number: number): void {
    const walk = startWalk(list.limit, list.keyOf);

    function next(): void {
      caller.call(list.operationAt(nextOffset(walk)), list.decode, list.deadlineMs, (page) => {
        if (isLicenseLabError(page)) {
          done(page);
          return;
        }
        const isComplete = attempt(() => takePage(walk, page));
        if (isLicenseLabError(isComplete)) {
          if (isPageAnomaly(isComplete) && number < WALKS_MAX) walkAgain(number + 1);
          else done(isComplete);
          return;
        }
        list.progress({ pagesDone: walk.pages, pagesTotal: pagesTotal(walk) });
        if (isComplete) done(walk.rows);
        else next();
      });
    }
    next();
  }
  walkAgain(1);
}
