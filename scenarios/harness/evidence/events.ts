/**
 * What happened in a run, as JSON lines: the console, JUnit and HTML are made from these events alone, live and when they
 * are replayed. The schemas are strict: only the fields named here exist, so nothing else can get into a report.
 */
import { z } from 'zod';

/** Longest text of one field: evidence is read by people. */
const TEXT_MAX = 4_000;

const text = z.string().max(TEXT_MAX);
/** Milliseconds of scenario time since the lab began. */
const at = z.number().min(0);
const stepOutcome = z.enum(['passed', 'failed', 'skipped']);
/** Number of the step, from 1; 0 is before the first. */
const step = z.int().min(0);
/** Number of the call of a verb, from 1. */
const call = z.int().min(1);

const scenario = z.strictObject({
  type: z.literal('scenario'),
  schema: z.literal('liclab.scenario-evidence/1'),
  id: text,
  title: text,
  covers: z.array(text),
  binding: text,
  seed: z.number(),
  switches: z.int(),
  /** Command that repeats the run. */
  repeat: text,
});

const others = [
  z.strictObject({ type: z.literal('step'), at, step, name: text }),
  /** `error` is what the step threw. */
  z.strictObject({ type: z.literal('step-end'), at, step, outcome: stepOutcome, error: text.nullable() }),
  z.strictObject({
    type: z.literal('check'),
    at,
    step,
    name: text,
    passed: z.boolean(),
    problem: text.nullable(),
  }),
  z.strictObject({ type: z.literal('verb'), at, call, line: text }),
  z.strictObject({ type: z.literal('signal'), at, call, signal: z.enum(['interrupt', 'kill']) }),
  /** `exitCode` null: killed. `said`: its last words when it did not end with 0. */
  z.strictObject({
    type: z.literal('verb-end'),
    at,
    call,
    exitCode: z.int().nullable(),
    said: text.nullable(),
  }),
  z.strictObject({ type: z.literal('fault'), at, fault: text, target: text, times: z.int() }),
  /** Something else that the scenario did to the world. */
  z.strictObject({ type: z.literal('act'), at, target: text, text }),
  /** A state that the agent committed for a switch. */
  z.strictObject({ type: z.literal('agent'), at, device: text, state: text, class: text.nullable() }),
  /** A line of the simulator's own record. */
  z.strictObject({
    type: z.literal('traffic'),
    at,
    device: text,
    op: text,
    session: z.int().nullable(),
    text,
  }),
  /** `reason`: why it failed or was skipped. */
  z.strictObject({ type: z.literal('end'), at, outcome: stepOutcome, reason: text.nullable() }),
] as const;

const run = z.discriminatedUnion('type', others);

/** Reads one line of evidence. */
export const evidenceSchema = z.discriminatedUnion('type', [scenario, ...others]);

/** First line of a run. */
export type ScenarioEvent = z.infer<typeof scenario>;
/** Everything that may happen after the first line. */
export type RunEvent = z.infer<typeof run>;
/** One line of evidence. */
export type EvidenceEvent = z.infer<typeof evidenceSchema>;
export type StepOutcome = z.infer<typeof stepOutcome>;
/** How a run ended. `flaky`: it failed, and passed when it was tried again. */
export type RunOutcome = StepOutcome | 'flaky';

/** A text as a field may hold it. */
export function clip(value: string): string {
  return value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX - 3)}...` : value;
}
