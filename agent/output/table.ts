import { safe } from './safe.ts';
import { paint } from './style.ts';
import type { Tone } from './style.ts';
import { cut, pad, widthOf, wrap } from './width.ts';

/** A column. The widest flexible ones give way first when a table is too wide; `wrap` breaks into lines instead of cutting. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly fit?: 'cut' | 'wrap';
}

/** A cell: its text, or with a tone. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

/** How a table is laid out. */
export interface TableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly isColored: boolean;
}

/** Space between two columns. */
const GAP = '  ';

/** No flexible column becomes narrower. */
const COLUMN_WIDTH_MIN = 8;

/** Lines of a table with its titles. Every text passes the terminal's sink here. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions,
): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => ({ text: safe(textOf(cell)), tone: toneOf(cell) })));
  const natural = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[index]?.text ?? ''))),
  );
  const widths = fitted(columns, natural, options.width);
  const title = columns.map((column) => [cut(column.title, Number.MAX_SAFE_INTEGER)]);
  const tones = columns.map((): Tone => 'strong');
  return [
    ...layOut(columns, title, tones, widths, options.isColored),
    ...cells.flatMap((row) =>
      layOut(
        columns,
        columns.map((column, index) => linesOf(row[index]?.text ?? '', column, widths[index] ?? 0)),
        columns.map((_, index) => row[index]?.tone ?? 'plain'),
        widths,
        options.isColored,
      ),
    ),
  ];
}

/** Widths that sum to at most `total`, as far as flexible columns give way. */
function fitted(columns: readonly Column[], natural: readonly number[], total: number): readonly number[] {
  const widths = [...natural];
  const gaps = GAP.length * (columns.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, gaps) - total;
  while (excess > 0) {
    const widest = widestFlexible(columns, widths);
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function widestFlexible(columns: readonly Column[], widths: readonly number[]): number {
  let widest = -1;
  columns.forEach((column, index) => {
    const width = widths[index] ?? 0;
    const canShrink = column.fit !== undefined && width > Math.max(COLUMN_WIDTH_MIN, widthOf(column.title));
    if (canShrink && width > (widths[widest] ?? 0)) widest = index;
  });
  return widest;
}

function linesOf(text: string, column: Column, width: number): readonly string[] {
  return column.fit === 'wrap' ? wrap(text, width) : [cut(text, width)];
}

function layOut(
  columns: readonly Column[],
  texts: readonly (readonly string[])[],
  tones: readonly Tone[],
  widths: readonly number[],
  isColored: boolean,
): readonly string[] {
  const height = Math.max(...texts.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ align }, index) => {
        const isLast = index === columns.length - 1;
        const text = texts[index]?.[line] ?? '';
        const padded = isLast && align !== 'right' ? text : pad(text, widths[index] ?? 0, align ?? 'left');
        return paint(padded, tones[index] ?? 'plain', isColored);
      })
      .join(GAP)
      .trimEnd(),
  );
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function toneOf(cell: Cell): Tone {
  return typeof cell === 'string' ? 'plain' : cell.tone;
}
