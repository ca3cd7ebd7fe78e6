/** The report of an account: compliance, upcoming expiry, unused licenses, switches that do not report. */
import type { AccountView, DeviceView } from '../accounts/index.ts';
import type { PoolBalance } from './balances.ts';
import type { Finding } from './compliance.ts';
import { csvTable } from './csv.ts';
import type { CsvValue } from './csv.ts';
import type { Expiring } from './expiring.ts';
import type { Unused } from './unused.ts';

/** What a report says. */
export interface LicenseReport {
  readonly madeAt: string;
  readonly account: AccountView;
  readonly licenses: readonly PoolBalance[];
  readonly compliance: readonly Finding[];
  readonly expiring: readonly Expiring[];
  readonly unused: readonly Unused[];
  readonly notReporting: readonly DeviceView[];
}

interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

function sectionsOf(report: LicenseReport): readonly Section[] {
  return [
    {
      title: 'Licenses',
      columns: ['virtual account', 'license', 'owned', 'in use', 'available', 'short', 'expires'],
      rows: report.licenses.map((row) => [
        row.virtualAccount,
        row.license,
        row.quantity,
        row.inUse,
        row.available,
        row.short,
        row.expires,
      ]),
    },
    {
      title: 'Compliance',
      columns: ['code', 'subject', 'finding', 'evidence', 'next step'],
      rows: report.compliance.map(({ code, subject, text, evidence, next }) => [
        code,
        subject,
        text,
        evidence,
        next,
      ]),
    },
    {
      title: 'Upcoming expiry',
      columns: ['virtual account', 'license', 'quantity', 'last day', 'days left', 'short after'],
      rows: report.expiring.map((row) => [
        row.virtualAccount,
        row.license,
        row.quantity,
        row.end,
        row.daysLeft,
        row.shortAfter,
      ]),
    },
    {
      title: 'Unused',
      columns: ['kind', 'virtual account', 'license', 'quantity', 'holder', 'evidence'],
      rows: report.unused.map((row) => [
        row.kind,
        row.virtualAccount,
        row.license,
        row.quantity,
        row.holder,
        row.evidence,
      ]),
    },
    {
      title: 'Switches that do not report',
      columns: ['switch', 'association', 'last synchronization', 'result', 'reason'],
      rows: report.notReporting.map(({ id, association, lastSync }) => [
        id,
        association,
        lastSync.at,
        lastSync.result,
        lastSync.reason,
      ]),
    },
  ];
}

/** The report as CSV: one table, the section in the first column and its cells behind. */
export function reportCsv(report: LicenseReport): string {
  const { name, state, snapshotAt } = report.account;
  const head = csvTable(
    ['account', 'state', 'data of', 'made at'],
    [[name, state, snapshotAt, report.madeAt]],
  );
  const tables = sectionsOf(report).map(({ title, columns, rows }) =>
    csvTable(
      ['section', ...columns],
      rows.map((row) => [title, ...row]),
    ),
  );
  return [head, ...tables].join('\r\n');
}

/** The report as one HTML page without scripts and without anything from elsewhere. */
export function reportHtml(report: LicenseReport): string {
  const { name, state, snapshotAt, reason } = report.account;
  const about = `State ${state}${reason === null ? '' : ` (${reason})`}; data of ${snapshotAt ?? 'no retrieval yet'}; made ${report.madeAt}.`;
  const sections = sectionsOf(report).map(({ title, columns, rows }) => {
    const head = columns.map((column) => `<th scope="col">${html(column)}</th>`).join('');
    const body = rows.map(
      (row) => `<tr>${row.map((cell) => `<td>${html(String(cell ?? ''))}</td>`).join('')}</tr>`,
    );
    const table = `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
    return `<section><h2>${html(title)} (${rows.length})</h2>\n${rows.length === 0 ? '<p>None.</p>' : table}</section>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Licenses of ${html(name)}</title><style>${STYLE}</style></head><body>
<h1>Licenses of ${html(name)}</h1><p>${html(about)}</p>
${sections.join('\n')}
</body></html>
`;
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function html(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
