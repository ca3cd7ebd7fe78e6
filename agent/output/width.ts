/** Columns that text takes on a terminal. Covers what device and account names hold; not every emoji sequence. */

/** Scripts whose characters take two columns, and full-width forms. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** Marks that sit on the character before. */
const MARK = /\p{M}/u;

/** Columns of a text that is safe for a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfCharacter(character);
  return width;
}

/** The text in at most `columns`; what is cut off leaves `…`. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of text) {
    width += widthOfCharacter(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return columns < 1 ? '' : `${kept}…`;
}

/** The text in lines of at most `columns`, broken between words where possible. At least one line. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, columns))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines;
}

/** Fills up with spaces. */
export function pad(text: string, columns: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return align === 'left' ? text + space : space + text;
}

function widthOfCharacter(character: string): number {
  if (character < '\u0300') return 1;
  if (MARK.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** A word that is longer than a line, in pieces that fit. */
function pieces(word: string, columns: number): readonly string[] {
  const result: string[] = [];
  let piece = '';
  let width = 0;
  for (const character of word) {
    const more = widthOfCharacter(character);
    if (width + more > columns && piece !== '') {
      result.push(piece);
      piece = '';
      width = 0;
    }
    piece += character;
    width += more;
  }
  return [...result, piece];
}
