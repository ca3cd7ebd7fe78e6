/** Which children or descendants a step takes. `*` takes every name. */
export interface XPathStep {
  /** `child`, or `descendant` after `//`. */
  readonly axis: 'child' | 'descendant';
  /** Prefix as written; null when there is none. */
  readonly prefix: string | null;
  readonly name: string;
  readonly predicates: readonly XPathPredicate[];
}

/** `[name='value']`, `[.='value']`, `[3]`, or `[name]` (is there). */
export type XPathPredicate =
  | { readonly kind: 'equals'; readonly path: readonly XPathName[]; readonly value: string }
  | { readonly kind: 'exists'; readonly path: readonly XPathName[] }
  | { readonly kind: 'position'; readonly at: number };

/** A name in a predicate; `.` is the node itself. */
export interface XPathName {
  readonly prefix: string | null;
  readonly name: string;
}

/** Location paths joined by `|`. An empty path is `/`: everything. */
export type XPathExpression = readonly (readonly XPathStep[])[];

/** What became of an expression: read, no XPath at all, or XPath beyond the part that is simulated. */
export type XPathReading =
  | { readonly kind: 'expression'; readonly paths: XPathExpression }
  | { readonly kind: 'invalid' | 'unsupported'; readonly at: number };

/** Longest expression read, in characters. */
const LENGTH_MAX = 4096;
/** Steps, predicates and unions of one expression. */
const PARTS_MAX = 64;

const NAME = /(?:([A-Za-z_][\w.-]{0,127}):)?([A-Za-z_][\w.-]{0,127}|\*)/y;
const LITERAL = /'([^']*)'|"([^"]*)"/y;
const NUMBER = /[1-9]\d{0,8}/y;
/** Characters that only XPath beyond this part has. */
const BEYOND = /[@$()+<>!]|::|\.\.|\b(?:and|or|div|mod)\b/;

/** Thrown inside of the reader; never leaves this file. */
class NotRead extends Error {}

/**
 * Reads the part of XPath 1.0 that people write into NETCONF filters: location paths from the root with `/`, `//`, `*`, prefixes and
 * predicates `[key='value']`, `[child]`, `[3]`, joined by `|`. Functions, axes and arithmetic are *unsupported*.
 */
export function readXPath(text: string): XPathReading {
  const reader = new Reader(text);
  try {
    if (text.length > LENGTH_MAX) throw new NotRead();
    return { kind: 'expression', paths: reader.union() };
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    const plain = text.replaceAll(/'[^']*'|"[^"]*"/g, "''");
    return {
      kind: BEYOND.test(plain) || text.length > LENGTH_MAX ? 'unsupported' : 'invalid',
      at: reader.at,
    };
  }
}

class Reader {
  at = 0;
  readonly #text: string;
  #parts = 0;

  constructor(text: string) {
    this.#text = text;
  }

  union(): XPathExpression {
    const paths = [this.#path()];
    while (this.#takes('|')) paths.push(this.#path());
    this.#space();
    if (this.at < this.#text.length) throw new NotRead();
    return paths;
  }

  #path(): readonly XPathStep[] {
    this.#space();
    if (this.#text[this.at] !== '/') throw new NotRead();
    const steps: XPathStep[] = [];
    while (this.#takes('/')) {
      const axis = this.#takes('/') ? 'descendant' : 'child';
      this.#space();
      const isRoot = steps.length === 0 && axis === 'child' && /^(?:$|\|)/.test(this.#text.slice(this.at));
      if (isRoot) break;
      steps.push({ axis, ...this.#name(), predicates: this.#predicates() });
    }
    return steps;
  }

  #predicates(): readonly XPathPredicate[] {
    const predicates: XPathPredicate[] = [];
    while (this.#takes('[')) {
      predicates.push(this.#predicate());
      if (!this.#takes(']')) throw new NotRead();
    }
    return predicates;
  }

  #predicate(): XPathPredicate {
    this.#space();
    const position = this.#match(NUMBER);
    if (position !== null) return { kind: 'position', at: Number(position[0]) };
    const path = this.#takes('.') ? [] : [this.#name()];
    while (path.length > 0 && this.#takes('/')) path.push(this.#name());
    if (!this.#takes('=')) return { kind: 'exists', path };
    this.#space();
    const literal = this.#match(LITERAL);
    if (literal === null) throw new NotRead();
    return { kind: 'equals', path, value: literal[1] ?? literal[2] ?? '' };
  }

  #name(): XPathName {
    this.#parts += 1;
    const name = this.#parts > PARTS_MAX ? null : this.#match(NAME);
    if (name === null) throw new NotRead();
    return { prefix: name[1] ?? null, name: name[2] ?? '' };
  }

  #takes(word: string): boolean {
    this.#space();
    if (!this.#text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  #space(): void {
    while (/\s/.test(this.#text[this.at] ?? '')) this.at += 1;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.at += found[0].length;
    return found;
  }
}
