/** Control characters, and those that reorder or hide text. Line feeds are kept apart by the caller. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/gu;

/**
 * Text from devices, safe for a terminal and readable in a report: what would move the cursor, change the direction or hide
 * itself is written as `\xNN` or `\u{NNNN}` (T16, T17).
 */
export function printable(text: string): string {
  return text.replace(UNSEEN, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`;
  });
}
