/** A line `key: value`, with the depth of its indentation. */
export interface Field {
  readonly indent: number;
  readonly key: string;
  /** Empty where the line ends with the colon, or has none. */
  readonly value: string;
}

/** A heading and what is indented below it. */
export interface Section {
  readonly title: string;
  readonly value: string;
  readonly fields: readonly Field[];
}

/** Splits at the first colon; a line without colon is a key without value. */
export function fieldOf(line: string): Field {
  const text = line.trimStart();
  const colon = text.indexOf(':');
  const key = colon === -1 ? text : text.slice(0, colon);
  return {
    indent: line.length - text.length,
    key: key.trimEnd(),
    value: colon === -1 ? '' : text.slice(colon + 1).trim(),
  };
}

/** Sections of a `show license` output: each line without indentation begins one. */
export function sectionsOf(lines: readonly string[]): readonly Section[] {
  const sections: { title: string; value: string; fields: Field[] }[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const field = fieldOf(line);
    if (field.indent > 0) sections.at(-1)?.fields.push(field);
    else sections.push({ title: field.key, value: field.value, fields: [] });
  }
  return sections;
}

/** A value the device states; null for none, `<none>`, `<empty>` and `None`. */
export function statedOf(value: string | undefined): string | null {
  if (value === undefined || value === '' || value === 'None') return null;
  return value === '<none>' || value === '<empty>' ? null : value;
}

/** Cells of a table row: separated by tabs or by two spaces and more. */
export function cellsOf(line: string): readonly string[] {
  return line
    .split(/\t| {2}/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
}

/** An account's name; one may be called `None`, so that only `<none>` and nothing at all mean that there is none. */
export function accountOf(value: string | undefined): string | null {
  return value === undefined || value === '' || value === '<none>' || value === '<empty>' ? null : value;
}

/** Splits `Example Networks As of Oct 14 12:10:01 2021 UTC`; a name may hold the words itself, the last ones count. */
export function datedAccountOf(value: string | undefined): {
  readonly name: string | null;
  readonly asOf: string | null;
} {
  const at = value === undefined ? -1 : value.lastIndexOf(' As of ');
  if (value === undefined || at === -1) return { name: accountOf(value), asOf: null };
  return { name: accountOf(value.slice(0, at)), asOf: value.slice(at + ' As of '.length) };
}
