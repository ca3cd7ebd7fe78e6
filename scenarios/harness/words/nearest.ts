import { ConfigError } from 'catalyst-license-lab/core';

/** Words longer than this are nobody's slip of the finger; also bounds the work. */
const WORD_LENGTH_MAX = 64;

/** The error for a word that is not one of `valid`: it names the nearest one, or all of them when none is near. */
export function unknownWord(code: string, what: string, word: string, valid: readonly string[]): ConfigError {
  const near = nearest(word, valid);
  const hint = near === null ? `Valid: ${valid.join(', ')}.` : `Did you mean "${near}"?`;
  return new ConfigError(code, `There is no ${what} "${word.slice(0, WORD_LENGTH_MAX)}".`, { hint });
}

/** The valid word that differs in at most a third of its letters, or null. */
function nearest(word: string, valid: readonly string[]): string | null {
  if (word.length > WORD_LENGTH_MAX) return null;
  let best: string | null = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of valid) {
    const distance = lettersApart(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance, one row at a time. */
function lettersApart(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      const left = current[column - 1] ?? Infinity;
      const above = last[column] ?? Infinity;
      current.push(Math.min(left + 1, above + 1, (last[column - 1] ?? Infinity) + changed));
    }
    last = current;
  }
  return last[b.length] ?? Infinity;
}
