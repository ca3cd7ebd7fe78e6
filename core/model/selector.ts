import { ConfigError } from '../errors.ts';
import { isGlobMatch } from './glob.ts';
import type { Level } from './level.ts';
import { suggestWord } from './nearest.ts';

/** Keys an expression may name. */
export const SELECTOR_KEYS = [
  'id',
  'site',
  'model',
  'name',
  'tag',
  'level',
  'account',
  'virtualAccount',
] as const;

/** Key of a term. */
export type SelectorKey = (typeof SELECTOR_KEYS)[number];

/** Longest expression in characters. */
export const EXPRESSION_LENGTH_MAX = 1024;

/** What a switch is known by. Null or empty: not known; no term on that key matches it then, not even `*`. */
export interface Selectable {
  readonly id: string;
  readonly name: string | null;
  readonly site: string | null;
  /** Product ids of all members. */
  readonly models: readonly string[];
  readonly tags: readonly string[];
  readonly level: Level | null;
  readonly account: string | null;
  readonly virtualAccount: string | null;
}

/** One condition: some value of `key` matches `glob`. */
export interface Term {
  readonly key: SelectorKey;
  /** With `*`, `?` and `\` before a character that is meant literally. */
  readonly glob: string;
}

/** One expression: every term must match. Without terms it matches every switch (`all`). Plain JSON. */
export type Alternative = readonly Term[];

/** A selection: one of the alternatives must match. */
export type Selector = readonly Alternative[];

/**
 * Reads selection expressions: `all`, or terms `key=glob` joined by commas, all of which must match; several expressions
 * are alternatives. A comma inside a value is written `\,`. Letter case does not count. Throws `SELECTOR_EMPTY`,
 * `SELECTOR_TOO_LONG`, `SELECTOR_TERM_INVALID`, `SELECTOR_KEY_UNKNOWN` (naming the nearest key).
 */
export function parseSelector(expressions: readonly string[]): Selector {
  if (expressions.length === 0) {
    throw new ConfigError('SELECTOR_EMPTY', 'No selection was given.', {
      hint: 'Select with key=glob, for example site=berlin-*; "all" selects every switch.',
    });
  }
  return expressions.map(parseExpression);
}

/** True when the switch is selected. */
export function isSelected(selector: Selector, device: Selectable): boolean {
  return selector.some((terms) =>
    terms.every(({ key, glob }) => valuesOf(device, key).some((value) => isGlobMatch(glob, value))),
  );
}

function parseExpression(expression: string): Alternative {
  if (expression.length > EXPRESSION_LENGTH_MAX) {
    throw new ConfigError(
      'SELECTOR_TOO_LONG',
      `Expected a selection of at most ${EXPRESSION_LENGTH_MAX} characters, got ${expression.length}.`,
    );
  }
  if (expression.trim() === 'all') return [];
  return splitAtCommas(expression).map((part) => parseTerm(part.trim()));
}

function parseTerm(part: string): Term {
  const equals = part.indexOf('=');
  const key = part.slice(0, Math.max(equals, 0)).trim();
  const glob = part.slice(equals + 1).trim();
  if (equals < 1 || glob === '') {
    const problem = part === 'all' ? '"all" stands alone' : `expected key=glob, got "${part.slice(0, 80)}"`;
    throw new ConfigError('SELECTOR_TERM_INVALID', `Selection: ${problem}.`, {
      hint: 'Example: site=berlin-*,level=network-essentials',
    });
  }
  const known = SELECTOR_KEYS.find((valid) => valid === key);
  if (known === undefined) {
    throw new ConfigError('SELECTOR_KEY_UNKNOWN', `Selection: there is no key "${key.slice(0, 80)}".`, {
      hint: suggestWord(key, SELECTOR_KEYS),
    });
  }
  return { key: known, glob };
}

/** Splits at commas that no backslash precedes; the backslashes stay, the glob reads them. */
function splitAtCommas(expression: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < expression.length; index++) {
    if (expression[index] === '\\') index++;
    else if (expression[index] === ',') {
      parts.push(expression.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(expression.slice(start));
  return parts;
}

function valuesOf(device: Selectable, key: SelectorKey): readonly string[] {
  switch (key) {
    case 'model':
      return device.models;
    case 'tag':
      return device.tags;
    case 'level':
      return device.level === null ? [] : levelTexts(device.level);
    case 'id':
    case 'name':
    case 'site':
    case 'account':
    case 'virtualAccount': {
      const value = device[key];
      return value === null || value === '' ? [] : [value];
    }
  }
}

/** `network-essentials` means whatever the add-on; `network-essentials+none` and `+dna-essentials` are exact. */
function levelTexts(level: Level): readonly string[] {
  return [level.network, `${level.network}+${level.addon ?? 'none'}`];
}
