import { type Html, html } from '../html/index.ts';
import type { RolloutReport } from './contract.ts';
import { shownInstant } from './instant.ts';

/** Size of the drawing in its own units; the browser stretches it to the page. */
const WIDTH = 1_000;
const HEIGHT = 120;

/** Exposure over time as a curve under its limit; nothing while nobody has begun. */
export function exposureHtml({ exposure, credit }: RolloutReport): Html | null {
  const [first, last] = [exposure[0], exposure.at(-1)];
  if (first === undefined || last === undefined) return null;
  const fromMs = Date.parse(first.at);
  const spanMs = Math.max(1, Date.parse(last.at) - fromMs);
  const highest = Math.max(credit.exposure, ...exposure.map(({ held }) => held), 1);
  const x = (at: string): number => Math.round(((Date.parse(at) - fromMs) / spanMs) * WIDTH);
  const y = (held: number): number => Math.round(HEIGHT - (held / highest) * (HEIGHT - 4));
  const path = exposure.map(({ at, held }) => `H${x(at)}V${y(held)}`).join('');
  const label = `Exposure: at most ${Math.max(...exposure.map(({ held }) => held))} of ${credit.exposure}`;
  return html`<figure><figcaption>Switches in flight or bad, over time; the dashed line is the limit of ${credit.exposure}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}"><path class="area" d="M0 ${HEIGHT}${path}V${HEIGHT}Z"/><path class="limit" d="M0 ${y(credit.exposure)}H${WIDTH}"/></svg>
<p class="axis"><span>${shownInstant(first.at)}</span><span>${shownInstant(last.at)}</span></p></figure>`;
}
