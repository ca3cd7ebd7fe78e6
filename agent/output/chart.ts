/** Charts of characters: values day by day, on any terminal and on none. */
import { pad } from './width.ts';

/** A value of one day; days may be missing. */
export interface ChartPoint {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly used: number;
  readonly owned: number;
}

/** How a chart is drawn. */
export interface ChartOptions {
  /** Columns in all, axis included; at least 30. */
  readonly width: number;
  /** Rows of the drawing. */
  readonly height: number;
  /** True: nothing but ASCII, for terminals that know no more. */
  readonly isAscii: boolean;
  /** What stands below the first and the last column. */
  readonly from: string;
  readonly to: string;
}

/** A column of the chart: the most of the days that share it; null: no day of it is known. */
interface Slot {
  readonly used: number;
  readonly owned: number;
}

const EIGHTHS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇'];

/**
 * Use as bars, what was owned as a line across them; a bar above the line is a shortage. Days that are not known stay blank, and
 * where there are more days than columns a column shows the most of its days.
 */
export function chartLines(points: readonly ChartPoint[], options: ChartOptions): readonly string[] {
  const top = Math.max(1, ...points.flatMap(({ used, owned }) => [used, owned]));
  const axis = String(top).length;
  const columns = Math.max(1, options.width - axis - 2);
  const slots = slotsOf(points, columns);
  const rows = Array.from({ length: options.height }, (_, index) => {
    const row = options.height - 1 - index;
    const label = index === 0 ? String(top) : row === 0 ? '0' : '';
    const line = slots.map((slot) => cellOf(slot, row, top, options)).join('');
    return `${pad(label, axis, 'right')} ${options.isAscii ? '|' : '│'}${line}`.trimEnd();
  });
  const { from, to } = options;
  const gap = Math.max(1, slots.length - from.length - to.length);
  return [...rows, `${' '.repeat(axis + 2)}${from}${from === to ? '' : ' '.repeat(gap) + to}`];
}

function slotsOf(points: readonly ChartPoint[], columns: number): readonly (Slot | null)[] {
  const days = points.map(({ day }) => day);
  const first = Math.min(...days);
  const span = Math.max(...days) - first + 1;
  const count = Math.min(columns, span);
  const slots: (Slot | null)[] = Array.from({ length: count }, () => null);
  for (const { day, used, owned } of points) {
    const index = Math.floor(((day - first) * count) / span);
    const before = slots[index] ?? { used: 0, owned: 0 };
    slots[index] = { used: Math.max(before.used, used), owned: Math.max(before.owned, owned) };
  }
  return slots;
}

/** The character of a column in a row, counted from below. */
function cellOf(slot: Slot | null, row: number, top: number, { height, isAscii }: ChartOptions): string {
  if (slot === null) return ' ';
  const eighths = Math.round((slot.used * height * 8) / top) - row * 8;
  const ownedRow = Math.max(0, Math.ceil((slot.owned * height) / top) - 1);
  const isFull = eighths >= 8;
  const isOwned = row === ownedRow && slot.owned > 0;
  if (isFull) return isOwned && eighths > 8 ? (isAscii ? '=' : '▓') : isAscii ? '#' : '█';
  if (isOwned && eighths < 4) return isAscii ? '-' : '─';
  if (eighths <= 0) return ' ';
  return isAscii ? (eighths >= 4 ? '#' : '.') : (EIGHTHS[eighths] ?? ' ');
}

/** A line of bars, one per column, for a table: from nothing to the most that was owned or used. */
export function sparkLine(points: readonly ChartPoint[], width: number, isAscii: boolean): string {
  const top = Math.max(1, ...points.flatMap(({ used, owned }) => [used, owned]));
  const bars = isAscii ? ['_', '.', ':', '-', '=', '+', '*', '#'] : ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
  return slotsOf(points, width)
    .map((slot) => (slot === null ? ' ' : (bars[Math.round((slot.used / top) * (bars.length - 1))] ?? '')))
    .join('');
}
