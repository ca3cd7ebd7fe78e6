/** Bytes kept after `clear`, so that a session of small messages does not allocate for each, and 10,000 idle ones hold little. */
const KEPT_BYTES = 2048;

/** A growing copy of bytes. It never holds on to what was passed to it, so a socket's buffer may be reused by its owner. */
export class ByteBuffer {
  #bytes = new Uint8Array(0);
  #length = 0;

  /** Bytes held. */
  get length(): number {
    return this.#length;
  }

  /** Copies `source[from, to)` to the end. `bytesMax` is the most this buffer will ever be asked to hold: growth stops there. */
  append(source: Uint8Array, from: number, to: number, bytesMax: number): void {
    const needed = this.#length + to - from;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, Math.min(2 * this.#bytes.length, bytesMax), KEPT_BYTES));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(source.subarray(from, to), this.#length);
    this.#length = needed;
  }

  /** The bytes held, not copied: valid until the next call. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Forgets the bytes, and gives large storage back. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = new Uint8Array(0);
  }
}
