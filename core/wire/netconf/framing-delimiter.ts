/** The end-of-message delimiter of RFC 6242 §4.3. */
export const DELIMITER = ']]>]]>';

const BRACKET = 0x5d;
const GREATER = 0x3e;
const PATTERN: readonly number[] = [BRACKET, BRACKET, GREATER, BRACKET, BRACKET, GREATER];
/** Knuth-Morris-Pratt: after `i + 1` matched bytes and a mismatch, how many of them can still start the delimiter. */
const FALLBACK: readonly number[] = [0, 1, 0, 1, 2];

/** Looks for `]]>]]>` in a stream of pieces; the delimiter may lie across any number of them. */
export class DelimiterScanner {
  #matched = 0;

  /** How many of the last bytes seen may be the start of a delimiter, 0-5. */
  get matched(): number {
    return this.#matched;
  }

  /** Index just after the first delimiter that ends in `bytes` at or after `from`, or -1 when there is none yet. */
  scan(bytes: Uint8Array, from: number): number {
    let index = from;
    while (index < bytes.length) {
      if (this.#matched === 0) {
        index = bytes.indexOf(BRACKET, index);
        if (index === -1) return -1;
        this.#matched = 1;
        index += 1;
        continue;
      }
      this.#step(bytes[index] as number);
      index += 1;
      if (this.#matched === PATTERN.length) {
        this.#matched = 0;
        return index;
      }
    }
    return -1;
  }

  #step(byte: number): void {
    while (this.#matched > 0 && PATTERN[this.#matched] !== byte)
      this.#matched = FALLBACK[this.#matched - 1] as number;
    if (PATTERN[this.#matched] === byte) this.#matched += 1;
  }
}
