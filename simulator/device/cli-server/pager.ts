/** What stands where the next page would begin. The leading and the trailing space are real. */
const MORE = ' --More-- ';

/** Takes {@link MORE} away again, as IOS does: back, spaces, back. */
const ERASE_MORE = `${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}`;

/** Lines on their way to the terminal. */
export class Pager {
  #left: readonly string[] = [];

  /** True while a key is awaited. */
  get isWaiting(): boolean {
    return this.#left.length > 0;
  }

  /** Begins an output; `rows`: of a page, 0 for none. Returns what to print. */
  start(lines: readonly string[], rows: number): string {
    return this.#page(lines, rows === 0 ? lines.length : Math.max(1, rows - 1));
  }

  /** A key was pressed: space is a page, RETURN a line, anything else the end. Returns what to print. */
  key(character: string, rows: number): string {
    const left = this.#left;
    this.#left = [];
    if (character === ' ') return ERASE_MORE + this.#page(left, Math.max(1, rows - 1));
    if (character === '\r' || character === '\n') return ERASE_MORE + this.#page(left, 1);
    return ERASE_MORE;
  }

  #page(lines: readonly string[], count: number): string {
    this.#left = lines.slice(count);
    const page = lines
      .slice(0, count)
      .map((line) => `${line}\r\n`)
      .join('');
    return this.isWaiting ? page + MORE : page;
  }
}
