import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../core/model/canonical.ts';

describe('canonical JSON', () => {
  test.each([
    [
      'keys in the order of their code units',
      { b: 1, a: 2, B: 3, '10': 4, '9': 5 },
      '{"10":4,"9":5,"B":3,"a":2,"b":1}',
    ],
    ['nested objects and lists', { z: [{ y: 1, x: null }], a: {} }, '{"a":{},"z":[{"x":null,"y":1}]}'],
    ['numbers as JSON writes them', [1e21, 0.1, -0, 100], '[1e+21,0.1,0,100]'],
    ['strings with escapes', 'a"b\n\u2028\ud800', '"a\\"b\\n\u2028\\ud800"'],
    ['an undefined property is left out', { a: undefined, b: 1 }, '{"b":1}'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  test.each([
    ['not a number', Number.NaN],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
    ['a bigint', 1n],
    ['undefined', undefined],
    ['undefined in a list', [undefined]],
    ['a function', () => 1],
    ['an object of a class', new Map()],
    ['a value that contains itself', cyclic],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'DEFECT_NOT_CANONICAL' }));
  });

  test('is JSON for the same value, and the order of keys does not show', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = canonicalJson(value);
        expect(JSON.stringify(JSON.parse(text))).toBe(
          JSON.stringify(JSON.parse(canonicalJson(reversed(value)))),
        );
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, field]) => [key, reversed(field)]));
}
