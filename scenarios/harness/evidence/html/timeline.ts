import { formatClock } from '../../duration.ts';
import type { RunRecord } from '../record.ts';
import { type Bar, type BarKind, type Lane, type Mark, timelineOf } from '../timeline.ts';
import { type Html, html, join } from 'catalyst-license-lab/agent';

/** Width of the drawing in its own units; the browser stretches it to the page. */
const WIDTH = 1_000;
/** Up to this many switches each have a row with a name; more become a strip of thin rows. */
const NAMED_DEVICES_MAX = 30;
const ROW = { named: 22, thin: 3 } as const;
/** Rows of the thin strip: beyond it the picture says no more, and the file grows. */
const THIN_ROWS_MAX = 400;
/** Marks of one lane that are drawn; more would be one black band. */
const MARKS_MAX = 300;
/** Width of a bar that would be too thin to see. */
const BAR_WIDTH_MIN = 1.5;

/** The drawing of a run: names beside it as text, so that it can be as wide as the page without making text small. */
export function timelineHtml(run: RunRecord): Html {
  const endMs = Math.max(1, run.durationMs);
  const lanes = timelineOf(run);
  const devices = lanes.filter(({ group }) => group === 'device');
  const isStrip = devices.length > NAMED_DEVICES_MAX;
  const named = isStrip ? lanes.filter(({ group }) => group !== 'device') : lanes;
  const strip = isStrip ? [stripHtml(devices, endMs)] : [];
  return html`<figure class="timeline">
<figcaption class="label">Who did what, in scenario time</figcaption>
<div class="lanes">${named.map((lane) => namedLane(lane, endMs))}${strip}<div class="lane-name"></div>${axis(endMs)}</div>
${legend(!isStrip && devices.some(({ beliefs }) => beliefs.length > 0))}
</figure>`;
}

function namedLane(lane: Lane, endMs: number): Html {
  return html`<div class="lane-name in-${lane.group}">${lane.name}</div>${drawing([lane], endMs, ROW.named, lane.name)}`;
}

function stripHtml(devices: readonly Lane[], endMs: number): Html {
  const shown = devices.slice(0, THIN_ROWS_MAX);
  const more = devices.length - shown.length;
  const name = `${shown.length} switches`;
  return html`<div class="lane-name in-device">${name}${more > 0 && html`<small>${more} more not drawn</small>`}</div>${drawing(shown, endMs, ROW.thin, name)}`;
}

function drawing(lanes: readonly Lane[], endMs: number, row: number, name: string): Html {
  const height = lanes.length * row;
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" height="${height}" preserveAspectRatio="none" role="img" aria-label="Timeline of ${name}">${gridLines(height)}${lanes.map((lane, index) => laneShapes(lane, endMs, index * row, row))}</svg>`;
}

function gridLines(height: number): readonly Html[] {
  return [0, 250, 500, 750, 1_000].map(
    (x) => html`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${height}"/>`,
  );
}

function laneShapes(lane: Lane, endMs: number, top: number, row: number): Html {
  const isThin = row === ROW.thin;
  const hasBeliefs = lane.beliefs.length > 0;
  const [y, height] = isThin ? [0.5, row - 1] : hasBeliefs ? [3, 10] : [5, row - 10];
  const truth = lane.bars.map((bar) => barShape(bar, endMs, top + y, height));
  const beliefs = isThin ? [] : lane.beliefs.map((bar) => barShape(bar, endMs, top + 15, 4));
  const bars = [...truth, ...beliefs];
  const shown = isThin ? lane.marks.filter(({ kind }) => kind === 'fault') : lane.marks.slice(0, MARKS_MAX);
  const marks = shown.map((mark) => markShape(mark, endMs, top, row));
  return join([...bars, ...marks]);
}

function barShape(bar: Bar, endMs: number, y: number, height: number): Html {
  const x = position(bar.fromMs, endMs);
  const width = Math.max(BAR_WIDTH_MIN, position(bar.toMs, endMs) - x);
  const title = `${formatClock(bar.fromMs)} to ${formatClock(bar.toMs)}: ${bar.text}`;
  return html`<rect class="bar ${bar.kind}" x="${x}" y="${y}" width="${round(width)}" height="${height}"><title>${title}</title></rect>`;
}

function markShape(mark: Mark, endMs: number, top: number, row: number): Html {
  const x = position(mark.atMs, endMs);
  const title = `${formatClock(mark.atMs)}: ${mark.text}`;
  return html`<line class="mark ${mark.kind}" x1="${x}" x2="${x}" y1="${top + 2}" y2="${top + row - 2}"><title>${title}</title></line>`;
}

function axis(endMs: number): Html {
  const labels = [0, 1 / 4, 1 / 2, 3 / 4, 1].map(
    (part) => html`<span>${formatClock(part * endMs).slice(0, 8)}</span>`,
  );
  return html`<div class="axis">${labels}</div>`;
}

/** What the simulator recorded. */
const TRUTH: readonly (readonly [BarKind, string])[] = [
  ['edited', 'edited'],
  ['saved', 'saved'],
  ['down', 'down'],
  ['booting', 'booting'],
  ['starting', 'services start'],
  ['back', 'back'],
];

/** What the agent committed. */
const BELIEF: readonly (readonly [BarKind, string])[] = [
  ['preparing', 'looks'],
  ['changing', 'edits and saves'],
  ['watching', 'waits for the reboot'],
  ['judging', 'verifies and reports'],
  ['good', 'good end'],
  ['bad', 'bad end'],
  ['left', 'left alone'],
];

function legend(hasBeliefs: boolean): Html {
  const swatches = (kinds: typeof TRUTH): readonly Html[] =>
    kinds.map(([kind, word]) => html`<span><i class="swatch ${kind}"></i>${word}</span>`);
  const ticks = html`<span><i class="tick session"></i>session</span><span><i class="tick reload"></i>reload received</span><span><i class="tick fault"></i>fault</span>`;
  const truth = html`<p class="legend"><b>the switch</b>${swatches(TRUTH)}${ticks}</p>`;
  return hasBeliefs
    ? join([truth, html`<p class="legend"><b>the agent, below it</b>${swatches(BELIEF)}</p>`])
    : truth;
}

function position(ms: number, endMs: number): number {
  return round((Math.min(Math.max(0, ms), endMs) / endMs) * WIDTH);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
