import { type Pattern, parsePattern } from './pattern.ts';

/** What stands behind `|`: how the lines of an output are chosen. */
export type LineFilter = (lines: readonly string[]) => readonly string[];

/** A command line taken apart at its first `|`. `error`: the rest is no filter, at that column. */
export type Piped =
  | { readonly command: string; readonly filter: LineFilter | null }
  | { readonly error: 'invalid' | 'incomplete'; readonly column: number };

/** Filters that exist, sorted. */
export const PIPE_VERBS = ['begin', 'count', 'exclude', 'include', 'section'] as const;

type Verb = (typeof PIPE_VERBS)[number];

/** Takes a line apart: `show run | include ^hostname`. Verbs may be shortened; the pattern is everything behind. */
export function splitPipe(line: string): Piped {
  const bar = line.indexOf('|');
  if (bar === -1) return { command: line, filter: null };
  const match = /^\s*([a-z]+)(?:\s+(.*))?$/i.exec(line.slice(bar + 1));
  const verb = PIPE_VERBS.find((word) => match?.[1] !== undefined && word.startsWith(match[1].toLowerCase()));
  if (match === null || verb === undefined) return { error: 'invalid', column: bar + 2 };
  const [, , text = ''] = match;
  if (text === '') return { error: 'incomplete', column: line.length };
  const pattern = parsePattern(text);
  if (pattern === null) return { error: 'invalid', column: line.length - text.length };
  return { command: line.slice(0, bar), filter: (lines) => apply(verb, pattern, lines) };
}

function apply(verb: Verb, pattern: Pattern, lines: readonly string[]): readonly string[] {
  switch (verb) {
    case 'include':
      return lines.filter((line) => pattern.test(line));
    case 'exclude':
      return lines.filter((line) => !pattern.test(line));
    case 'begin': {
      const first = lines.findIndex((line) => pattern.test(line));
      return first === -1 ? [] : lines.slice(first);
    }
    case 'count':
      return [`Number of lines which match regexp = ${lines.filter((line) => pattern.test(line)).length}`];
    case 'section':
      return sections(pattern, lines);
  }
}

/** Whole sections whose header matches, and matching lines of others. */
function sections(pattern: Pattern, lines: readonly string[]): readonly string[] {
  const chosen: string[] = [];
  let isIn = false;
  for (const line of lines) {
    if (!line.startsWith(' ')) isIn = pattern.test(line);
    if (isIn && line !== '!') chosen.push(line);
  }
  return chosen;
}
