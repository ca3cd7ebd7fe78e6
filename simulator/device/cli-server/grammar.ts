/**
 * Commands as words: keywords, `<word>` for one argument and `<line>` for the rest. Keywords may be shortened as long as
 * one is meant; an exact keyword wins over longer ones.
 */
export interface Command<Handler> {
  /** e.g. `license smart trust idtoken <word> all`. */
  readonly spec: string;
  readonly handler: Handler;
}

/** Commands made ready for reading lines. */
export interface Grammar<Handler> {
  readonly root: Node<Handler>;
}

interface Node<Handler> {
  readonly keywords: Map<string, Node<Handler>>;
  word: Node<Handler> | null;
  line: Node<Handler> | null;
  handler: Handler | null;
}

/** What a line turned out to be. `column`: index of the word that does not fit. */
export type Reading<Handler> =
  | {
      readonly kind: 'match';
      readonly handler: Handler;
      readonly args: readonly string[];
      /** The line with its keywords written out. */
      readonly canonical: string;
    }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'invalid'; readonly column: number };

/** Makes commands ready. A spec given twice is a mistake. */
export function compile<Handler>(commands: readonly Command<Handler>[]): Grammar<Handler> {
  const root = newNode<Handler>();
  for (const { spec, handler } of commands) {
    let at = root;
    for (const word of spec.split(' ')) at = childFor(at, word);
    if (at.handler !== null) throw new RangeError(`the command "${spec}" is stated twice`);
    at.handler = handler;
  }
  return { root };
}

/** Reads a line. Leading and repeated spaces do not count. */
export function readLine<Handler>(grammar: Grammar<Handler>, line: string): Reading<Handler> {
  const words = wordsOf(line);
  const args: string[] = [];
  const canonical: string[] = [];
  let at = grammar.root;
  for (const { text, column } of words) {
    const step = follow(at, text);
    if (step === 'ambiguous') return { kind: 'ambiguous' };
    if (step !== null) {
      if (step.isArgument) args.push(text);
      canonical.push(step.name);
      at = step.node;
      continue;
    }
    if (at.line === null || at.line.handler === null) return { kind: 'invalid', column };
    const rest = line.slice(column).trimEnd();
    return {
      kind: 'match',
      handler: at.line.handler,
      args: [...args, rest],
      canonical: [...canonical, rest].join(' '),
    };
  }
  if (at.handler === null) return { kind: 'incomplete' };
  return { kind: 'match', handler: at.handler, args, canonical: canonical.join(' ') };
}

/** What may stand at the end of a line. */
export interface Candidates {
  /** Keywords in front, written out; arguments as they were typed. */
  readonly path: readonly string[];
  /** The word that is being typed; empty when the line ends in a space. */
  readonly partial: string;
  /** Keywords that begin so, sorted. */
  readonly keywords: readonly string[];
  /** Whether one argument, the rest of a line, or the end may stand here. */
  readonly takesWord: boolean;
  readonly takesLine: boolean;
  readonly mayEnd: boolean;
}

/** What may follow a line that ends in a space, or complete its last word. A string: why nothing may. */
export function candidates<Handler>(
  grammar: Grammar<Handler>,
  line: string,
): Candidates | 'ambiguous' | 'invalid' {
  const words = wordsOf(line);
  const isNext = line === '' || line.endsWith(' ');
  const partial = isNext ? '' : (words.pop()?.text ?? '');
  const path: string[] = [];
  let at = grammar.root;
  for (const { text } of words) {
    const step = follow(at, text);
    if (step === 'ambiguous') return 'ambiguous';
    if (step === null) {
      if (at.line === null) return 'invalid';
      // Inside of the rest of a line: only its end may follow.
      return { path, partial, keywords: [], takesWord: false, takesLine: true, mayEnd: isNext };
    }
    path.push(step.name);
    at = step.node;
  }
  return {
    path,
    partial,
    keywords: [...at.keywords.keys()].filter((keyword) => startsWithWord(keyword, partial)).sort(),
    takesWord: at.word !== null,
    takesLine: at.line !== null,
    mayEnd: at.handler !== null,
  };
}

interface Word {
  readonly text: string;
  readonly column: number;
}

function wordsOf(line: string): Word[] {
  return [...line.matchAll(/[^ ]+/g)].map((match) => ({ text: match[0], column: match.index }));
}

interface Step<Handler> {
  readonly node: Node<Handler>;
  readonly name: string;
  readonly isArgument: boolean;
}

function follow<Handler>(at: Node<Handler>, text: string): Step<Handler> | 'ambiguous' | null {
  const exact = at.keywords.get(text.toLowerCase());
  if (exact !== undefined) return { node: exact, name: text.toLowerCase(), isArgument: false };
  const [first, second] = [...at.keywords].filter(([keyword]) => startsWithWord(keyword, text));
  if (first !== undefined && second !== undefined) return 'ambiguous';
  if (first !== undefined) return { node: first[1], name: first[0], isArgument: false };
  return at.word === null ? null : { node: at.word, name: text, isArgument: true };
}

function startsWithWord(keyword: string, text: string): boolean {
  return keyword.startsWith(text.toLowerCase());
}

function childFor<Handler>(at: Node<Handler>, word: string): Node<Handler> {
  if (word === '<word>') return (at.word ??= newNode());
  if (word === '<line>') return (at.line ??= newNode());
  const known = at.keywords.get(word) ?? newNode<Handler>();
  at.keywords.set(word, known);
  return known;
}

function newNode<Handler>(): Node<Handler> {
  return { keywords: new Map(), word: null, line: null, handler: null };
}
