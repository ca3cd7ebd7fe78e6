import { formatClock } from '../duration.ts';
import type { ScenarioResult } from '../runner/run-many.ts';
import { printable } from './printable.ts';
import type { RunRecord } from './record.ts';

/**
 * The results as JUnit XML: one test case per scenario, seconds of scenario time. A flaky one is marked as Surefire does
 * (`flakyFailure`), so that build servers show it.
 */
export function junitXml(results: readonly ScenarioResult[], binding: string): string {
  const count = (outcome: string): number => results.filter((result) => result.outcome === outcome).length;
  const seconds = results.reduce((sum, result) => sum + secondsOf(result), 0);
  const totals = `tests="${results.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="liclab scenarios" ${totals}>`,
    `  <testsuite name="${attribute(`scenarios.${binding}`)}" ${totals}>`,
    ...results.flatMap((result) => testCase(result, binding)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(result: ScenarioResult, binding: string): readonly string[] {
  const { id, title, outcome, reason } = result;
  const place = `classname="${attribute(`scenarios.${binding}`)}" name="${attribute(`${id}: ${title}`)}"`;
  const message = `message="${attribute(reason ?? '')}"`;
  const run = shownRun(result);
  const procedure =
    run === undefined ? [] : [`      <system-out>${content(procedureText(run))}</system-out>`];
  const verdict = {
    passed: [],
    failed: [
      `      <failure ${message} type="scenario">${content(`${reason ?? ''}\n${run?.about.repeat ?? ''}`)}</failure>`,
    ],
    skipped: [`      <skipped ${message}/>`],
    flaky: [
      `      <flakyFailure ${message} type="scenario">${content(run?.about.repeat ?? '')}</flakyFailure>`,
    ],
  }[outcome];
  return [
    `    <testcase ${place} time="${secondsOf(result).toFixed(3)}">`,
    ...verdict,
    ...procedure,
    '    </testcase>',
  ];
}

/** The run that says most: the failed one where there is one. */
function shownRun({ kept }: ScenarioResult): RunRecord | undefined {
  return (kept.find(({ record }) => record.outcome === 'failed') ?? kept[0])?.record;
}

function secondsOf(result: ScenarioResult): number {
  return (shownRun(result)?.durationMs ?? 0) / 1_000;
}

function procedureText(run: RunRecord): string {
  return run.steps
    .flatMap((step) => [
      `${formatClock(step.fromMs)} ${step.name} (${step.outcome})`,
      ...step.checks.map(
        ({ isPassed, name, problem }) =>
          `  ${isPassed ? 'ok' : 'FAILED'} ${name}${problem === null ? '' : `: ${problem}`}`,
      ),
    ])
    .join('\n');
}

function attribute(text: string): string {
  return escapeXml(printable(text));
}

/** Text between tags; line feeds are kept. */
function content(text: string): string {
  return text.split('\n').map(printable).map(escapeXml).join('\n');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
