import { accountOf, datedAccountOf, fieldOf } from './fields.ts';

/** A row of the usage table. */
export interface LicenseSummaryRow {
  /** Level name under policy; before 17.3.2 a description. */
  readonly license: string;
  /** Text in parentheses, without them. */
  readonly tagText: string;
  /** The switch cut the text (`C9300-24 Network Advan...`). */
  readonly isTagTextCut: boolean;
  readonly count: number;
  /** E.g. `IN USE`, `OUT OF COMPLIANCE`. */
  readonly status: string;
}

/** What `show license summary` states; null is what it does not. */
export interface ShowLicenseSummary {
  /** Null for `<none>` and where there is no account block (older agents). */
  readonly smartAccount: string | null;
  readonly virtualAccount: string | null;
  /** Null where there is no table; empty for `No licenses in use`. */
  readonly rows: readonly LicenseSummaryRow[] | null;
}

/** Reads `show license summary`. `lines`: from `cleanOutput`. */
export function parseShowLicenseSummary(lines: readonly string[]): ShowLicenseSummary {
  const value = (key: string) => lines.map(fieldOf).find((field) => field.key === key)?.value;
  return {
    smartAccount: datedAccountOf(value('Smart Account')).name,
    virtualAccount: accountOf(value('Virtual Account')),
    rows: usageRows(lines),
  };
}

function usageRows(lines: readonly string[]): readonly LicenseSummaryRow[] | null {
  const start = lines.findIndex(
    (line) => line.trim() === 'License Usage:' || line.trim() === 'License Usage',
  );
  if (start === -1) return null;
  const rows: LicenseSummaryRow[] = [];
  for (const line of lines.slice(start + 1)) {
    const row = usageRow(line);
    if (row !== null) rows.push(row);
  }
  return rows;
}

function usageRow(line: string): LicenseSummaryRow | null {
  const opened = line.indexOf('(');
  const closed = line.lastIndexOf(')');
  if (opened < 1 || closed < opened) return null;
  const license = line.slice(0, opened).trim();
  const [count = '', ...status] = line
    .slice(closed + 1)
    .trim()
    .split(' ');
  if (license === '' || !/^[0-9]{1,9}$/.test(count) || status.length === 0) return null;
  const tagText = line.slice(opened + 1, closed);
  return {
    license,
    tagText,
    isTagTextCut: tagText.endsWith('...'),
    count: Number(count),
    status: status.join(' ').trim(),
  };
}
