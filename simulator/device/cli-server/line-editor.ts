/** What a key did to the line. `echo` goes to the terminal; `line` is there when RETURN was pressed. */
export interface KeyResult {
  readonly echo: string;
  readonly event: 'none' | 'enter' | 'abort' | 'end' | 'help' | 'complete' | 'older' | 'newer' | 'logout';
}

/** Longest command line in characters, as IOS has it; more are answered with a bell. */
export const LINE_LENGTH_MAX = 254;

const BELL = '\x07';
const ERASE = '\b \b';
const NOTHING: KeyResult = { echo: '', event: 'none' };

/**
 * The line being typed, and the little editing that a person expects. Without `echo` (a password) nothing is shown.
 * Escape sequences of arrow keys move through the history; others are swallowed.
 */
export class LineEditor {
  #line = '';
  #escape = '';
  #wasReturn = false;

  get line(): string {
    return this.#line;
  }

  /** Puts another line in place of the present one; returns what the terminal must show. */
  replace(line: string): string {
    const erased = ERASE.repeat(this.#line.length);
    this.#line = line.slice(0, LINE_LENGTH_MAX);
    return erased + this.#line;
  }

  /** Takes the line away, for it was entered or given up. */
  take(): string {
    const line = this.#line;
    this.#line = '';
    return line;
  }

  /** One character from the terminal. */
  key(character: string, hasEcho: boolean): KeyResult {
    const wasReturn = this.#wasReturn;
    this.#wasReturn = character === '\r';
    if (this.#escape !== '') return this.#escaped(character);
    switch (character) {
      case '\n':
        // RETURN may come as CR, LF, or both: then it is one.
        return wasReturn ? NOTHING : { echo: '', event: 'enter' };
      case '\r':
        return { echo: '', event: 'enter' };
      case '\x03':
        return { echo: '', event: 'abort' };
      case '\x1a':
        return { echo: '^Z', event: 'end' };
      case '\x04':
        return this.#line === '' ? { echo: '', event: 'logout' } : NOTHING;
      case '\x08':
      case '\x7f':
        return this.#erase(1, hasEcho);
      case '\x15':
      case '\x18':
        return this.#erase(this.#line.length, hasEcho);
      case '\x17':
        return this.#erase(this.#line.length - this.#line.trimEnd().search(/\S*$/), hasEcho);
      case '\x10':
        return { echo: '', event: 'older' };
      case '\x0e':
        return { echo: '', event: 'newer' };
      case '\t':
        return { echo: '', event: 'complete' };
      case '\x1b':
        this.#escape = character;
        return NOTHING;
      default:
        return this.#insert(character, hasEcho);
    }
  }

  #insert(character: string, hasEcho: boolean): KeyResult {
    if (character < ' ' || (character >= '\x7f' && character <= '\x9f')) return NOTHING;
    if (character === '?' && hasEcho) return { echo: '?', event: 'help' };
    if (this.#line.length >= LINE_LENGTH_MAX) return { echo: BELL, event: 'none' };
    this.#line += character;
    return { echo: hasEcho ? character : '', event: 'none' };
  }

  #erase(count: number, hasEcho: boolean): KeyResult {
    if (this.#line === '' || count === 0) return NOTHING;
    this.#line = this.#line.slice(0, -count);
    return { echo: hasEcho ? ERASE.repeat(count) : '', event: 'none' };
  }

  /** ESC, then `[` or `O`, then a letter. */
  #escaped(character: string): KeyResult {
    const isStart = this.#escape === '\x1b' && (character === '[' || character === 'O');
    const isInside = this.#escape.length > 1 && /[0-9;]/.test(character) && this.#escape.length < 8;
    this.#escape = isStart || isInside ? this.#escape + character : '';
    if (this.#escape !== '') return NOTHING;
    if (character === 'A') return { echo: '', event: 'older' };
    return character === 'B' ? { echo: '', event: 'newer' } : NOTHING;
  }
}
