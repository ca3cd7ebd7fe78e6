import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RETRY_AFTER_MS_MAX } from '../../../../core/wire/cssm/limits.ts';
import { httpDateMs, retryAfterMs } from '../../../../core/wire/cssm/retry-after.ts';

const now = Date.UTC(2026, 0, 5, 8);

test.each([
  ['none', undefined, null],
  ['seconds', '7', 7000],
  ['zero', '0', 0],
  ['blanks around', ' 7 ', 7000],
  ['absurd seconds', '999999999', RETRY_AFTER_MS_MAX],
  ['more digits than a number has', '9'.repeat(40), null],
  ['negative', '-1', null],
  ['a fraction', '1.5', null],
  ['words', 'soon', null],
  ['a date to come', 'Mon, 05 Jan 2026 08:00:30 GMT', 30_000],
  ['a date gone by', 'Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ['a date far ahead', 'Fri, 31 Dec 9999 23:59:59 GMT', RETRY_AFTER_MS_MAX],
  ['a date that is none', 'Mon, 99 Xyz 2026 08:00:30 GMT', null],
  ['a date in the old form', 'Sunday, 06-Nov-94 08:49:37 GMT', null],
])('Retry-After: %s', (_name, header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});

test('an HTTP date is what Date makes of it', () => {
  const from = new Date(0);
  const to = new Date('2400-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.date({ min: from, max: to, noInvalidDate: true }), (date) => {
      expect(httpDateMs(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000);
    }),
  );
});
