import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartLines, isAsciiTerminal, sparkLine } from '../../../agent/output/index.ts';
import { widthOf } from '../../../agent/output/width.ts';

const OPTIONS = { width: 24, height: 4, isAscii: false, from: '2026-01-01', to: '2026-01-08' };
const days = (used: readonly (number | null)[], owned = 8) =>
  used.flatMap((value, day) => (value === null ? [] : [{ day: 20_454 + day, used: value, owned }]));

test('use stands as bars below the line of what is owned; days that are not known stay blank', () => {
  const points = days([0, 1, 2, 4, null, 7, 8]);
  expect(chartLines(points, OPTIONS)).toEqual([
    '8 │──── ▄█',
    '  │     ██',
    '  │   █ ██',
    '0 │ ▄██ ██',
    '   2026-01-01 2026-01-08',
  ]);
  expect(chartLines(points, { ...OPTIONS, isAscii: true })).toEqual([
    '8 |---- ##',
    '  |     ##',
    '  |   # ##',
    '0 | ### ##',
    '   2026-01-01 2026-01-08',
  ]);
});

test('a shortage stands above the line', () => {
  expect(chartLines(days([4, 8], 4), OPTIONS).slice(0, 4)).toEqual(['8 │ █', '  │ █', '  │█▓', '0 │██']);
});

test('two years fit any width, and a peak of a day is not lost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 200 }), fc.integer({ min: 0, max: 730 }), (width, peak) => {
      const points = days(
        Array.from({ length: 731 }, (_, day) => (day === peak ? 100 : 1)),
        100,
      );
      const lines = chartLines(points, { ...OPTIONS, width });
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      expect(lines[0]).toMatch(/█/);
      expect(widthOf(sparkLine(points, 32, false))).toBe(32);
    }),
    { numRuns: 50 },
  );
});

test('one day is a chart, too', () => {
  expect(chartLines(days([3], 3), { ...OPTIONS, to: '2026-01-01' }).at(-1)).toBe('   2026-01-01');
  expect(sparkLine(days([8, null, 0]), 32, true)).toBe('# _');
});

test.each([
  [{}, false],
  [{ LANG: 'en_US.UTF-8' }, false],
  [{ LANG: 'C' }, true],
  [{ LANG: 'C', LC_ALL: 'C.UTF-8' }, false],
  [{ LANG: 'C.UTF-8', LC_ALL: 'POSIX' }, true],
  [{ TERM: 'dumb', LANG: 'en_US.UTF-8' }, true],
])('the terminal of %j knows only ASCII: %s', (env, expected) => {
  expect(isAsciiTerminal(env)).toBe(expected);
});
