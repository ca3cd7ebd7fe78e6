import { nameByte, peerFramingError } from './framing-errors.ts';
import { CHUNK_SIZE_MAX } from './limits.ts';

const LF = 0x0a;
const HASH = 0x23;
const ZERO = 0x30;
const NINE = 0x39;
const LESS = 0x3c;
const BRACKET = 0x5d;

/** Where in `LF HASH (chunk-size | HASH) LF` the next byte stands. */
type HeaderState = 'line-feed' | 'hash' | 'first' | 'size' | 'end';

/** What the byte completed: nothing yet, the header of a chunk, or end-of-chunks. */
export type HeaderStep = 'more' | 'chunk' | 'end-of-chunks';

/**
 * Reads the headers between chunk data, byte by byte: `\n#<size>\n` and `\n##\n`, RFC 6242 §4.2, exactly that grammar.
 * A header is at most 13 bytes, because the value is checked at each digit.
 */
export class ChunkHeader {
  #state: HeaderState = 'line-feed';
  #size = 0;

  /** The chunk-size of the header just completed, 1-4294967295 bytes. */
  get size(): number {
    return this.#size;
  }

  /** True between headers, when no byte of one has come. */
  get isIdle(): boolean {
    return this.#state === 'line-feed';
  }

  /**
   * Takes one byte. `isFirst` is true as long as the message has no chunk, when end-of-chunks is not allowed.
   * Throws `NETCONF_CHUNK_MALFORMED`, `NETCONF_CHUNK_SIZE`, `NETCONF_CHUNK_MISSING`.
   */
  take(byte: number, isFirst: boolean): HeaderStep {
    switch (this.#state) {
      case 'line-feed':
        if (byte !== LF) throw malformed("the line feed of '\\n#'", byte);
        this.#state = 'hash';
        return 'more';
      case 'hash':
        if (byte !== HASH) throw malformed("the '#' of '\\n#'", byte);
        this.#state = 'first';
        return 'more';
      case 'first':
        return this.#takeFirst(byte, isFirst);
      case 'size':
        return this.#takeDigit(byte);
      case 'end':
        if (byte !== LF) throw malformed("the line feed that ends '\\n##\\n'", byte);
        this.#state = 'line-feed';
        return 'end-of-chunks';
    }
  }

  #takeFirst(byte: number, isFirst: boolean): HeaderStep {
    if (byte === HASH) {
      if (isFirst)
        throw peerFramingError(
          'NETCONF_CHUNK_MISSING',
          "expected at least one chunk before end-of-chunks '\\n##\\n', got none",
        );
      this.#state = 'end';
      return 'more';
    }
    if (byte === ZERO) throw sizeError('a chunk-size without a leading zero', "one that starts with '0'");
    if (byte < ZERO || byte > NINE) throw malformed("a digit 1-9 or '#' after '\\n#'", byte);
    this.#size = byte - ZERO;
    this.#state = 'size';
    return 'more';
  }

  #takeDigit(byte: number): HeaderStep {
    if (byte === LF) {
      this.#state = 'line-feed';
      return 'chunk';
    }
    if (byte < ZERO || byte > NINE) throw malformed('a digit or the line feed after chunk-size', byte);
    this.#size = this.#size * 10 + byte - ZERO;
    if (this.#size > CHUNK_SIZE_MAX) throw sizeError(`a chunk-size of 1-${CHUNK_SIZE_MAX}`, 'a larger one');
    return 'more';
  }
}

function malformed(expected: string, byte: number): Error {
  const isXml = byte === LESS || byte === BRACKET;
  const hint = isXml
    ? 'The peer seems to use end-of-message framing although both hellos offered base:1.1.'
    : undefined;
  return peerFramingError(
    'NETCONF_CHUNK_MALFORMED',
    `expected ${expected} (chunked framing), got ${nameByte(byte)}`,
    hint,
  );
}

function sizeError(expected: string, got: string): Error {
  return peerFramingError('NETCONF_CHUNK_SIZE', `expected ${expected}, got ${got}`);
}
