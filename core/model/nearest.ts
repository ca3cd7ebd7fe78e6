/** Longest word that is compared; longer ones have no neighbour. Bounds the work to 64 x 64 steps per valid word. */
const WORD_LENGTH_MAX = 64;

/**
 * The valid word a person most likely meant, or null when none is near. Case, `_` and `-` do not count as differences; a
 * third of the letters may differ, a neighbouring pair that changed places counts as one.
 */
export function nearestWord(word: string, valid: readonly string[]): string | null {
  if (word.length > WORD_LENGTH_MAX) return null;
  const wanted = fold(word);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of valid) {
    if (candidate.length > WORD_LENGTH_MAX) continue;
    const distance = editDistance(wanted, fold(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** End of an error message or a hint: `Did you mean "site"?`, or the valid words when none is near. */
export function suggestWord(word: string, valid: readonly string[]): string {
  const near = nearestWord(word, valid);
  return near === null ? `Valid: ${valid.join(', ')}.` : `Did you mean "${near}"?`;
}

function fold(word: string): string {
  return word.trim().toLowerCase().replaceAll('_', '-');
}

/** Optimal string alignment distance: insert, delete, replace, swap two neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(at(current, column - 1) + 1, at(last, column) + 1, at(last, column - 1) + changed);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
