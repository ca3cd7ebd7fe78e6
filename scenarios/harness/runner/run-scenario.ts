/** One run of one scenario: builds the lab, performs the steps on its clock, measures, takes the evidence, stops the lab. */
import type { Binding, BoundLab } from '../bindings/contract.ts';
import { createChecks } from '../checks/checks.ts';
import type { Scenario } from '../define.ts';
import type { EvidenceEvent, ScenarioEvent, StepOutcome } from '../evidence/events.ts';
import { trafficText } from '../evidence/traffic.ts';
import { switchesOf } from '../lab/spec.ts';
import type { DeviceTruth } from '../lab/truth.ts';
import type { Evidence, Expectation, MetricName } from '../metrics/contract.ts';
import { metric } from '../metrics/metrics.ts';
import { strict } from '../words/strict.ts';
import { createAgent } from './bound-agent.ts';
import { createLab } from './bound-lab.ts';
import { errorText, ScenarioSkipped, ScenarioTimeout } from './errors.ts';
import { createRecorder, type EvidenceListener, type Recorder } from './recorder.ts';
import { repeatCommand } from './repeat-command.ts';
import { stopLab } from './stop-lab.ts';
import { createSteps, type Steps } from './steps.ts';

/** Name of the step in which `expect` is measured. */
export const CRITERIA_STEP = 'measure the pass criteria';

/** What one run is made of. */
export interface RunRequest {
  readonly scenario: Scenario;
  readonly binding: Binding;
  readonly seed: number;
  /** How the scenario was named on the command line: its id, or its file. */
  readonly name: string;
  readonly listen: EvidenceListener;
  /** Ends the run where it stands; it counts as skipped. */
  readonly signal?: AbortSignal;
}

/** Runs a scenario once and gives its evidence, whatever happened. */
export async function runScenario(request: RunRequest): Promise<readonly EvidenceEvent[]> {
  const { scenario, binding, seed, listen } = request;
  const first = firstEvent(request);
  let bound: BoundLab;
  try {
    bound = await binding.start({ id: scenario.id, lab: scenario.lab, seed });
  } catch (error) {
    const recorder = createRecorder(first, new Map(), () => 0, listen);
    const isSkip = error instanceof ScenarioSkipped;
    const reason = isSkip ? error.message : `the lab did not start: ${errorText(error)}`;
    recorder.note({ type: 'end', outcome: isSkip ? 'skipped' : 'failed', reason });
    return recorder.events;
  }
  const recorder = createRecorder(first, bound.hidden, () => bound.nowMs(), listen);
  const { outcome, reason, at } = await performIn(bound, request, recorder);
  recorder.note({ type: 'end', outcome, reason }, at);
  return recorder.events;
}

interface Verdict {
  readonly outcome: StepOutcome;
  readonly reason: string | null;
  readonly at: number;
}

async function performIn(bound: BoundLab, request: RunRequest, recorder: Recorder): Promise<Verdict> {
  const { scenario, binding } = request;
  const steps = createSteps(recorder);
  const { agent, running, killAll } = createAgent(bound, steps, recorder);
  const lab = createLab(binding, bound, steps, recorder);
  bound.onProgress((progress) => recorder.note({ type: 'agent', ...progress }));
  let before: readonly DeviceTruth[] = [];

  const evidence = async (): Promise<Evidence> => ({
    journal: await bound.journal(),
    before,
    now: await bound.devices(),
    elapsedMs: bound.nowMs(),
  });
  const check = createChecks({
    note: (result) => steps.note(result),
    nowMs: () => bound.nowMs(),
    advance: (ms) => bound.advance(ms),
    async measure(name) {
      const { measure } = metric(name);
      return measure(await evidence());
    },
  });

  async function perform(): Promise<void> {
    before = await bound.devices();
    const world = strict('the scenario’s world', {
      lab,
      agent,
      check,
      clock: { nowMs: () => bound.nowMs() },
      seed: request.seed,
      step: (name: string, act: () => unknown) => steps.step(name, act),
    });
    await scenario.steps(world as Parameters<Scenario['steps']>[0]);
    const criteria = Object.entries(scenario.expect) as [MetricName, Expectation][];
    if (criteria.length === 0) return;
    await steps.step(CRITERIA_STEP, async () => {
      for (const [name, expected] of criteria) await check.metric(name, expected);
    });
  }

  let thrown: unknown = null;
  let traffic: Evidence['journal'] = [];
  try {
    await untilAborted(bound.drive(perform(), scenario.timeoutMs), request.signal);
  } catch (error) {
    thrown = error ?? new Error('nothing was thrown');
  }
  const at = bound.nowMs();
  const left = running();
  steps.close();
  killAll();
  try {
    traffic = await bound.journal();
  } catch (error) {
    thrown ??= error;
  }
  for (const { at: when, device, op, session, detail } of traffic) {
    recorder.note({ type: 'traffic', device, op, session, text: trafficText(detail) }, when);
  }
  const leaks = [...left.map((line) => `"${line}" was never awaited`), ...(await stopLab(bound))];
  return { ...judge(steps, thrown, leaks), at };
}

/** The work, or the skip that an interruption asks for. */
function untilAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  // What the abandoned work still throws concerns nobody.
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new ScenarioSkipped('interrupted'));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work.finally(() => signal.removeEventListener('abort', abort)).then(resolve, reject);
  });
}

function judge(steps: Steps, thrown: unknown, leaks: readonly string[]): Omit<Verdict, 'at'> {
  if (thrown instanceof ScenarioSkipped && steps.failure() === null)
    return { outcome: 'skipped', reason: thrown.message };
  const failure = steps.failure() ?? (thrown === null ? null : unplaced(steps, thrown));
  if (failure !== null) return { outcome: 'failed', reason: failure };
  if (leaks.length > 0) return { outcome: 'failed', reason: `something was left over: ${leaks.join('; ')}` };
  return { outcome: 'passed', reason: null };
}

/** A failure that no step reported: a time-out in the middle of one, or what was thrown between two. */
function unplaced(steps: Steps, thrown: unknown): string {
  const name = steps.current();
  const where = name === null ? 'before the first step' : `step "${name}"`;
  return thrown instanceof ScenarioTimeout ? `${where}: ${thrown.message}` : `${where}: ${errorText(thrown)}`;
}

function firstEvent({ scenario, binding, seed, name }: RunRequest): ScenarioEvent {
  return {
    type: 'scenario',
    schema: 'liclab.scenario-evidence/1',
    id: scenario.id,
    title: scenario.title,
    covers: [...scenario.covers],
    binding: binding.name,
    seed,
    switches: switchesOf(scenario.lab),
    repeat: repeatCommand(name, binding.name, seed),
  };
}
