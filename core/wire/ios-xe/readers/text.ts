/** Longest text of a device that we keep. */
const TEXT_LENGTH_MAX = 512;

/**
 * A device's text as it may be shown and stored: control characters (escape sequences of a terminal among them) become
 * spaces, what is longer than 512 characters is cut.
 */
export function plainText(text: string): string {
  let plain = '';
  for (const character of text.slice(0, TEXT_LENGTH_MAX)) {
    const code = character.codePointAt(0) ?? 0;
    plain += code < 0x20 || (code >= 0x7f && code < 0xa0) ? ' ' : character;
  }
  return plain.trim();
}

/** The same, or null where there is no text. */
export function plainTextOrNull(text: string | null): string | null {
  const plain = text === null ? '' : plainText(text);
  return plain === '' ? null : plain;
}

/** A YANG boolean; null for anything else. */
export function booleanOf(text: string | null): boolean | null {
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** A YANG unsigned number; null for anything else. */
export function numberOf(text: string | null): number | null {
  return text !== null && /^[0-9]{1,10}$/.test(text) ? Number(text) : null;
}
