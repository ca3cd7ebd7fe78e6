// The only globals outside the language that core may use: both are pure. Their types otherwise come with Node
// or the DOM, which core must not see. Part of core/tsconfig.json alone.

declare class TextEncoder {
  /** The UTF-8 bytes of a text. */
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** With `stream`, an incomplete character at the end waits for the next call. */
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
