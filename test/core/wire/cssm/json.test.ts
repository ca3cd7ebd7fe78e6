import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson, parseJsonObject } from '../../../../core/wire/cssm/json.ts';
import { JSON_DEPTH_MAX, JSON_VALUES_MAX } from '../../../../core/wire/cssm/limits.ts';
import { thrownBy } from './codes.ts';

/** Objects with a prototype and numbers rounded, for comparing with JSON.parse. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)),
  );

describe('parseJson', () => {
  test('agrees with JSON.parse on every value that a double holds', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, 2), (value, spaces) => {
        const text = JSON.stringify(value, null, spaces);
        expect(plain(parseJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['poll_id as recorded', '{"poll_id":773126444402795033}', 773126444402795033n],
    ['the largest safe integer', '{"poll_id":9007199254740991}', 9007199254740991],
    ['one above it', '{"poll_id":9007199254740992}', 9007199254740992n],
    ['a negative long one', '{"poll_id":-77412347487202314}', -77412347487202314n],
    ['a fraction', '{"poll_id":1.5}', 1.5],
    ['an exponent', '{"poll_id":1e3}', 1000],
  ])('keeps %s', (_name, text, expected) => {
    expect(parseJsonObject(text)['poll_id']).toBe(expected);
  });

  test('keys that name a prototype are keys like any other', () => {
    const value = parseJsonObject('{"__proto__":{"polluted":1},"constructor":2}');
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('a byte order mark is skipped, escapes are read', () => {
    expect(parseJson('\uFEFF "a\\n\\u00e9\\ud83d\\ude00"')).toBe('a\né😀');
  });

  test.each([
    ['nothing', '', 'no value'],
    ['a web page', '<html></html>', 'no value'],
    ['a cut object', '{"a":1', 'neither a comma'],
    ['a cut text', '{"a":"b', 'a text without an end'],
    ['a cut escape', '"\\', 'a text without an end'],
    ['text after the end', '{} {}', 'text after the end'],
    ['equal keys', '{"a":1,"a":2}', 'occurs twice'],
    ['equal keys by escape', '{"a":1,"\\u0061":2}', 'occurs twice'],
    ['a comma too many', '[1,]', 'no value'],
    ['a key without quotes', '{a:1}', 'no key'],
    ['a missing colon', '{"a" 1}', 'no colon'],
    ['a leading zero', '[01]', 'neither a comma'],
    ['NaN', '[NaN]', 'no value'],
    ['a cut word', '[tru]', 'no value'],
    ['an unknown escape', '"\\q"', 'escape'],
    ['a line break in a text', '"a\nb"', 'control character'],
    ['a number beyond a double', '[1e999]', 'beyond the range'],
    ['a number of 65 digits', `[${'9'.repeat(65)}]`, 'more than 64 characters'],
    ['a number of a million digits', '9'.repeat(1_000_000), 'more than 64 characters'],
    ['nesting one too deep', '['.repeat(JSON_DEPTH_MAX + 2), 'nesting deeper'],
    ['nesting a million deep', '['.repeat(1_000_000), 'nesting deeper'],
    ['too many values', `[${'0,'.repeat(JSON_VALUES_MAX)}0]`, 'values'],
  ])('refuses %s', (_name, text, words) => {
    const error = thrownBy(() => parseJson(text));
    expect(error.code).toBe('CSSM_NOT_JSON');
    expect(error.message).toContain(words);
  });

  test('any text gives a value or the error, never anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, cut) => {
        const broken = JSON.stringify({ [text]: [text, 1, null] }).slice(0, cut % 40);
        try {
          parseJson(broken);
        } catch (error) {
          expect(error).toMatchObject({ code: 'CSSM_NOT_JSON' });
        }
      }),
    );
  });

  test('nesting at the limit is read', () => {
    expect(parseJson(`${'['.repeat(JSON_DEPTH_MAX)}0${']'.repeat(JSON_DEPTH_MAX)}`)).toBeInstanceOf(Array);
  });

  test('a list is no answer of CSSM', () => {
    expect(thrownBy(() => parseJsonObject('[]')).code).toBe('CSSM_SHAPE');
  });
});
