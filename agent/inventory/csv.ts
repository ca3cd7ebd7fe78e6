/**
 * Inventory as CSV (RFC 4180): one row per switch, the columns named as the keys of the YAML form. A list's items are parted by `;`. What
 * is under `credentials` there stands in columns here: `username`, `password`, `privateKey`, `passphrase`, `agent`, `enable`.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { ConfigError } from '../../core/errors.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import { problemsError, quote } from '../config/index.ts';
import type { Path, Problem, Source } from '../config/index.ts';
import { csvTable } from '../licenses/csv.ts';
import type { Inventory } from './inventory.ts';
import { DEVICES_MAX } from './schema.ts';

/** Columns by the kind of their values. */
const COLUMNS = {
  id: 'text',
  host: 'text',
  netconfPort: 'number',
  sshPort: 'number',
  credentials: 'text',
  hostKey: 'text',
  serials: 'list',
  site: 'text',
  tags: 'list',
  domain: 'text',
  account: 'text',
  virtualAccount: 'text',
  legacyAlgorithms: 'boolean',
} as const;

/** Columns that make a credential set. */
const SET_COLUMNS = ['username', 'password', 'privateKey', 'passphrase', 'agent', 'enable'] as const;

/** Longest row in characters: every column at its longest. */
const ROW_LENGTH_MAX = 65_536;

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Reads CSV into the shape of the YAML form. Throws `CSV_SYNTAX`, `CSV_COLUMN_UNKNOWN`, `CSV_COLUMN_TWICE`, `CSV_TOO_LARGE`, `CSV_CREDENTIALS`. */
export function parseInventoryCsv(text: string, file: string): Source {
  const [head, ...rows] = rowsOf(text, file);
  if (head === undefined)
    throw problemsError([at('CSV_SYNTAX', 1, 'there is no row with the names of the columns.')], file);
  const columns = head.cells.map((cell) => cell.trim());
  checkColumns(columns, head.line, file);
  const sets = new Map<string, Readonly<Record<string, unknown>>>();
  const devices = rows.map((row) => deviceOf(row, columns, sets, file));
  return {
    file,
    value: { credentials: Object.fromEntries(sets), devices },
    lineAt: (path) => lineAt(rows, path),
  };
}

/** An inventory's switches in the form that {@link parseInventoryCsv} reads. No cell is a formula (safety T15); secrets stay references. */
export function inventoryCsv({ devices, credentials }: Inventory): string {
  const rows = devices.map(({ address, ...device }) => {
    const set = credentials.get(address.credentials);
    return [
      address.deviceId,
      address.host,
      address.netconfPort,
      address.sshPort,
      address.credentials,
      address.hostKey,
      device.serials.join(';'),
      device.site,
      device.tags.join(';'),
      device.domain,
      device.account,
      device.virtualAccount,
      device.legacyAlgorithms,
      set?.username ?? null,
      set?.password ?? null,
      set?.privateKey ?? null,
      set?.passphrase ?? null,
      agentCell(set?.agent ?? null),
      set?.enable ?? null,
    ];
  });
  return csvTable([...Object.keys(COLUMNS), ...SET_COLUMNS], rows);
}

function agentCell(agent: readonly string[] | null): string | null {
  return agent === null ? null : (agent[0] ?? 'true');
}

function lineAt(rows: readonly Row[], [outer, index]: Path): number {
  return outer === 'devices' && typeof index === 'number' ? (rows[index]?.line ?? 1) : 1;
}

function rowsOf(text: string, file: string): readonly Row[] {
  try {
    let before = 0;
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: ROW_LENGTH_MAX,
      to: DEVICES_MAX + 2,
    }) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    const rows = records.map(({ record, info }) => {
      const line = before + 1;
      before = info.lines;
      return { cells: record, line };
    });
    if (rows.length > DEVICES_MAX + 1)
      throw problemsError(
        [at('CSV_TOO_LARGE', DEVICES_MAX + 2, `at most ${DEVICES_MAX} switches are read.`)],
        file,
      );
    return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw syntaxError(cause, file);
  }
}

function syntaxError(cause: CsvError, file: string): ConfigError {
  const { lines, column } = cause as unknown as { readonly lines?: unknown; readonly column?: unknown };
  const line = typeof lines === 'number' ? lines : 1;
  const place = typeof column === 'number' ? `, column ${column + 1}` : '';
  return problemsError([at('CSV_SYNTAX', line, `${WORDS[cause.code] ?? 'this is not CSV'}${place}.`)], file);
}

const WORDS: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: `a row has more than ${ROW_LENGTH_MAX} characters`,
};

function checkColumns(columns: readonly string[], line: number, file: string): void {
  const known = [...Object.keys(COLUMNS), ...SET_COLUMNS];
  const problems = columns.flatMap((column, index): readonly Problem[] => {
    const place = `column ${index + 1}`;
    if (!known.includes(column))
      return [
        at(
          'CSV_COLUMN_UNKNOWN',
          line,
          `${place}: there is no column ${quote(column)}. ${suggestWord(column, known)}`,
        ),
      ];
    if (columns.indexOf(column) < index)
      return [at('CSV_COLUMN_TWICE', line, `${place}: ${quote(column)} stands twice.`)];
    return [];
  });
  if (problems.length > 0) throw problemsError(problems, file);
}

function deviceOf(
  { cells, line }: Row,
  columns: readonly string[],
  sets: Map<string, Readonly<Record<string, unknown>>>,
  file: string,
): Readonly<Record<string, unknown>> {
  if (cells.length > columns.length) {
    const text = `column ${columns.length + 1}: there are ${cells.length} cells for ${columns.length} columns. A comma inside a cell needs quotes around it.`;
    throw problemsError([at('CSV_SYNTAX', line, text)], file);
  }
  const value = (column: string): string => plain(cells[columns.indexOf(column)] ?? '');
  const device: Record<string, unknown> = {};
  for (const [column, kind] of Object.entries(COLUMNS)) {
    const text = value(column);
    if (text !== '') device[column] = valueOf(text, kind);
  }
  const set = Object.fromEntries(
    SET_COLUMNS.map((column) => [column, value(column)] as const)
      .filter(([, text]) => text !== '')
      .map(([column, text]) => [column, column === 'agent' && text === 'true' ? true : text]),
  );
  if (Object.keys(set).length === 0) return device;
  const name = typeof device['credentials'] === 'string' ? device['credentials'] : nameOf(set, sets);
  const known = sets.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(set)) {
    const text = `the credentials ${quote(name)} stand in an earlier row with other values. Fill them in once, or give them another name.`;
    throw problemsError([at('CSV_CREDENTIALS', line, text)], file);
  }
  sets.set(name, set);
  return { ...device, credentials: name };
}

/** Rows with the same user and references share a set. */
function nameOf(
  set: Readonly<Record<string, unknown>>,
  sets: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): string {
  const same = JSON.stringify(set);
  const known = [...sets].find(([, other]) => JSON.stringify(other) === same);
  return known?.[0] ?? `csv-${sets.size + 1}`;
}

/** A cell without blanks around it, and without the apostrophe that keeps a spreadsheet from taking it for a formula. */
function plain(cell: string): string {
  const text = cell.trim();
  return /^'[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? text.slice(1) : text;
}

function valueOf(text: string, kind: (typeof COLUMNS)[keyof typeof COLUMNS]): unknown {
  if (kind === 'list')
    return text
      .split(';')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  if (kind === 'number') return /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (kind === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

function at(code: string, line: number, message: string): Problem {
  return { code, line, message, hint: null };
}
