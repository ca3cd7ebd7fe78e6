import type { EvidenceEvent, RunEvent, RunOutcome, ScenarioEvent, StepOutcome } from './events.ts';

/** One check of a step. */
export interface RecordedCheck {
  readonly at: number;
  readonly name: string;
  readonly isPassed: boolean;
  readonly problem: string | null;
}

/** One step with everything that happened in it, but the traffic. */
export interface RecordedStep {
  readonly name: string;
  readonly fromMs: number;
  toMs: number;
  outcome: StepOutcome | 'unfinished';
  error: string | null;
  readonly checks: RecordedCheck[];
  readonly events: RunEvent[];
}

/** A run, folded from its events. */
export interface RunRecord {
  readonly about: ScenarioEvent;
  readonly steps: readonly RecordedStep[];
  readonly events: readonly RunEvent[];
  readonly outcome: RunOutcome;
  readonly reason: string | null;
  readonly durationMs: number;
}

/** Folds the events of one run. A run without its last line was cut off and counts as failed. */
export function foldRun(events: readonly EvidenceEvent[]): RunRecord {
  const [about, ...rest] = events;
  if (about?.type !== 'scenario') throw new TypeError('The first event of a run says which scenario it is.');
  const runEvents = rest.filter((event): event is RunEvent => event.type !== 'scenario');
  const steps: RecordedStep[] = [];
  for (const event of runEvents) foldEvent(steps, event);
  const end = runEvents.findLast((event) => event.type === 'end');
  return {
    about,
    steps,
    events: runEvents,
    outcome: end?.outcome ?? 'failed',
    reason: end === undefined ? 'the evidence ends before the run did' : end.reason,
    durationMs: end?.at ?? runEvents.at(-1)?.at ?? 0,
  };
}

function foldEvent(steps: RecordedStep[], event: RunEvent): void {
  if (event.type === 'step') {
    const { name, at } = event;
    steps.push({ name, fromMs: at, toMs: at, outcome: 'unfinished', error: null, checks: [], events: [] });
    return;
  }
  const step = steps.at(-1);
  if (step === undefined || event.type === 'traffic' || event.type === 'end') return;
  if (step.outcome !== 'unfinished') return;
  if (event.type === 'step-end') {
    step.toMs = event.at;
    step.outcome = event.outcome;
    step.error = event.error;
  } else if (event.type === 'check') {
    step.checks.push({ at: event.at, name: event.name, isPassed: event.passed, problem: event.problem });
  } else step.events.push(event);
}

/** Checks that failed, each with the step it belongs to. */
export function failedChecks(
  run: RunRecord,
): readonly { readonly step: string; readonly check: RecordedCheck }[] {
  return run.steps.flatMap((step) =>
    step.checks.filter((check) => !check.isPassed).map((check) => ({ step: step.name, check })),
  );
}
