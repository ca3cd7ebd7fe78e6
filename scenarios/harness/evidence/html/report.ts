import { type Html, html, htmlPage } from 'catalyst-license-lab/agent';
import { formatDuration } from '../../duration.ts';
import type { RunOutcome } from '../events.ts';
import type { RunRecord } from '../record.ts';
import { runHtml } from './run.ts';
import { STYLE } from './style.ts';

/** What a report shows of one scenario. */
export interface Reported {
  readonly outcome: RunOutcome;
  readonly reason: string | null;
  /** The run to show: the failed one where there is one; null when it was not run. */
  readonly run: RunRecord | null;
  readonly id: string;
  readonly title: string;
}

/** Order of the report: what needs a reader comes first. */
const ORDER: readonly RunOutcome[] = ['failed', 'flaky', 'skipped', 'passed'];

/**
 * All results as one self-contained page: no script, nothing from elsewhere, and a policy that forbids both. Everything that
 * is not ours is escaped.
 */
export function reportHtml(reported: readonly Reported[]): string {
  const sorted = ORDER.flatMap((outcome) => reported.filter((one) => one.outcome === outcome));
  const failed = reported.filter(({ outcome }) => outcome === 'failed').length;
  const title = failed === 0 ? 'Scenarios: as planned' : `Scenarios: ${failed} failed`;
  const body = html`<main>
<header><h1>${title}</h1><p class="faint">${subtitle(reported)}</p></header>
${totals(reported)}
<ul class="verdicts">${sorted.map(verdict)}</ul>
${sorted.flatMap((one) => (one.run === null ? [] : [runHtml(one.run, one.outcome, one.reason)]))}
</main>`;
  return htmlPage({ title, style: STYLE, body });
}

function subtitle(reported: readonly Reported[]): string {
  const runs = reported.flatMap(({ run }) => (run === null ? [] : [run]));
  const bindings = [...new Set(runs.map(({ about }) => about.binding))].join(', ');
  const seeds = [...new Set(runs.map(({ about }) => about.seed))].join(', ');
  return runs.length === 0 ? 'Nothing was run.' : `Catalyst License Lab, binding ${bindings}, seed ${seeds}`;
}

function totals(reported: readonly Reported[]): Html {
  const tiles = (['failed', 'flaky', 'skipped', 'passed'] as const).flatMap((outcome) => {
    const count = reported.filter((one) => one.outcome === outcome).length;
    const isShown = count > 0 || outcome === 'failed' || outcome === 'passed';
    return isShown ? [html`<li class="${count > 0 ? outcome : 'none'}"><b>${count}</b>${outcome}</li>`] : [];
  });
  const ms = reported.reduce((sum, { run }) => sum + (run?.durationMs ?? 0), 0);
  return html`<ul class="totals">${tiles}<li><b>${formatDuration(ms)}</b>scenario time</li></ul>`;
}

function verdict({ id, title, outcome, reason, run }: Reported): Html {
  const name = run === null ? html`<span>${id}</span>` : html`<a href="#${id}">${id}</a>`;
  const took = run === null ? '' : formatDuration(run.durationMs);
  return html`<li><span class="badge ${outcome}">${outcome}</span>${name}<span class="took faint">${took}</span><span class="why">${reason ?? title}</span></li>`;
}
