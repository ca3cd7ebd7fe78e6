import { formatClock } from '../../duration.ts';
import type { RunEvent } from '../events.ts';
import type { RunRecord } from '../record.ts';
import { type Html, html } from 'catalyst-license-lab/agent';

/** Rows of one table: a page of thousands of rows helps nobody; the JSON lines have them all. */
const ROWS_MAX = 400;
/** Tables of one run. */
const DEVICES_MAX = 12;

type Traffic = RunEvent & { type: 'traffic' };

/** What the simulator recorded, per switch, folded away: switches with a prepared fault or a refused act first. */
export function trafficHtml(run: RunRecord): Html | null {
  const traffic = run.events.filter((event): event is Traffic => event.type === 'traffic');
  if (traffic.length === 0) return null;
  const targets = new Set(
    run.events.flatMap((event) => (event.type === 'fault' || event.type === 'act' ? [event.target] : [])),
  );
  const reason = run.reason ?? '';
  const weight = (name: string): number =>
    reason.includes(name) ? 0 : targets.has(name) ? 1 : name === 'cssm' ? 2 : 3;
  const groups = [...Map.groupBy(traffic, ({ device }) => device)].toSorted(
    ([a], [b]) => weight(a) - weight(b) || (a < b ? -1 : 1),
  );
  const more = groups.length - DEVICES_MAX;
  return html`<h3>Traffic</h3>
${groups.slice(0, DEVICES_MAX).map(([device, entries]) => deviceTable(device, entries))}${more > 0 && html`<p class="label">${more} more switches are in the JSON lines of this run.</p>`}`;
}

function deviceTable(device: string, entries: readonly Traffic[]): Html {
  const rows = entries
    .slice(0, ROWS_MAX)
    .map(
      ({ at, op, session, text }) =>
        html`<tr><td class="clock">${formatClock(at)}</td><td>${op}</td><td>${session}</td><td>${text}</td></tr>`,
    );
  const more = entries.length - rows.length;
  return html`<details><summary>${device} <span class="faint">${entries.length} entries</span></summary><div class="scroll"><table><thead><tr><th>clock</th><th>op</th><th>session</th><th>detail</th></tr></thead><tbody>${rows}</tbody></table></div>${more > 0 && html`<p class="label">${more} more are in the JSON lines of this run.</p>`}</details>
`;
}
