import { type Html, html, htmlPage } from '../html/index.ts';
import { sectionsOf } from './report.ts';
import type { LicenseReport, Section } from './report.ts';
import { REPORT_STYLE } from './report-style.ts';

/** The report as one HTML page without scripts and without anything from elsewhere. Every text in it is data. */
export function reportHtml(report: LicenseReport): string {
  const title = `Licenses of ${report.account.name}`;
  const body = html`<header><h1>${title}</h1><p>${aboutData(report)}</p></header>
<main>${tiles(report)}
${sectionsOf(report).map(section)}
</main>`;
  return htmlPage({ title, style: REPORT_STYLE, body });
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

function tiles(report: LicenseReport): Html {
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
  const tile = (label: string, value: string, note: string, tone: Tone): Html =>
    html`<div class="tile ${tone}"><b>${value}</b><span>${label}</span><small>${note}</small></div>`;
  return html`<div class="tiles">${[
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
  ]}</div>`;
}

function section({ title, columns, rows }: Section): Html {
  const kinds = columns.map((_, index) =>
    rows.some((row) => typeof row[index] === 'number') ? 'number' : '',
  );
  // A column that says nothing only takes room.
  const shown = columns
    .map((_, index) => index)
    .filter((index) => rows.some((row) => (row[index] ?? '') !== ''));
  const head = shown.map(
    (index) => html`<th scope="col" class="${kinds[index]}">${columns[index] ?? ''}</th>`,
  );
  const body = rows.map(
    (row) =>
      html`<tr>${shown.map((index) => cell(columns[index] ?? '', kinds[index] ?? '', row[index] ?? ''))}</tr>`,
  );
  const table = html`<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
  return html`<section><h2>${title} <span>${rows.length}</span></h2>
${rows.length === 0 ? html`<p class="none">None.</p>` : table}</section>`;
}

/** The title stands in the cell, too: on a narrow screen it is shown beside it. */
function cell(column: string, kind: string, value: string | number | boolean): Html {
  const isBad = column.startsWith('short') && typeof value === 'number' && value > 0;
  const text = column === 'next step' ? command(String(value)) : moment(String(value));
  return html`<td class="${isBad ? `${kind} bad` : kind}" data-title="${column}">${text}</td>`;
}

/** A command, in which no line ends within an option. */
function command(line: string): Html | null {
  if (line === '') return null;
  const words = line
    .split(' ')
    .map((word) => (word.startsWith('--') ? html`<span>${word}</span> ` : html`${word} `));
  return html`<code>${words}</code>`;
}
