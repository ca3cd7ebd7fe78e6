import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePattern } from '../../../../simulator/device/cli-server/pattern.ts';

describe('regular expressions of IOS', () => {
  test.each<[string, string, boolean]>([
    ['abc', 'xabcx', true],
    ['^abc', 'xabc', false],
    ['abc$', 'abc ', false],
    ['a.c', 'axc', true],
    ['ab*c', 'ac', true],
    ['ab+c', 'ac', false],
    ['ab?c', 'abc', true],
    ['a|b', 'xxb', true],
    ['(ab|cd)+e', 'abcde', true],
    ['[0-9]+', 'x7', true],
    ['[^0-9]', '77', false],
    ['1_2', '1 2', true],
    ['_10_', '10', true],
    ['_10_', '100', false],
    ['a\\.b', 'axb', false],
    ['a\\|b', 'a|b', true],
    ['', 'anything', true],
    ['^hostname|^license boot', 'license boot level x', true],
  ])('%s on "%s" is %s', (pattern, line, expected) => {
    expect(parsePattern(pattern)?.test(line)).toBe(expected);
  });

  test.each(['*', '(a', 'a)', '[a', '+a', 'a'.repeat(201)])('%s is no pattern', (pattern) => {
    expect(parsePattern(pattern)).toBeNull();
  });

  test('agrees with the patterns of JavaScript where both mean the same', () => {
    const piece = fc.constantFrom('a', 'b', '.', 'a*', 'b+', '(a|b)', '[ab]', '(ab)?', '^', '$');
    const pattern = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc]{0,8}$/), (text, line) => {
        expect(parsePattern(text)?.test(line)).toBe(new RegExp(text).test(line));
      }),
    );
  });

  test('a pattern that makes others hang is answered in no time', () => {
    const pattern = parsePattern(`${'(a*)*'.repeat(30)}b`);
    const startedAt = performance.now();
    expect(pattern?.test('a'.repeat(4096))).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
