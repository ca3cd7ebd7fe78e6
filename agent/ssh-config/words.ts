/**
 * Words of one line of ssh_config(5): the keyword may be followed by `=`, `"..."` and `'...'` hold together, an unquoted `#` at the start of
 * a word begins a comment. Empty for a line that says nothing; null when a quote is not closed.
 */
export function sshConfigWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (const character of line) {
    if (quote !== null) {
      if (character === quote) quote = null;
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '#' && word === null) break;
    else if (/\s/.test(character) || (character === '=' && isAfterKeyword(words, word))) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + character;
  }
  if (quote !== null) return null;
  return word === null ? words : [...words, word];
}

/** The first `=` of a line, with or without blanks around it. */
function isAfterKeyword(words: readonly string[], word: string | null): boolean {
  return words.length + (word === null ? 0 : 1) === 1;
}
