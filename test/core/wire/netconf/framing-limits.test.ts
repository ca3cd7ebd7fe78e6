import { describe, expect, test } from 'vitest';
import {
  createFrameDecoder,
  DEFAULT_LIMITS,
  encodeChunked,
  encodeEndOfMessage,
} from '../../../../core/wire/netconf/index.ts';
import { decodePieces, everySplit, singleBytes, utf8 } from './helpers.ts';

describe('size limits', () => {
  const limits = { helloBytesMax: 8, messageBytesMax: 4 };

  /** description, stream, after how many messages it is chunked, messages, code. */
  const rows: readonly (readonly [string, string, number, readonly string[], string | null])[] = [
    ['a hello of exactly the limit', '12345678]]>]]>', 9, ['12345678'], null],
    ['a hello above it', '123456789]]>]]>', 9, [], 'NETCONF_MESSAGE_TOO_LARGE'],
    ['a hello that never ends', '123456789', 9, [], 'NETCONF_MESSAGE_TOO_LARGE'],
    ['a hello of the limit and a delimiter not yet whole', '12345678]]>]]', 9, [], null],
    ['a hello of the limit and what is no delimiter', '12345678]]>]x', 9, [], 'NETCONF_MESSAGE_TOO_LARGE'],
    ['the second message has the smaller limit', 'h]]>]]>1234]]>]]>', 9, ['h', '1234'], null],
    ['the second message above it', 'h]]>]]>12345]]>]]>', 9, ['h'], 'NETCONF_MESSAGE_TOO_LARGE'],
    ['chunks of exactly the limit', 'h]]>]]>\n#2\n12\n#2\n34\n##\n', 1, ['h', '1234'], null],
    ['chunks above it, seen at the header', 'h]]>]]>\n#2\n12\n#3\n', 1, ['h'], 'NETCONF_MESSAGE_TOO_LARGE'],
    [
      'many small chunks count together',
      'h]]>]]>' + '\n#1\nx'.repeat(5),
      1,
      ['h'],
      'NETCONF_MESSAGE_TOO_LARGE',
    ],
    [
      'the count begins anew with each message',
      'h]]>]]>' + '\n#4\n1234\n##\n'.repeat(3),
      1,
      ['h', '1234', '1234', '1234'],
      null,
    ],
    [
      'characters count as their bytes',
      'h]]>]]>\n#6\n\u20ac\u20ac\n##\n',
      1,
      ['h'],
      'NETCONF_MESSAGE_TOO_LARGE',
    ],
  ];

  test.each(rows)('%s', (_description, input, chunkedAfter, messages, code) => {
    const bytes = utf8(input);
    for (const pieces of [[bytes], singleBytes(bytes), ...everySplit(bytes)]) {
      expect(decodePieces(pieces, { chunkedAfter, limits })).toEqual({ messages, code });
    }
  });

  test('a chunk-size is believed only as far as data comes', () => {
    const decoder = createFrameDecoder({ ...DEFAULT_LIMITS, helloBytesMax: 2 ** 32 });
    decoder.useChunked();
    decoder.push(utf8('\n#4294967295\nabc'), () => {});
    expect(decoder.pendingBytes).toBe(3);
  });

  test('the error says in words that it is a size limit', () => {
    expect(() =>
      createFrameDecoder({ ...DEFAULT_LIMITS, helloBytesMax: 3 }).push(utf8('1234'), () => {}),
    ).toThrow(/size limit of 3 bytes/);
  });
});

describe('large messages', () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `<e${index}/>\u20ac`).join('');

  /** description, stream, after how many messages it is chunked, messages. */
  const rows: readonly (readonly [string, Uint8Array, number, readonly string[]])[] = [
    ['end-of-message', encodeEndOfMessage(text), 9, [text]],
    ['one chunk', encodeChunked(text), 0, [text]],
    ['many chunks', encodeChunked(text, 1000), 0, [text]],
    ['many chunks of an odd size', encodeChunked(text, 4093), 0, [text]],
  ];
  test.each(rows)('%s, in pieces of several sizes', (_description, bytes, chunkedAfter, messages) => {
    for (const size of [100, 1400, 4096, 32_768, bytes.length]) {
      const count = Math.ceil(bytes.length / size);
      const pieces = Array.from({ length: count }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      expect(decodePieces(pieces, { chunkedAfter })).toEqual({ messages, code: null });
    }
  });
});
