import { type Html, html } from '../html/index.ts';
import type { Act, DeviceEvidence } from './contract.ts';
import { shownInstant, shownSpan, shownTime } from './instant.ts';
import { isBadEnd } from './timeline.ts';

function toneOf(device: DeviceEvidence): string {
  if (isBadEnd(device)) return 'bad';
  return device.class === 'OK' ? 'good' : 'warning';
}

/** Target of a link into the page: numbers only, because ids are text of others. */
function anchorOf({ wave, change, id }: DeviceEvidence): string {
  return `d-${wave}-${Buffer.from(change ?? id).toString('hex')}`;
}

function tookText({ boundaries }: DeviceEvidence): string {
  const [first, last] = [boundaries[0], boundaries.at(-1)];
  return first === undefined || last === undefined ? '-' : shownSpan(first.at, last.at);
}

function whyText({ reason, linesDiffering, notes }: DeviceEvidence): string {
  const lines = linesDiffering > 0 ? `${linesDiffering} lines differ (rollout show lists them)` : '';
  const why = reason === null ? '' : `${reason.code}: ${reason.text}`;
  return [why, lines, notes.join(', ')].filter((part) => part !== '').join('; ');
}

/** One line of the table of all switches. */
export function deviceRow(device: DeviceEvidence, isDetailed: boolean): Html {
  const name = isDetailed ? html`<a href="#${anchorOf(device)}">${device.id}</a>` : html`${device.id}`;
  return html`<tr><td data-title="switch">${name}</td><td data-title="end"><span class="badge ${toneOf(device)}">${device.state}</span></td><td data-title="before">${device.levelBefore}</td><td data-title="now">${device.runningLevel ?? '-'}</td><td class="number" data-title="reloads">${device.reloadsSent}</td><td data-title="took">${tookText(device)}</td><td data-title="why">${whyText(device)}</td></tr>
`;
}

/** Before, what was sent and answered, after, and the time of each boundary; open for those that did not end well. */
export function deviceHtml(device: DeviceEvidence): Html {
  const opening = html`<summary><b>${device.id}</b> <span class="badge ${toneOf(device)}">${device.state}</span> <span class="faint">wave ${device.wave}, ${device.host}${device.site === null ? '' : `, ${device.site}`}, ${device.serials.join(' ')}</span></summary>`;
  const inner = html`${whyText(device) === '' ? null : html`<p class="note">${whyText(device)}</p>`}
<dl><dt>change</dt><dd>${device.change ?? 'not begun'}</dd>
<dt>before</dt><dd>${device.levelBefore}, booted ${device.bootTimeBefore ?? '-'}</dd>
<dt>after</dt><dd>${device.runningLevel ?? 'not seen'}, boot level ${device.bootLevel ?? 'not seen'}, booted ${device.bootTimeAfter ?? '-'}</dd>
<dt>members</dt><dd>${device.members.map(({ slot, serial, model, state }) => `${slot}: ${model} ${serial} ${state}`).join('; ')}</dd>
<dt>report</dt><dd>${device.report ?? '-'}</dd></dl>
${device.acts.length === 0 ? null : html`<h3>Sent and answered</h3><ol class="acts">${device.acts.map(actHtml)}</ol>`}
${device.boundaries.length === 0 ? null : html`<h3>Boundaries, all on ${shownInstant(device.boundaries[0]?.at ?? null).slice(0, 10)} UTC or after</h3><ol class="boundaries">${device.boundaries.map(({ boundary, name, at }) => html`<li><span class="clock">${shownTime(at)}</span> <b>${boundary}</b> ${name === boundary ? '' : name}</li>`)}</ol>`}`;
  return isBadEnd(device)
    ? html`<details id="${anchorOf(device)}" open>${opening}${inner}</details>`
    : html`<details id="${anchorOf(device)}">${opening}${inner}</details>`;
}

function actHtml({ at, op, sent, answeredAt, result, answer }: Act): Html {
  const took = answeredAt === null ? 'no outcome yet' : `${result ?? ''} after ${shownSpan(at, answeredAt)}`;
  const isTrouble = result !== null && result !== 'ok';
  return html`<li><span class="clock">${shownTime(at)}</span> <b>${op ?? 'act'}</b> <span class="${isTrouble ? 'bad' : 'faint'}">${took}</span>
${sent.map(document)}${answer === null || answer === '' ? null : html`<p class="answer">${answer}</p>`}</li>`;
}

/** Lines stay lines; everything else in them is escaped. */
function document(text: string): Html {
  return html`<pre>${text
    .trimEnd()
    .split('\n')
    .map(
      (line) => html`${line}
`,
    )}</pre>`;
}
