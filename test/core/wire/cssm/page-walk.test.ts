import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROWS_MAX } from '../../../../core/wire/cssm/limits.ts';
import {
  isPageAnomaly,
  nextOffset,
  pagesTotal,
  startWalk,
  takePage,
} from '../../../../core/wire/cssm/page-walk.ts';
import { thrownBy } from './codes.ts';

const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => `r${first + index}`);
const walkOf = (limit: number) => startWalk<string>(limit, (row) => row);

test('an honest list is read completely, whatever the size of its pages', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 1, max: 20 }), (total, limit) => {
      const walk = walkOf(limit);
      for (let isComplete = false; !isComplete; ) {
        const offset = nextOffset(walk);
        isComplete = takePage(walk, { total, rows: rowsFrom(offset, Math.min(limit, total - offset)) });
      }
      expect(walk.rows).toEqual(rowsFrom(0, total));
      expect(walk.pages).toBe(pagesTotal(walk));
    }),
  );
});

test.each([
  ['repeated', 'CSSM_PAGE_REPEATED', { total: 25, rows: rowsFrom(0, 10) }],
  ['overlapping by one row', 'CSSM_PAGE_REPEATED', { total: 25, rows: rowsFrom(9, 10) }],
  ['cut short', 'CSSM_PAGE_PARTIAL', { total: 25, rows: rowsFrom(10, 9) }],
  ['empty', 'CSSM_PAGE_PARTIAL', { total: 25, rows: [] }],
  ['too long', 'CSSM_PAGE_OVERFLOW', { total: 25, rows: rowsFrom(10, 11) }],
  ['of a list that shrank', 'CSSM_PAGE_TOTAL_CHANGED', { total: 24, rows: rowsFrom(10, 10) }],
  ['of a list that grew', 'CSSM_PAGE_TOTAL_CHANGED', { total: 26, rows: rowsFrom(10, 10) }],
])('a second page that is %s', (_name, code, page) => {
  const walk = walkOf(10);
  takePage(walk, { total: 25, rows: rowsFrom(0, 10) });
  const error = thrownBy(() => takePage(walk, page));
  expect(error.code).toBe(code);
  expect(isPageAnomaly(error)).toBe(true);
});

test('more rows than are ever read', () => {
  const error = thrownBy(() => takePage(walkOf(10), { total: ROWS_MAX + 1, rows: rowsFrom(0, 10) }));
  expect(error.code).toBe('CSSM_TOO_MANY_ROWS');
  expect(isPageAnomaly(error)).toBe(false);
});

test('an empty list is complete at once', () => {
  expect(takePage(walkOf(10), { total: 0, rows: [] })).toBe(true);
});
