import { describe, expect, test } from 'vitest';
import { DefectError, FramingError } from '../../../../core/errors.ts';
import {
  createFrameDecoder,
  encodeChunked,
  encodeEndOfMessage,
} from '../../../../core/wire/netconf/index.ts';
import { codeOf, decodePieces, everySplit, singleBytes, utf8 } from './helpers.ts';

const NC = 'urn:ietf:params:xml:ns:netconf:base:1.0';
const CLOSE_102 = `<rpc message-id="102"\n     xmlns="${NC}">\n  <close-session/>\n</rpc>`;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const CLOSE_106 = `${DECLARATION}\n<rpc message-id="106"\n     xmlns="${NC}">\n  <close-session/>\n</rpc>`;
const OK_106 = `${DECLARATION}\n<rpc-reply id="106"\n           xmlns="${NC}">\n  <ok/>\n</rpc-reply>`;
const EURO = '\u20ac';

/** description, bytes of a chunked stream, its messages. */
const VALID_CHUNKED: readonly (readonly [string, string | Uint8Array, readonly string[]])[] = [
  [
    'RFC 6242 §4.2: the worked example, three chunks',
    `\n#4\n<rpc\n#18\n message-id="102"\n\n#79\n     xmlns="${NC}">\n  <close-session/>\n</rpc>\n##\n`,
    [CLOSE_102],
  ],
  ['RFC 6242 §5: close-session of the client', `\n#140\n${CLOSE_106}\n##\n`, [CLOSE_106]],
  ['RFC 6242 §5: the reply of the server', `\n#139\n${OK_106}\n##\n`, [OK_106]],
  ['two messages, one after the other', '\n#4\n<a/>\n##\n\n#4\n<b/>\n##\n', ['<a/>', '<b/>']],
  ['chunks of one byte each', '\n#1\n<\n#1\na\n#1\n/\n#1\n>\n##\n', ['<a/>']],
  ['a chunk cut in the middle of a tag', '\n#2\n<a\n#2\n/>\n##\n', ['<a/>']],
  ['a chunk that looks like a header', '\n#5\n\n#3\n\n\n##\n', ['\n#3\n\n']],
  ['a chunk that looks like the end of chunks', '\n#4\n\n##\n\n##\n', ['\n##\n']],
  ['the other delimiter inside of text', '\n#10\na]]>]]>b]]\n#1\n>\n##\n', ['a]]>]]>b]]>']],
  ['a size of two digits where one would do is no leading zero', '\n#10\n0123456789\n##\n', ['0123456789']],
  [
    'a three-byte character over three chunks',
    Uint8Array.of(
      ...utf8('\n#1\n'),
      0xe2,
      ...utf8('\n#1\n'),
      0x82,
      ...utf8('\n#1\n'),
      0xac,
      ...utf8('\n##\n'),
    ),
    [EURO],
  ],
  ['a byte order mark stays', encodeChunked('\ufeff<a/>'), ['\ufeff<a/>']],
  ['nothing', '', []],
];

/** description, bytes of a chunked stream, messages before the error, code. */
const INVALID_CHUNKED: readonly (readonly [string, string | Uint8Array, readonly string[], string])[] = [
  ['data before the first header', 'x\n#1\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['a second line feed before the header', '\n\n#1\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['carriage returns', '\r\n#1\r\na\r\n##\r\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['no hash', '\n1\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  [
    'mixed framings: end-of-message after a chunked message',
    '\n#4\n<a/>\n##\n<b/>]]>]]>',
    ['<a/>'],
    'NETCONF_CHUNK_MALFORMED',
  ],
  ['more data than the chunk-size says', '\n#3\n<a/>\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['an empty size', '\n#\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['a negative size', '\n#-1\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['a sign before the size', '\n#+1\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['a space before the size', '\n# 1\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['a space after the size', '\n#1 \na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['a hexadecimal size', '\n#a\n0123456789\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['an exponent', '\n#1e3\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['digits that are not ASCII', '\n#\uff11\na\n##\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['end of chunks with a third hash', '\n#1\na\n###\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['end of chunks with a size', '\n#1\na\n##1\n', [], 'NETCONF_CHUNK_MALFORMED'],
  ['a size of zero', '\n#0\n\n##\n', [], 'NETCONF_CHUNK_SIZE'],
  ['a leading zero', '\n#04\n<a/>\n##\n', [], 'NETCONF_CHUNK_SIZE'],
  ['a size of 4294967296', '\n#4294967296\n', [], 'NETCONF_CHUNK_SIZE'],
  ['a size of 20 digits', '\n#99999999999999999999\n', [], 'NETCONF_CHUNK_SIZE'],
  ['a size that never ends', `\n#${'9'.repeat(10_000)}`, [], 'NETCONF_CHUNK_SIZE'],
  ['the end of chunks without a chunk', '\n##\n', [], 'NETCONF_CHUNK_MISSING'],
  ['the end of chunks twice', '\n#4\n<a/>\n##\n\n##\n', ['<a/>'], 'NETCONF_CHUNK_MISSING'],
  ['a size of 4294967295: legal, but above our limit', '\n#4294967295\n', [], 'NETCONF_MESSAGE_TOO_LARGE'],
  [
    'bytes that are not UTF-8',
    Uint8Array.of(...utf8('\n#1\n'), 0xff, ...utf8('\n##\n')),
    [],
    'NETCONF_NOT_UTF8',
  ],
  [
    'a character cut off',
    Uint8Array.of(...utf8('\n#2\n'), 0xe2, 0x82, ...utf8('\n##\n')),
    [],
    'NETCONF_NOT_UTF8',
  ],
  [
    'an overlong character',
    Uint8Array.of(...utf8('\n#2\n'), 0xc0, 0x80, ...utf8('\n##\n')),
    [],
    'NETCONF_NOT_UTF8',
  ],
  [
    'half of a surrogate pair',
    Uint8Array.of(...utf8('\n#3\n'), 0xed, 0xa0, 0x80, ...utf8('\n##\n')),
    [],
    'NETCONF_NOT_UTF8',
  ],
];

/** description, bytes of an end-of-message stream, its messages. */
const VALID_END_OF_MESSAGE: readonly (readonly [string, string, readonly string[]])[] = [
  ['one message', '<a/>]]>]]>', ['<a/>']],
  ['three messages', '<a/>]]>]]><b/>]]>]]><c/>]]>]]>', ['<a/>', '<b/>', '<c/>']],
  [
    'a line feed after the delimiter belongs to the next message',
    '<a/>]]>]]>\n<b/>]]>]]>',
    ['<a/>', '\n<b/>'],
  ],
  ['brackets before the delimiter', 'a]]]]>]]>', ['a]]']],
  ['half of a delimiter before the delimiter', 'a]]>]]]>]]>', ['a]]>]']],
  ['a delimiter without its last character', 'a]]>]] >]]>]]>', ['a]]>]] >']],
  ['half of a delimiter twice', ']]>a]]>]]>', [']]>a']],
  ['text that looks chunked', '\n#4\n<a/>\n##\n]]>]]>', ['\n#4\n<a/>\n##\n']],
  ['characters of two, three and four bytes', '\u00e9\u20ac\u{1f600}]]>]]>', ['\u00e9\u20ac\u{1f600}']],
  ['an empty message', ']]>]]>', ['']],
  ['no delimiter yet', '<a/>]]>]]', []],
];

describe('chunked framing', () => {
  test.each(VALID_CHUNKED)('%s', (_description, input, messages) => {
    const bytes = typeof input === 'string' ? utf8(input) : input;
    for (const pieces of [[bytes], singleBytes(bytes), ...everySplit(bytes)]) {
      expect(decodePieces(pieces, { chunkedAfter: 0 })).toEqual({ messages, code: null });
    }
  });

  test.each(INVALID_CHUNKED)('%s', (_description, input, messages, code) => {
    const bytes = typeof input === 'string' ? utf8(input) : input;
    for (const pieces of [[bytes], singleBytes(bytes), ...everySplit(bytes.subarray(0, 200))]) {
      expect(decodePieces(pieces, { chunkedAfter: 0 })).toEqual({ messages, code });
    }
  });

  test('mixed framings are explained', () => {
    const decoder = createFrameDecoder();
    decoder.useChunked();
    expect(() => decoder.push(utf8('<rpc/>]]>]]>'), () => {})).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('end-of-message') }),
    );
  });
});

describe('end-of-message framing', () => {
  test.each(VALID_END_OF_MESSAGE)('%s', (_description, input, messages) => {
    const bytes = utf8(input);
    for (const pieces of [[bytes], singleBytes(bytes), ...everySplit(bytes)]) {
      expect(decodePieces(pieces)).toEqual({ messages, code: null });
    }
  });

  test('bytes that are not UTF-8', () => {
    const bytes = Uint8Array.of(0x3c, 0xff, ...utf8(']]>]]>'));
    for (const pieces of [[bytes], ...everySplit(bytes)]) {
      expect(decodePieces(pieces)).toEqual({ messages: [], code: 'NETCONF_NOT_UTF8' });
    }
  });
});

describe('the change to chunked framing after the hello', () => {
  const bytes = utf8('<hello/>]]>]]>\n#2\n<a\n#2\n/>\n##\n\n#10\na]]>]]>b]]\n##\n');

  test('takes hold for what follows in the same bytes, at every split point', () => {
    for (const pieces of [[bytes], singleBytes(bytes), ...everySplit(bytes)]) {
      const decoded = decodePieces(pieces, { chunkedAfter: 1 });
      expect(decoded).toEqual({ messages: ['<hello/>', '<a/>', 'a]]>]]>b]]'], code: null });
    }
  });

  test('is a defect in the middle of a message', () => {
    const decoder = createFrameDecoder();
    decoder.push(utf8('<hel'), () => {});
    expect(() => decoder.useChunked()).toThrow(DefectError);
  });

  test('a line feed after the hello, as a person types it, is no chunk', () => {
    const decoded = decodePieces([utf8('<hello/>]]>]]>\n\n#4\n<a/>\n##\n')], { chunkedAfter: 1 });
    expect(decoded).toEqual({ messages: ['<hello/>'], code: 'NETCONF_CHUNK_MALFORMED' });
  });
});

describe('the life of a decoder', () => {
  test('after an error each push throws the same one', () => {
    const decoder = createFrameDecoder();
    decoder.useChunked();
    const push = (): void => decoder.push(utf8('\n##\n'), () => {});
    expect(push).toThrow(FramingError);
    expect(push).toThrow(FramingError);
    expect(codeOf(() => decoder.push(utf8('\n#1\na\n##\n'), () => {}))).toBe('NETCONF_CHUNK_MISSING');
    expect(codeOf(() => decoder.end())).toBe('NETCONF_CHUNK_MISSING');
    expect(decoder.pendingBytes).toBe(0);
  });

  test('pendingBytes counts what is held', () => {
    const decoder = createFrameDecoder();
    decoder.push(utf8('<a/>]]>'), () => {});
    expect(decoder.pendingBytes).toBe(7);
    decoder.push(utf8(']]>'), () => decoder.useChunked());
    expect(decoder.pendingBytes).toBe(0);
    expect(decoder.framing).toBe('chunked');
    decoder.push(utf8('\n#4\n<a/>'), () => {});
    expect(decoder.pendingBytes).toBe(4);
  });

  test('pushing from onMessage is a defect', () => {
    const decoder = createFrameDecoder();
    expect(() => decoder.push(encodeEndOfMessage('a'), () => decoder.push(utf8('b'), () => {}))).toThrow(
      DefectError,
    );
  });

  /** description, bytes, chunked from the start, code at the end of the stream. */
  const ends: readonly (readonly [string, string, boolean, string])[] = [
    ['between messages', '<a/>]]>]]>', false, 'none'],
    ['white space after a delimiter', '<a/>]]>]]>\r\n', false, 'none'],
    ['inside a message', '<a/>]]>]]><b', false, 'NETCONF_TRUNCATED'],
    ['inside a delimiter', '<a/>]]>', false, 'NETCONF_TRUNCATED'],
    ['before anything', '', true, 'none'],
    ['after a chunked message', '\n#1\na\n##\n', true, 'none'],
    ['inside a header', '\n', true, 'NETCONF_TRUNCATED'],
    ['inside a chunk', '\n#2\na', true, 'NETCONF_TRUNCATED'],
    ['after a chunk', '\n#1\na', true, 'NETCONF_TRUNCATED'],
    ['inside the end of chunks', '\n#1\na\n##', true, 'NETCONF_TRUNCATED'],
  ];

  test.each(ends)('the stream ends %s', (_description, input, isChunked, code) => {
    const decoder = createFrameDecoder();
    if (isChunked) decoder.useChunked();
    decoder.push(utf8(input), () => {});
    expect(codeOf(() => decoder.end())).toBe(code);
  });
});
