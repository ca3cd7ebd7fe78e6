import { formatClock, formatDuration } from '../../duration.ts';
import type { RunEvent, RunOutcome } from '../events.ts';
import { failedChecks, type RecordedStep, type RunRecord } from '../record.ts';
import { type Html, html, join } from 'catalyst-license-lab/agent';
import { timelineHtml } from './timeline.ts';
import { trafficHtml } from './traffic.ts';

/** One scenario: what failed first, then how to repeat it, the picture, the procedure, and the traffic on demand. */
export function runHtml(run: RunRecord, outcome: RunOutcome, reason: string | null): Html {
  const { id, title, binding, seed, switches, covers, repeat } = run.about;
  return html`<section class="run ${outcome}" id="${id}">
<header><h2>${title}</h2><span class="badge ${outcome}">${outcome}</span></header>
<p class="facts"><span><code>${id}</code></span><span>binding ${binding}</span><span>seed ${seed}</span><span>${switches} switches</span><span>${formatDuration(run.durationMs)} of scenario time</span><span>covers ${covers.join(', ')}</span></p>
${whyHtml(run, outcome, reason)}
<div class="repeat"><span class="label">Repeat this run</span><pre>${repeat}</pre></div>
${run.steps.length > 0 && timelineHtml(run)}
<h3>Procedure</h3>
<ol class="procedure">${run.steps.map(stepHtml)}</ol>
${trafficHtml(run)}
</section>
`;
}

function whyHtml(run: RunRecord, outcome: RunOutcome, reason: string | null): Html | null {
  if (outcome === 'passed') return null;
  if (outcome === 'skipped') return html`<p class="note">Skipped: ${reason}</p>`;
  const [first, ...more] = failedChecks(run);
  const head =
    first === undefined
      ? html`<strong>${run.reason ?? reason}</strong>`
      : html`<strong>${first.check.name}</strong><p>${first.check.problem}</p><p class="faint">in step “${first.step}”, at ${formatClock(first.check.at)}</p>`;
  const others = more.map(({ check }) => html`<p>Also: ${check.name}: ${check.problem}</p>`);
  const flaky = outcome === 'flaky' && html`<p>It passed when it was tried again, so it is flaky.</p>`;
  return html`<div class="failure">${head}${others}${flaky}</div>`;
}

function stepHtml(step: RecordedStep): Html {
  const outcome = step.outcome === 'unfinished' ? 'failed' : step.outcome;
  const acts = step.events.flatMap(actLines);
  const checks = step.checks.map(({ isPassed, name, problem }) => {
    const text = problem === null ? name : `${name}: ${problem}`;
    return html`<li class="${isPassed ? 'held' : 'broken'}"><span class="sign">${isPassed ? '✓' : '✗'}</span><span>${text}</span></li>`;
  });
  return html`<li><div class="step-head"><span class="clock">${formatClock(step.fromMs).slice(0, 8)}</span><b>${step.name}</b><span class="badge ${outcome}">${outcome}</span></div>
${acts.length > 0 && html`<ul class="did">${acts}</ul>`}${checks.length > 0 && html`<ul class="checks">${checks}</ul>`}${step.error !== null && html`<p class="note">${step.error}</p>`}</li>`;
}

function actLines(event: RunEvent): readonly Html[] {
  switch (event.type) {
    case 'verb':
      return [html`<li><code>$ liclab ${event.line}</code></li>`];
    case 'signal':
      return [html`<li>${event.signal === 'kill' ? 'killed with -9' : 'Ctrl-C'}</li>`];
    case 'verb-end': {
      if (event.exitCode === 0) return [];
      const ended = event.exitCode === null ? 'it was killed' : `exit code ${event.exitCode}`;
      const said =
        event.said === null
          ? null
          : html`<pre>${join(event.said.split('\n').map((line) => html`${line}\n`))}</pre>`;
      return [html`<li>${ended}${said}</li>`];
    }
    case 'fault':
      return [
        html`<li>fault <code>${event.fault}</code> prepared for ${event.target}, ${event.times === 1 ? 'once' : `${event.times} times`}</li>`,
      ];
    case 'act':
      return [html`<li>${event.target}: ${event.text}</li>`];
    case 'agent':
    case 'check':
    case 'end':
    case 'step':
    case 'step-end':
    case 'traffic':
      return [];
  }
}
