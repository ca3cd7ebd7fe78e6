/** Lines kept, as IOS does by default. */
const LINES_MAX = 20;

/** Lines entered before, newest last, and where one is while looking through them. */
export class History {
  readonly #lines: string[] = [];
  #at = 0;

  /** All of them, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  add(line: string): void {
    if (line !== '' && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > LINES_MAX) this.#lines.shift();
    this.#at = this.#lines.length;
  }

  older(): string | null {
    if (this.#at === 0) return null;
    this.#at -= 1;
    return this.#lines[this.#at] ?? null;
  }

  /** The next newer line; empty behind the newest. */
  newer(): string {
    this.#at = Math.min(this.#lines.length, this.#at + 1);
    return this.#lines[this.#at] ?? '';
  }
}
