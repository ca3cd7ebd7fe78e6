/**
 * True when the whole of `text` matches `glob`: `*` any characters, `?` one, `\` before a character that is meant
 * literally. Letter case does not count. Work is at most the product of both lengths: only the last `*` is ever retried.
 */
export function isGlobMatch(glob: string, text: string): boolean {
  const pattern = tokens(glob.toLowerCase());
  const subject = [...text.toLowerCase()];
  let patternAt = 0;
  let textAt = 0;
  let star = -1;
  let starTextAt = 0;
  while (textAt < subject.length) {
    const token = pattern[patternAt];
    if (token?.kind === 'many') {
      star = patternAt++;
      starTextAt = textAt;
    } else if (isOneMatch(token, subject[textAt])) {
      patternAt++;
      textAt++;
    } else if (star >= 0) {
      patternAt = star + 1;
      textAt = ++starTextAt;
    } else return false;
  }
  return pattern.slice(patternAt).every((token) => token.kind === 'many');
}

function isOneMatch(token: Token | undefined, character: string | undefined): boolean {
  if (token === undefined || token.kind === 'many') return false;
  return token.kind === 'one' || token.character === character;
}

type Token =
  | { readonly kind: 'many' }
  | { readonly kind: 'one' }
  | { readonly kind: 'literal'; readonly character: string };

function tokens(glob: string): readonly Token[] {
  const result: Token[] = [];
  const characters = [...glob];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] ?? '';
    if (character === '*') {
      // Neighbouring stars mean one star.
      if (result.at(-1)?.kind !== 'many') result.push({ kind: 'many' });
    } else if (character === '?') result.push({ kind: 'one' });
    else if (character === '\\' && index + 1 < characters.length) {
      result.push({ kind: 'literal', character: characters[++index] ?? '' });
    } else result.push({ kind: 'literal', character });
  }
  return result;
}
