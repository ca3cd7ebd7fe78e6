import { isLicenseLabError } from '../../../../core/errors.ts';
import {
  createFrameDecoder,
  DEFAULT_LIMITS,
  type NetconfLimits,
} from '../../../../core/wire/netconf/index.ts';

/** What a call ended in: its value, or the code of its error. */
export type Outcome<T> = { readonly value: T } | { readonly code: string };

/** Runs `call`; an error that is not one of ours fails the test. */
export function outcomeOf<T>(call: () => T): Outcome<T> {
  try {
    return { value: call() };
  } catch (error) {
    if (isLicenseLabError(error)) return { code: error.code };
    throw error;
  }
}

/** The code of the error that `call` throws; `none` when it throws none. */
export function codeOf(call: () => unknown): string {
  const outcome = outcomeOf(call);
  return 'code' in outcome ? outcome.code : 'none';
}

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** What a stream gave: the messages, and the code of the error that ended it, or null. */
export interface Decoded {
  readonly messages: readonly string[];
  readonly code: string | null;
}

/** How a stream is decoded. */
export interface DecodeOptions {
  /** Messages with end-of-message framing before chunked framing begins; default: it never does. */
  readonly chunkedAfter?: number;
  readonly limits?: Partial<NetconfLimits>;
}

/** Decodes a stream that comes in these pieces. */
export function decodePieces(pieces: readonly Uint8Array[], options: DecodeOptions = {}): Decoded {
  const decoder = createFrameDecoder({ ...DEFAULT_LIMITS, ...options.limits });
  const { chunkedAfter = Number.POSITIVE_INFINITY } = options;
  const messages: string[] = [];
  if (chunkedAfter === 0) decoder.useChunked();
  const take = (message: string): void => {
    messages.push(message);
    if (messages.length === chunkedAfter) decoder.useChunked();
  };
  const code = codeOf(() => {
    for (const piece of pieces) {
      // A copy that is wiped afterwards: the decoder may not hold on to what it was given.
      const copy = piece.slice();
      decoder.push(copy, take);
      copy.fill(0x3f);
    }
  });
  return { messages, code: code === 'none' ? null : code };
}

/** The same bytes in two pieces, for every place to cut. */
export function everySplit(bytes: Uint8Array): Uint8Array[][] {
  return Array.from(bytes, (_, index) => [bytes.subarray(0, index), bytes.subarray(index)]);
}

/** The same bytes one by one. */
export function singleBytes(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
}
