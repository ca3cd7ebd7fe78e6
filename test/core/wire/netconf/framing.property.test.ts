import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeChunked, encodeEndOfMessage } from '../../../../core/wire/netconf/index.ts';
import { decodePieces, utf8 } from './helpers.ts';

/** Texts that framing may mangle: any Unicode, and much of what delimiters and headers are made of. */
const message = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ unit: fc.constantFrom(']', '>', '\n', '#', '1', 'a', '\u20ac', '\u{1f600}'), minLength: 1 }),
);
const messages = fc.array(message, { minLength: 1, maxLength: 5 });

/** The same bytes cut at places of the generator's choice. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [
    0,
    ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b),
    bytes.length,
  ];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe('framing properties', () => {
  test('chunked framing gives back what was sent, for all chunk sizes and splits', () => {
    fc.assert(
      fc.property(
        messages,
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.nat()),
        (sent, chunkBytesMax, places) => {
          const bytes = join(sent.map((text) => encodeChunked(text, chunkBytesMax)));
          expect(decodePieces(cut(bytes, places), { chunkedAfter: 0 })).toEqual({
            messages: sent,
            code: null,
          });
        },
      ),
    );
  });

  test('chunked framing in one chunk is the same message', () => {
    fc.assert(
      fc.property(messages, fc.array(fc.nat()), (sent, places) => {
        const bytes = join(sent.map((text) => encodeChunked(text)));
        expect(decodePieces(cut(bytes, places), { chunkedAfter: 0 })).toEqual({ messages: sent, code: null });
      }),
    );
  });

  test('end-of-message framing gives back what was sent, for all splits', () => {
    const sendable = messages.filter((all) =>
      all.every((text) => !`${text}]]>]]`.includes(']]>]]>') && !text.endsWith(']')),
    );
    fc.assert(
      fc.property(sendable, fc.array(fc.nat()), (sent, places) => {
        const bytes = join(sent.map(encodeEndOfMessage));
        expect(decodePieces(cut(bytes, places))).toEqual({ messages: sent, code: null });
      }),
    );
  });

  test('any bytes end in messages or a FramingError, and the splits make no difference', () => {
    const alphabet = fc.constantFrom(
      0x0a,
      0x23,
      0x30,
      0x31,
      0x32,
      0x39,
      0x3c,
      0x3e,
      0x5d,
      0x61,
      0xe2,
      0x82,
      0xac,
      0xff,
    );
    const random = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(alphabet, { maxLength: 60 }).map((all) => Uint8Array.from(all)),
    );
    const limits = { helloBytesMax: 50, messageBytesMax: 20 };
    fc.assert(
      fc.property(random, fc.array(fc.nat()), fc.constantFrom(0, 1, 99), (bytes, places, chunkedAfter) => {
        const whole = decodePieces([bytes], { chunkedAfter, limits });
        expect(decodePieces(cut(bytes, places), { chunkedAfter, limits })).toEqual(whole);
        expect(whole.code === null || whole.code.startsWith('NETCONF_')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a changed byte in a valid stream never goes unnoticed as another error', () => {
    const valid = utf8('\n#4\n<rpc\n#3\n/>\n\n##\n\n#1\nx\n##\n');
    fc.assert(
      fc.property(fc.nat(valid.length - 1), fc.nat(255), (at, byte) => {
        const changed = valid.with(at, byte);
        const { code } = decodePieces([changed], { chunkedAfter: 0 });
        expect([
          null,
          'NETCONF_CHUNK_MALFORMED',
          'NETCONF_CHUNK_SIZE',
          'NETCONF_CHUNK_MISSING',
          'NETCONF_NOT_UTF8',
        ]).toContain(code);
      }),
    );
  });
});
