import { ConfigError } from 'catalyst-license-lab/core';
import type { BindingName } from '../bindings/contract.ts';
import { selectScenarios } from '../discover/select.ts';
import { consoleLines } from '../evidence/console.ts';
import { summaryLines, totalsOf } from '../evidence/summary.ts';
import { runMany, type RunListener, type RunOptions, type ScenarioResult } from '../runner/run-many.ts';
import { unknownWord } from '../words/unknown.ts';
import type { ScenarioContext, ScenarioExit } from './context.ts';
import { createVoice, type Voice, type VoiceOptions } from './say.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';

/** Options of `scenario run`, as the command line gives them. */
export interface RunVerbOptions extends VoiceOptions {
  readonly all?: boolean | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly binding?: string | undefined;
  readonly seed?: string | undefined;
  readonly repeat?: string | undefined;
  readonly bail?: boolean | undefined;
  readonly untilFailure?: boolean | undefined;
  readonly retry?: string | undefined;
  readonly jobs?: string | undefined;
  /** Folder for everything: report.html, junit.xml and a file of JSON lines per run. */
  readonly evidence?: string | undefined;
  readonly html?: string | undefined;
  readonly junit?: string | undefined;
}

/** Names of the bindings that exist. */
export const BINDING_NAMES = ['memory', 'ssh'] as const satisfies readonly BindingName[];

/** Largest numbers that options take: beyond them a slip of the finger is likelier than a wish. */
const REPEAT_MAX = 1_000_000;
const RETRY_MAX = 10;
const JOBS_MAX = 64;
const SEED_MAX = Number.MAX_SAFE_INTEGER;

/** Runs scenarios: 0 all passed, 1 one failed, 2 the command line is wrong, 130 interrupted. */
export async function scenarioRun(
  context: ScenarioContext,
  names: readonly string[],
  options: RunVerbOptions,
): Promise<ScenarioExit> {
  const { tag: tags = [], all: isAll = false } = options;
  const binding = context.binding(bindingName(options.binding ?? 'memory'));
  const runOptions = readOptions(options, binding.jobs);
  checkOutputs(context.cwd, options);
  const selected = await selectScenarios({ names, isAll, tags }, context.cwd);
  const voice = createVoice(context, options);
  const interruption = new AbortController();
  const stopListening = context.onInterrupt(() => interruption.abort());
  const startedMs = context.nowMs();
  let results: readonly ScenarioResult[];
  try {
    const isLive = selected.length === 1 && runOptions.repeat === 1;
    const listener = isLive ? liveListener(voice) : blockListener(voice);
    results = await runMany(selected, binding, { ...runOptions, signal: interruption.signal }, listener);
  } finally {
    stopListening();
  }
  const durationMs = Math.round(context.nowMs() - startedMs);
  const files = writeOutputs(context.cwd, options, results, binding.name);
  voice.say([
    ...summaryLines(results, durationMs, voice.paint),
    ...files.map((file) => voice.paint(`written: ${file}`, 'faint')),
  ]);
  const totals = totalsOf(results);
  const isInterrupted = interruption.signal.aborted;
  const outcomes = results.map(({ id, outcome, reason, runs }) => ({ id, outcome, reason, runs }));
  voice.result('scenario', {
    ...totals,
    seed: runOptions.seed,
    binding: binding.name,
    durationMs,
    scenarios: outcomes,
  });
  if (isInterrupted) return 130;
  return totals.failed > 0 ? 1 : 0;
}

/** One scenario, once: its lines as they happen. */
function liveListener({ say, paint }: Voice): RunListener {
  return { event: (_scenario, event) => say(consoleLines(event, paint)), ended: () => undefined };
}

/** Several side by side: one line each when it ends, and all lines of those that failed. */
function blockListener({ say, paint }: Voice): RunListener {
  return {
    event: () => undefined,
    ended({ id, title, outcome, runs, kept }) {
      const tone = { passed: 'good', failed: 'bad', skipped: 'warning', flaky: 'warning' } as const;
      const times = runs > 1 ? paint(` (${runs} runs)`, 'faint') : '';
      say([
        `${paint(outcome === 'failed' ? 'FAILED ' : outcome.padEnd(7), tone[outcome])} ${paint(id, 'strong')}  ${paint(title)}${times}`,
      ]);
      const failed = kept.find(({ record }) => record.outcome === 'failed');
      if (failed !== undefined) say(failed.events.flatMap((event) => consoleLines(event, paint)));
    },
  };
}

function bindingName(name: string): BindingName {
  const known = BINDING_NAMES.find((binding) => binding === name);
  if (known !== undefined) return known;
  throw unknownWord('BINDING_UNKNOWN', 'binding', name, BINDING_NAMES);
}

function readOptions(options: RunVerbOptions, jobs: number): RunOptions {
  const { bail = false, untilFailure = false } = options;
  return {
    seed: wholeNumber('--seed', options.seed ?? '1', 0, SEED_MAX),
    repeat: wholeNumber(
      '--repeat',
      options.repeat ?? (untilFailure ? String(REPEAT_MAX) : '1'),
      1,
      REPEAT_MAX,
    ),
    bail,
    untilFailure,
    retries: wholeNumber('--retry', options.retry ?? '0', 0, RETRY_MAX),
    jobs: wholeNumber('--jobs', options.jobs ?? String(jobs), 1, JOBS_MAX),
  };
}

function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  const isGood = /^\d{1,16}$/.test(text) && value >= min && value <= max;
  if (isGood) return value;
  throw new ConfigError(
    'USAGE',
    `${option} takes a whole number from ${min} to ${max}, got "${text.slice(0, 40)}".`,
  );
}
