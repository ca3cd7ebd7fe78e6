import { ProtocolError } from '../../../errors.ts';

/** Longest line of output, in characters (T30). */
export const LINE_LENGTH_MAX = 4096;

/** Longest output of one command, in characters (T30). */
export const OUTPUT_LENGTH_MAX = 8 * 1024 * 1024;

/** Most lines of one output: keeps 8 MiB of empty lines from becoming hundreds of MiB of memory. */
export const OUTPUT_LINES_MAX = 200_000;

/**
 * The lines of a terminal's output as they stand on the screen: backspaces and carriage returns carried out, escape
 * sequences and other control characters dropped, trailing spaces cut. Throws ProtocolError `CLI_OUTPUT_TOO_LARGE`,
 * `CLI_LINE_TOO_LONG`.
 */
export function linesOf(output: string): readonly string[] {
  if (output.length > OUTPUT_LENGTH_MAX) throw tooLarge(`${OUTPUT_LENGTH_MAX} characters`);
  const lines: string[] = [];
  let start = 0;
  while (start <= output.length) {
    const found = output.indexOf('\n', start);
    const end = found === -1 ? output.length : found;
    if (end - start > LINE_LENGTH_MAX) {
      throw new ProtocolError(
        'CLI_LINE_TOO_LONG',
        `Expected lines within the size limit of ${LINE_LENGTH_MAX} characters, got a longer one.`,
      );
    }
    if (lines.length >= OUTPUT_LINES_MAX) throw tooLarge(`${OUTPUT_LINES_MAX} lines`);
    lines.push(renderLine(output.slice(start, end)));
    start = end + 1;
  }
  return lines;
}

const ESCAPE = '\u001b';
const PLAIN = /^[\u0020-\u007e\u00a0-\uffff]*$/;

/** One line as a terminal shows it. Work is linear in its length. */
export function renderLine(raw: string): string {
  let line = raw;
  while (line.endsWith('\r')) line = line.slice(0, -1);
  if (PLAIN.test(line)) return line.trimEnd();
  const screen: string[] = [];
  let column = 0;
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    const code = character.charCodeAt(0);
    if (character === '\b') column = Math.max(0, column - 1);
    else if (character === '\r') column = 0;
    else if (character === ESCAPE) index = endOfEscape(line, index);
    else if (character === '\t' || (code >= 0x20 && code < 0x7f) || code >= 0xa0)
      screen[column++] = character;
  }
  return screen.join('').trimEnd();
}

/** Index of the last character of an escape sequence: `ESC [` parameters and a letter, or `ESC` and one character. */
function endOfEscape(line: string, start: number): number {
  if (line[start + 1] !== '[') return start + 1;
  let index = start + 2;
  while (index < line.length && /[0-9;?]/.test(line[index] ?? '')) index++;
  return index;
}

function tooLarge(limit: string): ProtocolError {
  return new ProtocolError(
    'CLI_OUTPUT_TOO_LARGE',
    `Expected output within the size limit of ${limit}, got more.`,
  );
}
