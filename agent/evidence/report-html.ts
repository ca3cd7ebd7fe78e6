import { type Html, html, htmlPage } from '../html/index.ts';
import type { RolloutReport, WaveEvidence } from './contract.ts';
import { deviceHtml, deviceRow } from './device-html.ts';
import { exposureHtml } from './exposure-html.ts';
import { shownInstant, shownSpan } from './instant.ts';
import { REPORT_STYLE } from './report-style.ts';
import { isBadEnd } from './timeline.ts';

/** Switches whose whole evidence is in the page; of more, those that ended badly come first. The JSON form has all. */
const DETAILED_MAX = 1_000;

/** The report as one HTML page that opens anywhere: no script, nothing from elsewhere, every text escaped. */
export function rolloutReportHtml(report: RolloutReport): string {
  const detailed = [...report.devices].sort((a, b) => rank(a.class) - rank(b.class)).slice(0, DETAILED_MAX);
  const ids = new Set(detailed.map(({ id }) => id));
  const more = report.devices.length - detailed.length;
  const body = html`<main>
<header><p class="kind">Rollout report</p><h1>${headline(report)}</h1><p class="faint">${subtitle(report)}</p></header>
${tiles(report)}
${report.reason === null ? null : html`<p class="note">${report.reason}</p>`}
<section><h2>What was ordered</h2>${orders(report)}</section>
<section><h2>Waves</h2>${wavesTable(report.waves)}${exposureHtml(report)}</section>
<section><h2>Switches <span>${report.devices.length}</span></h2>
<div class="wide"><table class="cards"><thead><tr><th scope="col">switch</th><th scope="col">end</th><th scope="col">before</th><th scope="col">now</th><th scope="col" class="number">reloads</th><th scope="col">took</th><th scope="col">why</th></tr></thead>
<tbody>${report.devices.map((device) => deviceRow(device, ids.has(device.id)))}</tbody></table></div></section>
<section><h2>Evidence</h2>
<p class="faint">Documents and lines are those that change a switch or make it report; reads are not among them. A session numbers its messages anew. Times are of the agent's store, when each was durable.</p>
${more > 0 ? html`<p class="note">${more} more switches are not shown here; the report in JSON has them.</p>` : null}
${detailed.map(deviceHtml)}</section>
</main>`;
  return htmlPage({ title: `Rollout ${report.id}: ${report.target}`, style: REPORT_STYLE, body });
}

function rank(end: string | null): number {
  return end === 'OK' ? 2 : end === 'SKIPPED' ? 1 : 0;
}

function headline({ devices, target, ended, state }: RolloutReport): string {
  const good = devices.filter(({ class: end }) => end === 'OK').length;
  const open = ended ? '' : ` (${state}, not at its end)`;
  return good === devices.length
    ? `All ${good} switches are at ${target}${open}`
    : `${good} of ${devices.length} switches are at ${target}${open}`;
}

function subtitle({ id, beganAt, endedAt, madeAt }: RolloutReport): string {
  const took = beganAt === null || endedAt === null ? '' : `, took ${shownSpan(beganAt, endedAt)}`;
  return `${id}; began ${shownInstant(beganAt)} UTC${took}; report made ${shownInstant(madeAt)} UTC`;
}

function tiles(report: RolloutReport): Html {
  const count = (ends: readonly (string | null)[]): number =>
    report.devices.filter((device) => ends.includes(device.class)).length;
  const bad = report.devices.filter(isBadEnd).length;
  const most = report.exposure.reduce((high, { held }) => Math.max(high, held), 0);
  const reloads = report.devices.reduce((sum, device) => sum + device.reloadsSent, 0);
  const tile = (value: string, label: string, tone: string): Html =>
    html`<li class="${tone}"><b>${value}</b><span>${label}</span></li>`;
  return html`<ul class="tiles">${[
    tile(String(count(['OK'])), 'ended well', 'good'),
    tile(String(bad), `bad; the budget is ${report.failureBudget}`, bad > 0 ? 'bad' : ''),
    tile(String(count(['SKIPPED', 'BLOCKED'])), 'skipped or blocked', ''),
    tile(String(count([null])), 'not at their end', count([null]) > 0 ? 'warning' : ''),
    tile(`${most} of ${report.credit.exposure}`, 'exposed at the most', ''),
    tile(String(reloads), 'reloads asked for', ''),
  ]}</ul>`;
}

function orders(report: RolloutReport): Html {
  const { options } = report;
  const windows = options.windows.map(({ text }) => text).join('; ');
  const fact = (name: string, value: string | Html): Html => html`<dt>${name}</dt><dd>${value}</dd>`;
  const consents = [
    options.saveForeign ? "saving others' unsaved lines" : '',
    options.allowOveruse ? 'over-use of licenses' : '',
    options.acceptFeatureLoss ? 'loss of features' : '',
    options.withoutBalance ? 'no balance of licenses' : '',
    options.cliReload ? 'CLI reload after a refusal' : '',
  ].filter((consent) => consent !== '');
  return html`<dl>${[
    fact('target', report.target),
    fact('plan', html`<code>${report.planHash}</code>`),
    ...report.operators.map(({ at, act, actor }) => fact(`${act} by`, `${actor}, ${shownInstant(at)} UTC`)),
    fact('counts', countsText(report.counts)),
    fact('windows', windows === '' ? 'any time' : windows),
    fact('on abort', options.onAbort),
    fact('consent to', consents.length === 0 ? 'nothing special' : consents.join(', ')),
  ]}</dl>`;
}

function countsText(counts: RolloutReport['counts']): string {
  const parts = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function wavesTable(waves: readonly WaveEvidence[]): Html {
  return html`<div class="wide"><table class="cards"><thead><tr><th scope="col">wave</th><th scope="col" class="number">switches</th><th scope="col">began</th><th scope="col">judged</th><th scope="col" class="number">well</th><th scope="col" class="number">bad</th></tr></thead>
<tbody>${waves.map(
    (wave) =>
      html`<tr><td data-title="wave">${wave.number}</td><td class="number" data-title="switches">${wave.devices}</td><td data-title="began">${shownInstant(wave.beganAt)}</td><td data-title="judged">${shownInstant(wave.judgedAt)}</td><td class="number" data-title="well">${wave.good}</td><td class="number ${wave.bad > 0 ? 'bad' : ''}" data-title="bad">${wave.bad}</td></tr>`,
  )}</tbody></table></div>`;
}
