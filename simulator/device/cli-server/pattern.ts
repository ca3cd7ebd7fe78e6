/**
 * Regular expressions of IOS as `| include` takes them: `.`, `[a-z]`, `^`, `$`, `*`, `+`, `?`, `|`, parentheses, `\` before
 * a special character, and `_` for a space, comma, brace, start or end. Matched without backtracking, so that no pattern of
 * a client can take more than (pattern length) x (line length) steps.
 */
export interface Pattern {
  test(line: string): boolean;
}

/** Longest pattern taken. */
const PATTERN_LENGTH_MAX = 200;

/** Makes a pattern; null when it is not one (too long, or not balanced). */
export function parsePattern(text: string): Pattern | null {
  if (text.length > PATTERN_LENGTH_MAX) return null;
  const parser = new Parser(text);
  const program = parser.parse();
  return program === null ? null : { test: (line) => run(program, line) };
}

type Instruction =
  | { readonly op: 'char'; readonly accepts: (character: string) => boolean }
  | { readonly op: 'start' | 'end' | 'edge' | 'match' }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number };

/** Compiles as it reads, to the instructions of a Thompson machine. */
class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): readonly Instruction[] | null {
    const program = this.#alternatives();
    if (program === null || this.#at < this.#text.length) return null;
    return [...program, { op: 'match' }];
  }

  #alternatives(): Instruction[] | null {
    const left = this.#sequence();
    if (left === null || this.#text[this.#at] !== '|') return left;
    this.#at += 1;
    const right = this.#alternatives();
    if (right === null) return null;
    const skip = left.length + 2;
    return [{ op: 'split', first: 1, second: skip }, ...left, { op: 'jump', to: right.length + 1 }, ...right];
  }

  #sequence(): Instruction[] | null {
    const program: Instruction[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== '|' && this.#text[this.#at] !== ')') {
      const piece = this.#repeated();
      if (piece === null) return null;
      program.push(...piece);
    }
    return program;
  }

  #repeated(): Instruction[] | null {
    const atom = this.#atom();
    if (atom === null) return null;
    const { length } = atom;
    switch (this.#text[this.#at]) {
      case '*':
        this.#at += 1;
        return [{ op: 'split', first: 1, second: length + 2 }, ...atom, { op: 'jump', to: -length - 1 }];
      case '+':
        this.#at += 1;
        return [...atom, { op: 'split', first: -length, second: 1 }];
      case '?':
        this.#at += 1;
        return [{ op: 'split', first: 1, second: length + 1 }, ...atom];
      case undefined:
      default:
        return atom;
    }
  }

  #atom(): Instruction[] | null {
    const character = this.#text[this.#at] ?? '';
    this.#at += 1;
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#range();
      case '.':
        return [{ op: 'char', accepts: () => true }];
      case '^':
        return [{ op: 'start' }];
      case '$':
        return [{ op: 'end' }];
      case '_':
        return [{ op: 'edge' }];
      case '*':
      case '+':
      case '?':
        return null;
      case '\\':
        return this.#literal(this.#text[this.#at++] ?? '\\');
      default:
        return this.#literal(character);
    }
  }

  #literal(character: string): Instruction[] {
    return [{ op: 'char', accepts: (other) => other === character }];
  }

  #group(): Instruction[] | null {
    const program = this.#alternatives();
    if (this.#text[this.#at] !== ')') return null;
    this.#at += 1;
    return program;
  }

  #range(): Instruction[] | null {
    const end = this.#text.indexOf(']', this.#at + 1);
    if (end === -1) return null;
    const body = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    const isNegated = body.startsWith('^');
    const spans = [...(isNegated ? body.slice(1) : body).matchAll(/(.)-(.)|./gs)].map(
      ([one, from, to]) => [from ?? one, to ?? one] as const,
    );
    const isIn = (character: string) => spans.some(([from, to]) => character >= from && character <= to);
    return [{ op: 'char', accepts: (character) => isIn(character) !== isNegated }];
  }
}

/** True when the program matches anywhere in the line. All threads walk together: each instruction at most once a character. */
function run(program: readonly Instruction[], line: string): boolean {
  let threads = new Set<number>();
  for (let at = 0; at <= line.length; at += 1) {
    const next = new Set<number>();
    const here = new Set<number>();
    for (const thread of [...threads, 0]) {
      if (walk(program, thread, line, at, here, next)) return true;
    }
    threads = next;
  }
  return false;
}

/** Follows a thread through what takes no character; true when it reaches the match. */
function walk(
  program: readonly Instruction[],
  from: number,
  line: string,
  at: number,
  here: Set<number>,
  next: Set<number>,
): boolean {
  const open = [from];
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    if (here.has(thread)) continue;
    here.add(thread);
    const instruction = program[thread];
    switch (instruction?.op) {
      case 'match':
        return true;
      case 'jump':
        open.push(thread + instruction.to);
        break;
      case 'split':
        open.push(thread + instruction.second, thread + instruction.first);
        break;
      case 'start':
        if (at === 0) open.push(thread + 1);
        break;
      case 'end':
        if (at === line.length) open.push(thread + 1);
        break;
      case 'edge':
        if (at === 0 || at === line.length) open.push(thread + 1);
        if (isEdge(line[at])) next.add(thread + 1);
        break;
      case 'char':
        if (at < line.length && instruction.accepts(line[at] ?? '')) next.add(thread + 1);
        break;
      case undefined:
        break;
    }
  }
  return false;
}

function isEdge(character: string | undefined): boolean {
  return character !== undefined && ' ,{}()_'.includes(character);
}
