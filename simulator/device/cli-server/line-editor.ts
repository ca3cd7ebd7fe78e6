import { wordEnd, wordStart } from './words.ts';

/** What a key did to the line. `echo` goes to the terminal. */
export interface KeyResult {
  readonly echo: string;
  readonly event:
    | 'none'
    | 'enter'
    | 'abort'
    | 'end'
    | 'help'
    | 'complete'
    | 'older'
    | 'newer'
    | 'logout'
    | 'redraw';
}

/** Longest command line in characters, as IOS has it; more are answered with a bell. */
export const LINE_LENGTH_MAX = 254;

const BELL = '\x07';
const ERASE = '\b \b';
const NOTHING: KeyResult = { echo: '', event: 'none' };

/** Keys that mean something to the session and do not touch the line. */
const EVENTS: Readonly<Record<string, KeyResult['event']>> = {
  '\r': 'enter',
  '\x03': 'abort',
  '\x10': 'older',
  '\x0e': 'newer',
  '\t': 'complete',
  '\x0c': 'redraw',
  '\x12': 'redraw',
};

/** Escape sequences of terminals, without the ESC, as the control key that does the same. */
const ESCAPES: Readonly<Record<string, string>> = {
  '[A': '\x10',
  OA: '\x10',
  '[B': '\x0e',
  OB: '\x0e',
  '[C': '\x06',
  OC: '\x06',
  '[D': '\x02',
  OD: '\x02',
  '[H': '\x01',
  OH: '\x01',
  '[1~': '\x01',
  '[F': '\x05',
  OF: '\x05',
  '[4~': '\x05',
  '[3~': '\x04',
};

/**
 * The line being typed, with the editing keys of IOS: Ctrl-A, E, B, F, D, K, U, X, W, arrows, ESC B and ESC F. Without echo (a
 * password) nothing is shown.
 */
export class LineEditor {
  #line = '';
  /** Characters left of the cursor. */
  #at = 0;
  #escape = '';
  #wasReturn = false;

  get line(): string {
    return this.#line;
  }

  /** What shows the line once more, with the cursor where it was. */
  get redrawn(): string {
    return this.#line + '\b'.repeat(this.#line.length - this.#at);
  }

  /** Puts another line in place of the present one; returns what the terminal must show. */
  replace(line: string): string {
    const erased = this.#line.slice(this.#at) + ERASE.repeat(this.#line.length);
    this.#line = line.slice(0, LINE_LENGTH_MAX);
    this.#at = this.#line.length;
    return erased + this.#line;
  }

  /** Takes the line away, for it was entered or given up. */
  take(): string {
    const line = this.#line;
    this.#line = '';
    this.#at = 0;
    return line;
  }

  /** One character from the terminal. */
  key(character: string, hasEcho: boolean): KeyResult {
    const wasReturn = this.#wasReturn;
    this.#wasReturn = character === '\r';
    if (this.#escape !== '') return this.#escaped(character, hasEcho);
    // RETURN may come as CR, LF, or both: then it is one.
    if (character === '\n') return wasReturn ? NOTHING : { echo: '', event: 'enter' };
    const event = EVENTS[character];
    if (event !== undefined) return { echo: '', event };
    if (character === '\x1a') return { echo: '^Z', event: 'end' };
    if (character === '\x1b') {
      this.#escape = character;
      return NOTHING;
    }
    if (character === '\x04' && this.#line === '') return { echo: '', event: 'logout' };
    if (character === '?' && hasEcho) return { echo: '?', event: 'help' };
    const echo = this.#edit(character);
    return { echo: hasEcho || echo === BELL ? echo : '', event: 'none' };
  }

  /** Does what a key does to the line; what the terminal must show for it. */
  #edit(character: string): string {
    switch (character) {
      case '\x01':
        return this.#move(0);
      case '\x05':
        return this.#move(this.#line.length);
      case '\x02':
        return this.#move(this.#at - 1);
      case '\x06':
        return this.#move(this.#at + 1);
      case '\x08':
      case '\x7f':
        return this.#erase(this.#at - 1, this.#at);
      case '\x04':
        return this.#erase(this.#at, this.#at + 1);
      case '\x0b':
        return this.#erase(this.#at, this.#line.length);
      case '\x15':
      case '\x18':
        return this.#erase(0, this.#at);
      case '\x17':
        return this.#erase(wordStart(this.#line, this.#at), this.#at);
      default:
        return this.#insert(character);
    }
  }

  #insert(character: string): string {
    if (character < ' ' || (character >= '\x7f' && character <= '\x9f')) return '';
    if (this.#line.length >= LINE_LENGTH_MAX) return BELL;
    const tail = this.#line.slice(this.#at);
    this.#line = this.#line.slice(0, this.#at) + character + tail;
    this.#at += 1;
    return character + tail + '\b'.repeat(tail.length);
  }

  #move(to: number): string {
    const before = this.#at;
    this.#at = Math.min(Math.max(0, to), this.#line.length);
    return this.#at < before ? '\b'.repeat(before - this.#at) : this.#line.slice(before, this.#at);
  }

  /** Takes characters out; the cursor stands at one of both ends. */
  #erase(from: number, to: number): string {
    const start = Math.max(0, from);
    const end = Math.min(to, this.#line.length);
    if (end <= start) return '';
    const tail = this.#line.slice(end);
    const back = '\b'.repeat(this.#at - start);
    const isAtEnd = tail === '' && this.#at === end;
    this.#line = this.#line.slice(0, start) + tail;
    this.#at = start;
    if (isAtEnd) return ERASE.repeat(end - start);
    return back + tail + ' '.repeat(end - start) + '\b'.repeat(tail.length + end - start);
  }

  /** ESC and a letter moves by a word; ESC, `[` or `O`, and more is a key of the terminal. */
  #escaped(character: string, hasEcho: boolean): KeyResult {
    const sequence = this.#escape.slice(1) + character;
    const isOpen = /^(\[[0-9;]{0,6}|O)$/.test(sequence);
    this.#escape = isOpen ? `\x1b${sequence}` : '';
    if (isOpen) return NOTHING;
    const word = sequence.toLowerCase();
    if (word === 'b' || word === 'f') {
      const to = word === 'b' ? wordStart(this.#line, this.#at) : wordEnd(this.#line, this.#at);
      const echo = this.#move(to);
      return { echo: hasEcho ? echo : '', event: 'none' };
    }
    const key = ESCAPES[sequence];
    // Delete on an empty line is no logout.
    if (key === undefined || (key === '\x04' && this.#line === '')) return NOTHING;
    return this.key(key, hasEcho);
  }
}
