import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEVELS, formatLevel, isLevelAllowed, parseLevel } from '../../../core/model/level.ts';

test.each(LEVELS)('$network $addon: what is written is read back', (level) => {
  expect(parseLevel(formatLevel(level))).toEqual(level);
  expect(parseLevel(formatLevel(level).replace(' addon ', '+'))).toEqual(level);
  expect(isLevelAllowed(level)).toBe(true);
});

test.each([
  'network-essentials addon dna-advantage',
  'network-essentials+dna-advantage',
  'network-advantage addon',
  'network-advantage dna-advantage extra',
  'dna-advantage',
  '',
  'a '.repeat(32_768),
])('no level: %.40j', (text) => {
  expect(parseLevel(text)).toBeNull();
});

test('no other text is a level', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes('network-'));
      expect(parseLevel(text)).toBeNull();
    }),
  );
});
