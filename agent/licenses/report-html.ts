import { sectionsOf } from './report.ts';
import type { LicenseReport, Section } from './report.ts';
import { REPORT_STYLE } from './report-style.ts';

/** The report as one HTML page without scripts and without anything from elsewhere. Every text in it is data. */
export function reportHtml(report: LicenseReport): string {
  const { name } = report.account;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<title>Licenses of ${html(name)}</title><style>${REPORT_STYLE}</style></head><body>
<header><h1>Licenses of ${html(name)}</h1><p>${html(aboutData(report))}</p></header>
<main>${tiles(report)}
${sectionsOf(report).map(section).join('\n')}
</main></body></html>
`;
}

function aboutData({ account, madeAt, syncToken }: LicenseReport): string {
  const { state, snapshotAt, reason } = account;
  const data = snapshotAt === null ? 'no data yet' : `data of ${moment(snapshotAt)}`;
  const why = reason === null ? '' : ` (${reason})`;
  const token = syncToken === null ? '' : ` The SSM On-Prem synchronizes by itself until ${syncToken.ends}.`;
  return `State ${state}${why}; ${data}; made ${moment(madeAt)}.${token}`;
}

/** `2026-01-31 12:00 UTC` for an instant in UTC; any other text as it is. */
function moment(instant: string): string {
  return instant.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):\d{2}(\.\d+)?Z$/, '$1 $2 UTC');
}

type Tone = 'good' | 'bad' | 'warning' | 'plain';

function tiles(report: LicenseReport): string {
  const { compliant, compliance, expiring, unused, notReporting, licenses } = report;
  const short = licenses.reduce((sum, row) => sum + row.short, 0);
  const idle = unused.reduce((sum, row) => sum + row.quantity, 0);
  const nearest = expiring.find(({ daysLeft }) => daysLeft >= 0);
  const verdict: readonly [string, Tone] =
    compliant === null
      ? ['not known', 'warning']
      : compliant
        ? ['in compliance', 'good']
        : ['out of compliance', 'bad'];
  const tile = (label: string, value: string, note: string, tone: Tone): string =>
    `<div class="tile ${tone}"><b>${html(value)}</b><span>${html(label)}</span><small>${html(note)}</small></div>`;
  return `<div class="tiles">${[
    tile(
      'compliance',
      verdict[0],
      compliance.length === 1 ? '1 finding' : `${compliance.length} findings`,
      verdict[1],
    ),
    tile('short', String(short), 'licenses that are used and not owned', short > 0 ? 'bad' : 'plain'),
    tile(
      'terms that end',
      String(expiring.length),
      nearest === undefined ? 'none within 90 days' : `next on ${nearest.end}`,
      expiring.length > 0 ? 'warning' : 'plain',
    ),
    tile('unused', String(idle), 'licenses that do nothing', 'plain'),
    tile(
      'not reporting',
      String(notReporting.length),
      'switches',
      notReporting.length > 0 ? 'warning' : 'plain',
    ),
  ].join('')}</div>`;
}

function section({ title, columns, rows }: Section): string {
  const kinds = columns.map((_, index) =>
    rows.some((row) => typeof row[index] === 'number') ? 'number' : '',
  );
  // A column that says nothing only takes room.
  const shown = columns
    .map((_, index) => index)
    .filter((index) => rows.some((row) => (row[index] ?? '') !== ''));
  const head = shown.map(
    (index) => `<th scope="col"${classOf([kinds[index]])}>${html(columns[index] ?? '')}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${shown.map((index) => cell(columns[index] ?? '', kinds[index] ?? '', row[index] ?? '')).join('')}</tr>`,
  );
  const table = `<table><thead><tr>${head.join('')}</tr></thead><tbody>\n${body.join('\n')}</tbody></table>`;
  const content = rows.length === 0 ? '<p class="none">None.</p>' : `<div class="wide">${table}</div>`;
  return `<section><h2>${html(title)} <span>${rows.length}</span></h2>\n${content}</section>`;
}

/** The title stands in the cell, too: on a narrow screen it is shown beside it. */
function cell(column: string, kind: string, value: string | number | boolean): string {
  const isBad = column.startsWith('short') && typeof value === 'number' && value > 0;
  const text = column === 'next step' ? commandHtml(String(value)) : html(moment(String(value)));
  return `<td${classOf([kind, isBad ? 'bad' : ''])} data-title="${html(column)}">${text}</td>`;
}

/** A command, in which no line ends within an option. */
function commandHtml(line: string): string {
  if (line === '') return '';
  const words = line
    .split(' ')
    .map((word) => (word.startsWith('--') ? `<span>${html(word)}</span>` : html(word)));
  return `<code>${words.join(' ')}</code>`;
}

function classOf(names: readonly (string | undefined)[]): string {
  const said = names.filter((name) => name !== undefined && name !== '').join(' ');
  return said === '' ? '' : ` class="${said}"`;
}

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
