import { assert } from '../../errors.ts';
import { DELIMITER } from './framing-delimiter.ts';
import { ownFramingError } from './framing-errors.ts';
import type { Framing } from './framing-decode.ts';

const UTF8 = new TextEncoder();
const END_OF_CHUNKS = '\n##\n';

/** The bytes of one message in the given framing. Errors as `encodeEndOfMessage` and `encodeChunked`. */
export function encodeFrame(text: string, framing: Framing): Uint8Array {
  return framing === 'chunked' ? encodeChunked(text) : encodeEndOfMessage(text);
}

/**
 * One message with the `]]>]]>` delimiter, RFC 6242 §4.3.
 * A text that contains the delimiter cannot be sent: `NETCONF_DELIMITER_IN_MESSAGE`. `writeXml` never makes one, it escapes every `>`.
 * Throws `NETCONF_MESSAGE_EMPTY`, and `NETCONF_NOT_UTF8` for half of a surrogate pair. Nothing was sent then (`definite`).
 */
export function encodeEndOfMessage(text: string): Uint8Array {
  checkText(text);
  if (text.includes(DELIMITER))
    throw ownFramingError(
      'NETCONF_DELIMITER_IN_MESSAGE',
      `expected a message without ${DELIMITER}, got one with it`,
    );
  return UTF8.encode(text + DELIMITER);
}

/**
 * One message as chunks, RFC 6242 §4.2. `chunkBytesMax`: bytes of one chunk, 1-4294967295; without it the message is one chunk.
 * Chunks are cut between any two bytes, also inside a character, as the RFC allows. Throws `NETCONF_MESSAGE_EMPTY`, `NETCONF_NOT_UTF8`.
 */
export function encodeChunked(text: string, chunkBytesMax?: number): Uint8Array {
  checkText(text);
  if (chunkBytesMax !== undefined) return encodePieces(UTF8.encode(text), chunkBytesMax);
  // Almost every message is ASCII, where characters are bytes: one encoding is enough, and right when no byte was added.
  const framed = `\n#${text.length}\n${text}${END_OF_CHUNKS}`;
  const bytes = UTF8.encode(framed);
  if (bytes.length === framed.length) return bytes;
  const textBytes = text.length + bytes.length - framed.length;
  return UTF8.encode(`\n#${textBytes}\n${text}${END_OF_CHUNKS}`);
}

function encodePieces(bytes: Uint8Array, chunkBytesMax: number): Uint8Array {
  assert(chunkBytesMax >= 1, `a chunk holds at least one byte, not ${chunkBytesMax}`);
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytesMax) {
    const data = bytes.subarray(from, from + chunkBytesMax);
    pieces.push(UTF8.encode(`\n#${data.length}\n`), data);
  }
  pieces.push(UTF8.encode(END_OF_CHUNKS));
  return concat(pieces);
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function checkText(text: string): void {
  if (text === '') throw ownFramingError('NETCONF_MESSAGE_EMPTY', 'expected a message, got an empty text');
  if (!text.isWellFormed())
    throw ownFramingError(
      'NETCONF_NOT_UTF8',
      'expected whole Unicode characters, got half of a surrogate pair',
    );
}
