/**
 * A file of data with the places where its values stand. Formats (YAML now, CSV later) end here; what follows knows only
 * values and lines.
 */
export interface Source {
  /** Path as the person wrote it, for messages. */
  readonly file: string;
  /** The value of the whole file; plain JSON. */
  readonly value: unknown;
  /** Line, 1 and up, of the value at `path`, of its key, or of the nearest value around it. */
  lineAt(path: Path): number;
  /** Column of the same place, 1 and up; absent where a file's messages name lines only. */
  columnAt?(path: Path): number;
}

/** Where a value stands: keys and positions from the outside in. */
export type Path = readonly (string | number)[];

/** A path as a person reads it, e.g. `devices[3].netconfPort`; empty for the whole file. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

/** The value at `path`, or undefined. Own properties only. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Readonly<Record<string | number, unknown>>)[part];
  }
  return current;
}
