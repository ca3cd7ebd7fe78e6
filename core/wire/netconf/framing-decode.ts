import { assert, type FramingError } from '../../errors.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { ChunkHeader } from './framing-chunk.ts';
import { DELIMITER, DelimiterScanner } from './framing-delimiter.ts';
import { peerFramingError } from './framing-errors.ts';
import { DEFAULT_LIMITS, type NetconfLimits } from './limits.ts';

/** The two framings of RFC 6242: `]]>]]>` (§4.3) and chunked (§4.2). */
export type Framing = 'end-of-message' | 'chunked';

/**
 * Bytes to messages, at any split point. A stream begins with end-of-message framing, because the hello always uses it.
 *
 * `push` hands each complete message to `onMessage` at once and in order, before it looks at the next byte: call `useChunked` from
 * there when the hello has been read, and the rest of the same bytes is chunked. Messages before a broken one are still delivered.
 */
export interface FrameDecoder {
  /**
   * Takes the next bytes; they are not kept. `onMessage` must not throw nor push; what it gets is the text between the frames.
   * Throws FramingError with one of `FramingCode`; from then on each call throws the same error, for the session is over.
   */
  push(bytes: Uint8Array, onMessage: (text: string) => void): void;
  /** From the next byte on the stream is chunked (RFC 6242 §4.1: both sides offered base:1.1). Only legal between messages. */
  useChunked(): void;
  /** The peer closed the stream. Throws `NETCONF_TRUNCATED` inside a message; white space after a delimiter is none. */
  end(): void;
  /** Bytes held of a message that is not complete. 0 between messages. */
  readonly pendingBytes: number;
  /** The framing of the next byte. */
  readonly framing: Framing;
}

/** A decoder for one direction of one session. `limits` default to `DEFAULT_LIMITS`; the first message counts as the hello. */
export function createFrameDecoder(limits: NetconfLimits = DEFAULT_LIMITS): FrameDecoder {
  return new Decoder(limits);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

class Decoder implements FrameDecoder {
  readonly #limits: NetconfLimits;
  readonly #buffer = new ByteBuffer();
  readonly #scanner = new DelimiterScanner();
  readonly #header = new ChunkHeader();
  #framing: Framing = 'end-of-message';
  #bytesMax: number;
  /** Bytes of the current chunk still to come; 0 while a header is read. */
  #chunkLeft = 0;
  /** Sum of the chunk-sizes of the current message; 0 before its first chunk. */
  #declared = 0;
  /** The current message, when it is one chunk that lies whole in the bytes being pushed: decoded without a copy. */
  #whole: Uint8Array | null = null;
  #isPushing = false;
  #failure: FramingError | null = null;

  constructor(limits: NetconfLimits) {
    this.#limits = limits;
    this.#bytesMax = limits.helloBytesMax;
  }

  get pendingBytes(): number {
    return this.#buffer.length + (this.#whole?.length ?? 0);
  }

  get framing(): Framing {
    return this.#framing;
  }

  useChunked(): void {
    assert(
      this.pendingBytes === 0,
      'useChunked was called inside a message: call it from onMessage of the hello',
    );
    this.#framing = 'chunked';
  }

  push(bytes: Uint8Array, onMessage: (text: string) => void): void {
    if (this.#failure !== null) throw this.#failure;
    assert(!this.#isPushing, 'a frame decoder was pushed from its own onMessage, or onMessage threw before');
    this.#isPushing = true;
    let index = 0;
    while (index < bytes.length) index = this.#take(bytes, index, onMessage);
    if (this.#whole !== null) this.#keepWhole(this.#whole);
    this.#isPushing = false;
  }

  end(): void {
    if (this.#failure !== null) throw this.#failure;
    const isInside =
      this.#framing === 'chunked'
        ? this.#declared > 0 || !this.#header.isIdle
        : this.#buffer.view().some((byte) => byte > 0x20);
    if (!isInside) return;
    throw peerFramingError(
      'NETCONF_TRUNCATED',
      `expected the rest of a message, got the end of the stream after ${this.pendingBytes} bytes of it`,
    );
  }

  /** Takes bytes up to the end of one message at most; the index of the first byte not taken. Deliveries happen outside `try`. */
  #take(bytes: Uint8Array, from: number, onMessage: (text: string) => void): number {
    let taken: Taken;
    try {
      taken =
        this.#framing === 'chunked' ? this.#takeChunked(bytes, from) : this.#takeEndOfMessage(bytes, from);
    } catch (error) {
      this.#failure = error as FramingError;
      this.#buffer.clear();
      this.#whole = null;
      throw error;
    }
    if (taken.message !== null) {
      this.#bytesMax = this.#limits.messageBytesMax;
      onMessage(taken.message);
    }
    return taken.index;
  }

  #takeEndOfMessage(bytes: Uint8Array, from: number): Taken {
    const after = this.#scanner.scan(bytes, from);
    const end = after === -1 ? bytes.length : after;
    const delimiterLength = after === -1 ? this.#scanner.matched : DELIMITER.length;
    const held = this.#buffer.length;
    const length = held + end - from - delimiterLength;
    this.#checkSize(length);
    if (after !== -1 && held === 0)
      return { index: end, message: decodeUtf8(bytes.subarray(from, from + length)) };
    this.#buffer.append(bytes, from, end, this.#bytesMax + DELIMITER.length);
    if (after === -1) return { index: end, message: null };
    const message = decodeUtf8(this.#buffer.view().subarray(0, length));
    this.#buffer.clear();
    return { index: end, message };
  }

  #takeChunked(bytes: Uint8Array, from: number): Taken {
    let index = from;
    while (index < bytes.length) {
      if (this.#chunkLeft > 0) {
        index = this.#takeData(bytes, index);
        continue;
      }
      const step = this.#header.take(bytes[index] as number, this.#declared === 0);
      index += 1;
      if (step === 'chunk') {
        this.#checkSize(this.#declared + this.#header.size);
        this.#declared += this.#header.size;
        this.#chunkLeft = this.#header.size;
      } else if (step === 'end-of-chunks') {
        return { index, message: this.#finishChunks() };
      }
    }
    return { index, message: null };
  }

  #takeData(bytes: Uint8Array, from: number): number {
    const to = Math.min(bytes.length, from + this.#chunkLeft);
    const isOnlyChunk = this.#declared === this.#chunkLeft;
    this.#chunkLeft -= to - from;
    if (isOnlyChunk && this.#chunkLeft === 0) {
      this.#whole = bytes.subarray(from, to);
      return to;
    }
    if (this.#whole !== null) this.#keepWhole(this.#whole);
    this.#buffer.append(bytes, from, to, this.#bytesMax);
    return to;
  }

  #keepWhole(whole: Uint8Array): void {
    this.#whole = null;
    this.#buffer.append(whole, 0, whole.length, this.#bytesMax);
  }

  #finishChunks(): string {
    const message = decodeUtf8(this.#whole ?? this.#buffer.view());
    this.#whole = null;
    this.#declared = 0;
    this.#buffer.clear();
    return message;
  }

  #checkSize(length: number): void {
    if (length <= this.#bytesMax) return;
    throw peerFramingError(
      'NETCONF_MESSAGE_TOO_LARGE',
      `expected a message within the size limit of ${this.#bytesMax} bytes, got at least ${length}`,
    );
  }
}

/** How far `#take` came, and the message completed there. */
interface Taken {
  readonly index: number;
  readonly message: string | null;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw peerFramingError(
      'NETCONF_NOT_UTF8',
      `expected a message in UTF-8 (RFC 6241 §3), got other bytes within its ${bytes.length}`,
    );
  }
}
