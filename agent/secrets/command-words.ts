/**
 * Splits a command line into words as a shell would split plain ones: spaces part, `'...'` and `"..."` hold together, `\`
 * takes the next character literally (not inside `'...'`). Nothing else has a meaning: no variables, pipes or wildcards,
 * because no shell runs it. Null when a quote is not closed.
 */
export function commandWords(command: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let index = 0; index < command.length; index++) {
    const character = command[index] ?? '';
    if (character === '\\' && quote !== "'" && index + 1 < command.length) {
      word = (word ?? '') + (command[++index] ?? '');
    } else if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + character;
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  return words;
}
