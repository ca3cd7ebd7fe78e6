import { csvTable } from './csv.ts';
import { sectionsOf } from './report.ts';
import type { LicenseReport } from './report.ts';

/** The report as CSV: one table after the other, the section in the first column and its cells behind. */
export function reportCsv(report: LicenseReport): string {
  const { name, state, snapshotAt } = report.account;
  const verdict =
    report.compliant === null ? 'not known' : report.compliant ? 'in compliance' : 'out of compliance';
  const head = csvTable(
    ['account', 'state', 'data of', 'made at', 'compliance'],
    [[name, state, snapshotAt, report.madeAt, verdict]],
  );
  const tables = sectionsOf(report).map(({ title, columns, rows }) =>
    csvTable(
      ['section', ...columns],
      rows.map((row) => [title, ...row]),
    ),
  );
  return [head, ...tables].join('\r\n');
}
