import { formatDuration } from '../duration.ts';
import type { ScenarioResult } from '../runner/run-many.ts';
import type { Painter } from './console.ts';

/** How many ended how. A flaky scenario passed in the end, and is named. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly flaky: readonly string[];
  readonly runs: number;
}

/** Counts results. */
export function totalsOf(results: readonly ScenarioResult[]): Totals {
  const count = (outcome: string): number => results.filter((result) => result.outcome === outcome).length;
  const flaky = results.filter((result) => result.outcome === 'flaky').map(({ id }) => id);
  return {
    passed: count('passed') + flaky.length,
    failed: count('failed'),
    skipped: count('skipped'),
    flaky,
    runs: results.reduce((sum, { runs }) => sum + runs, 0),
  };
}

/** The last lines on the console: what is not green with its reason and the command that repeats it, then the totals. */
export function summaryLines(
  results: readonly ScenarioResult[],
  durationMs: number,
  paint: Painter,
): readonly string[] {
  const notGreen = results.filter(({ outcome }) => outcome !== 'passed');
  const totals = totalsOf(results);
  const parts = [
    paint(`${totals.passed} passed`, totals.failed === 0 ? 'good' : 'plain'),
    ...(totals.flaky.length > 0 ? [paint(`${totals.flaky.length} of them flaky`, 'warning')] : []),
    ...(totals.failed > 0 ? [paint(`${totals.failed} failed`, 'bad')] : []),
    ...(totals.skipped > 0 ? [paint(`${totals.skipped} skipped`, 'warning')] : []),
  ];
  const runs = totals.runs === results.length ? '' : ` in ${totals.runs} runs`;
  return [
    ...notGreen.flatMap((result) => notGreenLines(result, paint)),
    `${parts.join(', ')}${runs}, ${formatDuration(durationMs)}`,
  ];
}

function notGreenLines(result: ScenarioResult, paint: Painter): readonly string[] {
  const { outcome, id, reason, kept } = result;
  const word = { failed: 'FAILED', skipped: 'skipped', flaky: 'flaky', passed: 'passed' }[outcome];
  const head = `${paint(word, outcome === 'failed' ? 'bad' : 'warning')} ${paint(id, 'strong')} ${paint(reason ?? '')}`;
  const repeat = kept.find(({ record }) => record.outcome === 'failed')?.record.about.repeat;
  return repeat === undefined ? [head] : [head, paint(`  repeat it: ${repeat}`, 'faint'), ''];
}
