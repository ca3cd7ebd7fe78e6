import { ConfigError } from 'catalyst-license-lab/core';
import type { CheckResult } from '../checks/contract.ts';
import { errorText, ScenarioSkipped, StepFailed } from './errors.ts';
import type { Recorder } from './recorder.ts';

/** The steps of one run: one at a time, each closed with its outcome. */
export interface Steps {
  readonly step: <Value>(name: string, act: () => Value | PromiseLike<Value>) => Promise<Value>;
  /** Notes a check of the step under way. */
  note(result: CheckResult): void;
  /** Name of the step under way, or of the last one; null before the first. */
  current(): string | null;
  /** First failure of the run in words; null while there is none. */
  failure(): string | null;
  /** The run is over: what a forgotten promise of the scenario still does is refused. */
  close(): void;
  /** Throws when the run is over. */
  mustBeOpen(): void;
}

/** Keeps the steps of a run. */
export function createSteps(recorder: Recorder): Steps {
  let name: string | null = null;
  let number = 0;
  let isIn = false;
  let isOver = false;
  let failure: string | null = null;
  let failedHere = 0;

  function mustBeOpen(): void {
    if (isOver)
      throw new ConfigError('SCENARIO_OVER', 'The scenario is over; await everything inside its steps.');
  }

  function fail(reason: string): void {
    failure ??= reason;
  }

  function endStep(outcome: 'passed' | 'failed' | 'skipped', error: string | null): void {
    recorder.note({ type: 'step-end', step: number, outcome, error });
    isIn = false;
  }

  return {
    async step(title, act) {
      mustBeOpen();
      if (typeof title !== 'string' || title === '')
        throw new ConfigError('STEP_NAMELESS', 'A step needs a name.');
      if (isIn) {
        throw new ConfigError('STEP_NESTED', `Step "${title}" begins inside step "${name ?? ''}".`, {
          hint: 'Await one step before the next; checks and verbs need no step of their own.',
        });
      }
      if (failure !== null) throw new StepFailed(failure);
      [name, isIn, failedHere] = [title, true, 0];
      number += 1;
      recorder.note({ type: 'step', step: number, name: title });
      let value;
      try {
        value = await act();
      } catch (error) {
        if (isOver) throw error;
        const isSkip = error instanceof ScenarioSkipped;
        if (!isSkip) fail(`step "${title}": ${errorText(error)}`);
        endStep(isSkip ? 'skipped' : 'failed', isSkip ? error.message : errorText(error));
        throw error;
      }
      mustBeOpen();
      endStep(failedHere === 0 ? 'passed' : 'failed', null);
      if (failure !== null) throw new StepFailed(failure);
      return value;
    },
    note({ name: check, isPassed, problem }) {
      mustBeOpen();
      if (!isIn) {
        throw new ConfigError('CHECK_OUTSIDE_STEP', `Check "${check}" is made outside a step.`, {
          hint: 'Make it inside the step it belongs to.',
        });
      }
      if (!isPassed) {
        failedHere += 1;
        fail(`step "${name ?? ''}": ${check}: ${problem ?? 'it does not hold'}`);
      }
      recorder.note({ type: 'check', step: number, name: check, passed: isPassed, problem });
    },
    current: () => name,
    failure: () => failure,
    close() {
      isOver = true;
    },
    mustBeOpen,
  };
}
