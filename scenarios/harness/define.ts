/** How a scenario is written: an executable test plan whose steps read like the procedure in its README. */
import { ConfigError } from 'catalyst-license-lab/core';
import type { Agent } from './acting/agent.ts';
import type { Checks } from './checks/contract.ts';
import { type Cover, coverId } from './coverage/cover.ts';
import type { Lab } from './lab/lab.ts';
import { type LabSpec, switchesOf } from './lab/spec.ts';
import type { Expectation, MetricName } from './metrics/contract.ts';
import { criterion } from './metrics/expectation.ts';
import { unknownWord } from './words/unknown.ts';

/** The clock of the lab; nothing in a scenario reads another one. */
export interface ScenarioClock {
  /** Milliseconds of scenario time since the lab began. */
  nowMs(): number;
}

/** What the steps of a scenario are given. Steps act and observe through these alone. */
export interface StepsWorld {
  readonly lab: Lab;
  readonly agent: Agent;
  readonly check: Checks;
  readonly clock: ScenarioClock;
  /** Seed of the run, for choices that a scenario leaves to chance. */
  readonly seed: number;
  /**
   * One step of the procedure. Its name stands in the evidence and in the README. What it throws ends the scenario with
   * this step named; so does a failed check, after the other checks of the step were made.
   */
  readonly step: <Value>(name: string, act: () => Value | PromiseLike<Value>) => Promise<Value>;
}

/** A scenario as it is written. */
export interface ScenarioSpec {
  /** Name of its folder: small letters, digits and hyphens. */
  readonly id: string;
  /** One sentence: what is shown. */
  readonly title: string;
  /** Requirements, faults (F, C) and invariants (I) it shows; the coverage matrix is made from it. */
  readonly covers: readonly Cover[];
  /** Words to select it by, e.g. `smoke`. */
  readonly tags?: readonly string[];
  readonly lab: LabSpec;
  readonly steps: (world: StepsWorld) => Promise<void>;
  /** Pass criteria measured on the simulator's ground truth after the last step. */
  readonly expect?: Readonly<Partial<Record<MetricName, Expectation>>>;
  /** Longest duration in scenario time, in milliseconds. Default two hours. */
  readonly timeoutMs?: number;
  /** Engine bug under `test/mutants/` that this scenario must notice. */
  readonly kills?: string;
}

/** A scenario that was checked; defaults are filled in. */
export interface Scenario extends Required<Omit<ScenarioSpec, 'kills'>> {
  readonly schema: 'liclab.scenario/1';
  readonly kills: string | null;
}

/** Default of {@link ScenarioSpec.timeoutMs}: longer than a change with every deadline used up. */
export const TIMEOUT_MS = 7_200_000;
/** Longest time-out: a year, because terms and tokens take months; a scenario without an end is noticed. */
const TIMEOUT_MS_MAX = 31_536_000_000;
/** Largest lab of a scenario; beyond it a bench is the right tool. */
const SWITCHES_MAX = 2_000;
/** Ids and tags: they become file names. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const NAME_LENGTH_MAX = 63;
const KEYS = ['id', 'title', 'covers', 'tags', 'lab', 'steps', 'expect', 'timeoutMs', 'kills'];

/**
 * Declares a scenario; a file exports it as its default. A misspelt key, cover or metric is an error that names the nearest
 * one: `SCENARIO_KEY`, `SCENARIO_INVALID`, `COVER_UNKNOWN`, `METRIC_UNKNOWN`, `EXPECTATION`.
 */
export function defineScenario(spec: ScenarioSpec): Scenario {
  for (const key of Object.keys(spec)) {
    if (!KEYS.includes(key)) throw unknownWord('SCENARIO_KEY', 'part of a scenario', key, KEYS);
  }
  const {
    id,
    title,
    covers,
    tags = [],
    lab,
    steps,
    expect = {},
    timeoutMs = TIMEOUT_MS,
    kills = null,
  } = spec;
  for (const name of [id, ...tags, ...(kills === null ? [] : [kills])]) checkName(name);
  const where = `Scenario "${id}"`;
  must(typeof title === 'string' && title.trim() !== '', `${where} has no title.`);
  must(typeof steps === 'function', `${where} has no steps.`);
  must(timeoutMs > 0 && timeoutMs <= TIMEOUT_MS_MAX, `${where}: timeoutMs is from 1 to ${TIMEOUT_MS_MAX}.`);
  must(covers.length > 0, `${where} covers nothing, so nobody would know what it is for.`);
  covers.forEach(coverId);
  for (const [name, expectation] of Object.entries(expect)) criterion(name as MetricName, expectation);
  const count = switchesOf(lab);
  must(
    count >= 1 && count <= SWITCHES_MAX,
    `${where} has ${count} switches; 1 to ${SWITCHES_MAX} are allowed.`,
  );
  return { schema: 'liclab.scenario/1', id, title, covers, tags, lab, steps, expect, timeoutMs, kills };
}

/** True for what {@link defineScenario} gave, also from a second copy of this package. */
export function isScenario(value: unknown): value is Scenario {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as Partial<Scenario>).schema === 'liclab.scenario/1' &&
    typeof (value as Partial<Scenario>).steps === 'function'
  );
}

/** True for a word that may be an id, a tag or a mutant. */
export function isName(name: string): boolean {
  return NAME.test(name) && name.length <= NAME_LENGTH_MAX;
}

function checkName(name: string): void {
  must(
    typeof name === 'string' && isName(name),
    `"${String(name).slice(0, NAME_LENGTH_MAX)}" is no name: small letters, digits and single hyphens, at most ${NAME_LENGTH_MAX}.`,
  );
}

function must(condition: boolean, message: string): void {
  if (!condition) throw new ConfigError('SCENARIO_INVALID', message);
}
