/** Tables as CSV (RFC 4180) that no spreadsheet takes for formulas (safety T15). */

/** What a cell may hold; null is an empty one. */
export type CsvValue = string | number | boolean | null;

/** Beginnings that spreadsheets evaluate, full-width forms too; also after blanks, which some of them drop. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** A table with a title row; lines end with CR LF. Texts are quoted, numbers are not. */
export function csvTable(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** One cell: a text that would be a formula begins with an apostrophe. */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
