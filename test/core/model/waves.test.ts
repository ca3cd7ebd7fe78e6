import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WAVES_MAX, waveSizes } from '../../../core/model/waves.ts';

describe('sizes of the waves', () => {
  test.each([
    ['1,5,10%,25%', 24, [1, 5, 3, 6, 9]],
    ['1,5', 24, [1, 5, 18]],
    ['1,5,10%,25%', 200, [1, 5, 20, 50, 124]],
    ['100%', 7, [7]],
    ['10%', 1, [1]],
    ['50%,50%', 5, [3, 2]],
    ['1,5,10%,25%', 3, [1, 2]],
    [' 1 , 2 ', 3, [1, 2]],
    ['1', 0, []],
    ['33%', 3, [1, 2]],
  ])('%s over %i devices', (expression, devices, sizes) => {
    expect(waveSizes(expression, devices)).toEqual(sizes);
  });

  test.each([
    ['', 'nothing'],
    ['1,,2', 'nothing'],
    ['1,', 'nothing'],
    ['0', 'would change nothing'],
    ['0%', 'would change nothing'],
    ['101%', 'more than the whole plan'],
    ['-1', '"-1"'],
    ['1.5', '"1.5"'],
    ['ten', '"ten"'],
    ['1;2', '"1;2"'],
    ['1%%', '"1%%"'],
    ['99999999', '"99999999"'],
    ['9'.repeat(65_536), 'expected a number'],
    [Array.from({ length: WAVES_MAX + 1 }, () => '1').join(','), 'at most 64'],
  ])('refuses %.20j', (expression, problem) => {
    const act = () => waveSizes(expression, 10);
    expect(act).toThrow(expect.objectContaining({ code: 'WAVES_INVALID', name: 'ConfigError' }));
    expect(act).toThrow(problem);
  });

  const step = fc.oneof(
    fc.integer({ min: 1, max: 5000 }).map(String),
    fc.integer({ min: 1, max: 100 }).map((percent) => `${percent}%`),
  );
  test('they add up to the plan, and none is empty', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), fc.nat(10_000), (steps, devices) => {
        const sizes = waveSizes(steps.join(','), devices);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(devices);
        expect(sizes.every((size) => size >= 1)).toBe(true);
        expect(sizes.length).toBeLessThanOrEqual(steps.length + 1);
      }),
    );
  });
});
