import { xmlWriteError } from './xml-errors.ts';

// As strings: the characters themselves are what must not stand in a source file. XML 1.0 §2.2 and §2.11 (a bare CR is read as LF).
const FORBIDDEN = new RegExp(
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}`,
  'u',
);
const SPECIAL_TEXT = new RegExp(String.raw`[<>&\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]`);
const SPECIAL_VALUE = new RegExp(String.raw`[<>&"\u0000-\u001f\ud800-\udfff\ufffe\uffff]`);

const REFERENCES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text as character data: `<`, `>`, `&` and CR as references. Throws `XML_CHARACTER`. */
export function escapeText(text: string): string {
  if (!SPECIAL_TEXT.test(text)) return text;
  checkCharacters(text);
  return text.replace(/[<>&\r]/g, reference);
}

/** A value as it stands between double quotes: also `"`, TAB, LF and CR as references (XML 1.0 §3.3.3 makes them spaces). Throws `XML_CHARACTER`. */
export function escapeAttribute(value: string): string {
  if (!SPECIAL_VALUE.test(value)) return value;
  checkCharacters(value);
  return value.replace(/[<>&"\t\n\r]/g, reference);
}

function reference(character: string): string {
  return REFERENCES[character] as string;
}

function checkCharacters(text: string): void {
  const found = FORBIDDEN.exec(text);
  if (found === null) return;
  const code = (found[0].codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0');
  throw xmlWriteError(
    'XML_CHARACTER',
    `expected characters that XML 1.0 can carry, got U+${code} at ${found.index}`,
  );
}

const START = String.raw`A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}`;
const REST = String.raw`${START}\-.0-9\u00b7\u0300-\u036f\u203f\u2040`;
const NC_NAME = new RegExp(`^[${START}][${REST}]*$`, 'u');
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** True for a name without colon, Namespaces in XML 1.0 §3 (NCName). */
export function isNcName(name: string): boolean {
  return PLAIN_NAME.test(name) || NC_NAME.test(name);
}
