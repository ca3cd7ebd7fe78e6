/**
 * The one way to a terminal (T17). Banners, hostnames and error texts come from devices and may hold escape sequences,
 * carriage returns, or marks that reverse the reading direction; only printable characters pass, everything else becomes
 * `\xNN`, one per byte of its UTF-8.
 */
const UNPRINTABLE = /(?:(?![ \u00a0])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}])+/gu;

/** One line that shows everything and does nothing. */
export function safe(text: string): string {
  return text.replace(UNPRINTABLE, (run) =>
    Array.from(utf8.encode(run), (byte) => `\\x${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  );
}

/** The same for a text of several lines of ours; line ends part lines, nothing else does. */
export function safeLines(text: string): readonly string[] {
  return text.split('\n').map(safe);
}

/** JSON on one line, in which unprintable characters stand as `\uNNNN`: the same value, safe on a terminal. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(UNPRINTABLE, (run) =>
    Array.from({ length: run.length }, (_, index) => {
      return `\\u${run.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

const utf8 = new TextEncoder();
