import { describe, expect, test } from 'vitest';
import { DefectError } from '../../../../core/errors.ts';
import {
  encodeChunked,
  encodeEndOfMessage,
  encodeFrame,
  type Framing,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf } from './helpers.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('encoding', () => {
  /** description, message, framing, bytes as text. */
  const rows: readonly (readonly [string, string, Framing, string])[] = [
    ['end-of-message', '<a/>', 'end-of-message', '<a/>]]>]]>'],
    ['chunked, in one chunk', '<a/>', 'chunked', '\n#4\n<a/>\n##\n'],
    [
      'the size is in bytes, not characters',
      '\u00e9\u20ac\u{1f600}',
      'chunked',
      '\n#9\n\u00e9\u20ac\u{1f600}\n##\n',
    ],
    [
      'a size that has more digits in bytes',
      '\u20ac\u20ac\u20ac\u20ac',
      'chunked',
      '\n#12\n\u20ac\u20ac\u20ac\u20ac\n##\n',
    ],
    ['the delimiter may be in chunked text', ']]>]]>', 'chunked', '\n#6\n]]>]]>\n##\n'],
  ];
  test.each(rows)('%s', (_description, message, framing, bytes) => {
    expect(text(encodeFrame(message, framing))).toBe(bytes);
  });

  test('chunks of at most so many bytes', () => {
    expect(text(encodeChunked('<abc/>', 4))).toBe('\n#4\n<abc\n#2\n/>\n##\n');
    expect(encodeChunked('\u20ac', 2)).toEqual(
      Uint8Array.of(0x0a, 0x23, 0x32, 0x0a, 0xe2, 0x82, 0x0a, 0x23, 0x31, 0x0a, 0xac, 0x0a, 0x23, 0x23, 0x0a),
    );
  });

  /** description, message, framing, code. */
  const refused: readonly (readonly [string, string, Framing, string])[] = [
    ['an empty chunked message', '', 'chunked', 'NETCONF_MESSAGE_EMPTY'],
    ['an empty message', '', 'end-of-message', 'NETCONF_MESSAGE_EMPTY'],
    ['the delimiter in end-of-message text', 'a]]>]]>b', 'end-of-message', 'NETCONF_DELIMITER_IN_MESSAGE'],
    ['half of a surrogate pair', 'a\ud800b', 'end-of-message', 'NETCONF_NOT_UTF8'],
    ['half of a surrogate pair, chunked', 'a\udc00b', 'chunked', 'NETCONF_NOT_UTF8'],
  ];
  test.each(refused)('refuses %s, and nothing was sent', (_description, message, framing, code) => {
    expect(codeOf(() => encodeFrame(message, framing))).toBe(code);
    expect(() => encodeFrame(message, framing)).toThrow(expect.objectContaining({ definite: true }));
  });

  test('a message that ends like the delimiter begins cannot be sent with it unharmed, so the writer escapes', () => {
    expect(text(encodeEndOfMessage('a]]'))).toBe('a]]]]>]]>');
  });

  test('a chunk of no bytes is a defect', () => {
    expect(() => encodeChunked('a', 0)).toThrow(DefectError);
  });
});
