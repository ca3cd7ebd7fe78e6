import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isGlobMatch } from '../../../core/model/glob.ts';

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['**', 'abc', true],
  ['a*c', 'abbc', true],
  ['a*c', 'abbcd', false],
  ['*b*', 'abc', true],
  ['?', '', false],
  ['a?c', 'abc', true],
  ['a\\*c', 'a*c', true],
  ['a\\*c', 'abc', false],
  ['a\\', 'a\\', true],
  ['A*', 'abc', true],
  ['*ab*ab', 'abxababab', true],
  ['?', '\u{1f600}', true],
])('%j against %j is %j', (glob, text, matches) => {
  expect(isGlobMatch(glob, text)).toBe(matches);
});

test('agrees with a slow and obvious matcher', () => {
  const letters = fc.constantFrom('a', 'b', '*', '?');
  fc.assert(
    fc.property(
      fc.array(letters, { maxLength: 8 }),
      fc.array(fc.constantFrom('a', 'b'), { maxLength: 8 }),
      (glob, text) => {
        expect(isGlobMatch(glob.join(''), text.join(''))).toBe(slow(glob, text));
      },
    ),
    { numRuns: 2000 },
  );
});

function slow(glob: readonly string[], text: readonly string[]): boolean {
  const [first, ...rest] = glob;
  if (first === undefined) return text.length === 0;
  if (first === '*') return slow(rest, text) || (text.length > 0 && slow(glob, text.slice(1)));
  return text.length > 0 && (first === '?' || first === text[0]) && slow(rest, text.slice(1));
}
