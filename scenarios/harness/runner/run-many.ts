/** Runs scenarios side by side, each in labs of its own: repetitions, retries, the first failure that ends it all. */
import type { Binding } from '../bindings/contract.ts';
import type { Scenario } from '../define.ts';
import type { EvidenceEvent, RunOutcome } from '../evidence/events.ts';
import { evidenceHash } from '../evidence/json-lines.ts';
import { foldRun, type RunRecord } from '../evidence/record.ts';
import { switchesOf } from '../lab/spec.ts';
import { runScenario } from './run-scenario.ts';

/** A scenario and how it was named on the command line. */
export interface Selected {
  readonly scenario: Scenario;
  readonly name: string;
}

/** How scenarios are run. */
export interface RunOptions {
  readonly seed: number;
  /** Runs of each scenario with the same seed; with `untilFailure` the most seeds that are tried. */
  readonly repeat: number;
  /** The first failure ends everything. */
  readonly bail: boolean;
  /** Tries seed, seed + 1, ... until one fails. */
  readonly untilFailure: boolean;
  /** How often a failed run is tried again with the same seed. */
  readonly retries: number;
  /** Labs at once. */
  readonly jobs: number;
  readonly signal?: AbortSignal;
}

/** Hears what happens. */
export interface RunListener {
  event(scenario: Scenario, event: EvidenceEvent): void;
  ended(result: ScenarioResult): void;
}

/** What became of one scenario. */
export interface ScenarioResult {
  readonly id: string;
  readonly title: string;
  readonly outcome: RunOutcome;
  readonly reason: string | null;
  /** Runs made, retries included. */
  readonly runs: number;
  /** Evidence worth keeping: the first run, and those that failed. */
  readonly kept: readonly KeptRun[];
}

/** A run with its evidence. */
export interface KeptRun {
  readonly record: RunRecord;
  readonly events: readonly EvidenceEvent[];
  readonly hash: string;
}

/** Failed runs of one scenario whose evidence is kept: a hundred failures say no more than a few. */
const KEPT_MAX = 5;

/** Runs all of them; the results come in the order given. */
export async function runMany(
  selected: readonly Selected[],
  binding: Binding,
  options: RunOptions,
  listener: RunListener,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  const ending = { reason: null as string | null };
  // Side by side the longest go first, so that none of them is left over at the end.
  const order = [...selected.keys()].toSorted((a, b) =>
    options.jobs > 1 ? sizeOf(selected[b]) - sizeOf(selected[a]) : a - b,
  );
  let next = 0;
  const isOver = (): boolean => ending.reason !== null || options.signal?.aborted === true;

  async function work(): Promise<void> {
    for (;;) {
      const index = order[next++];
      const item = index === undefined ? undefined : selected[index];
      if (index === undefined || item === undefined) return;
      const result = isOver()
        ? notRun(item.scenario, ending.reason ?? 'interrupted')
        : await runRepeatedly(item, binding, options, isOver, listener);
      results[index] = result;
      listener.ended(result);
      const mustEnd = result.outcome === 'failed' && (options.bail || options.untilFailure);
      if (mustEnd) ending.reason ??= `not run: "${result.id}" failed before`;
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, options.jobs) }, work));
  return results;
}

function sizeOf(item: Selected | undefined): number {
  return item === undefined ? 0 : switchesOf(item.scenario.lab);
}

async function runRepeatedly(
  { scenario, name }: Selected,
  binding: Binding,
  options: RunOptions,
  isOver: () => boolean,
  listener: RunListener,
): Promise<ScenarioResult> {
  const kept: KeptRun[] = [];
  let runs = 0;
  let flaky: string | null = null;
  let last: KeptRun | null = null;

  const runOnce = async (seed: number): Promise<KeptRun> => {
    runs += 1;
    const listen = (event: EvidenceEvent): void => listener.event(scenario, event);
    const { signal } = options;
    const request = { scenario, binding, seed, name, listen, ...(signal === undefined ? {} : { signal }) };
    const events = await runScenario(request);
    return { record: foldRun(events), events, hash: evidenceHash(events) };
  };
  const finish = (outcome: RunOutcome, reason: string | null): ScenarioResult => {
    const { id, title } = scenario;
    return { id, title, outcome, reason, runs, kept };
  };

  for (let round = 0; round < options.repeat && !(round > 0 && isOver()); round++) {
    const seed = options.untilFailure ? options.seed + round : options.seed;
    let run = await runOnce(seed);
    const first = run;
    for (let retry = 0; run.record.outcome === 'failed' && retry < options.retries && !isOver(); retry++) {
      run = await runOnce(seed);
    }
    if (first.record.outcome === 'failed' && kept.length < KEPT_MAX) kept.push(first);
    if (kept.length === 0) kept.push(run);
    const { outcome, reason } = run.record;
    if (outcome === 'failed') return finish('failed', reason);
    if (outcome === 'skipped') return finish('skipped', reason);
    if (first !== run) flaky ??= first.record.reason;
    const mustBeSame = binding.isDeterministic && !options.untilFailure && last !== null;
    if (mustBeSame && last !== null && last.hash !== run.hash) {
      kept.push(run);
      return finish(
        'failed',
        `the same seed gave other evidence in run ${round + 1}: ${firstChange(last, run)}`,
      );
    }
    last = run;
  }
  return flaky === null ? finish('passed', null) : finish('flaky', flaky);
}

/** Where the evidence of two runs first differs. */
function firstChange(before: KeptRun, now: KeptRun): string {
  const [a, b] = [before, now].map(({ events }) => events.map((event) => JSON.stringify(event)));
  const index = (a ?? []).findIndex((line, at) => line !== b?.[at]);
  const line = index === -1 ? (a?.length ?? 0) : index;
  return `line ${line + 1} was ${a?.[line] ?? 'missing'}, now ${b?.[line] ?? 'missing'}`;
}

function notRun({ id, title }: Scenario, reason: string): ScenarioResult {
  return { id, title, outcome: 'skipped', reason, runs: 0, kept: [] };
}
