import type { SimContext } from './context.ts';

/** What may not reach a terminal: escapes, line ends and marks that change the reading direction. */
const UNPRINTABLE = /(?:(?![ \u00a0])[\p{C}\p{Z}])/gu;

/** Tells people something, one line for each text: on stderr when stdout is for the JSON object. */
export function say({ stdout, stderr }: SimContext, isJson: boolean, lines: readonly string[]): void {
  const stream = isJson ? stderr : stdout;
  for (const line of lines) stream.write(`${line.replace(UNPRINTABLE, '�')}\n`);
}

/** The one object of `--json`, on a line of its own. */
export function tellJson(
  { stdout }: SimContext,
  verb: string,
  value: Readonly<Record<string, unknown>>,
): void {
  stdout.write(`${JSON.stringify({ schema: `liclab.${verb}/1`, ...value })}\n`);
}

/** Columns of text, each as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
