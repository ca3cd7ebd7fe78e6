/** Steps a level change by hand: outcomes in, transitions out. */
import type { Facts, GateReading, Outcome, Transition } from '../../../core/machine.ts';
import {
  type ChangeEvent,
  type ChangeState,
  initialChange,
  LEVEL_CHANGE,
} from '../../../core/machines/level-change/index.ts';
import type { PlanOptions } from '../../../core/model/plan.ts';
import { ADVANTAGE, OPTIONS, planDevice } from './samples.ts';

export const OPEN: GateReading = { state: 'open', epoch: 1, inWindow: true };

export class ChangeDriver {
  state: ChangeState;
  readonly transitions: Transition<ChangeState>[] = [];
  gate: GateReading = OPEN;
  claimedBy: string | null = null;

  constructor(options: Partial<PlanOptions> = {}) {
    this.state = initialChange('R1-0001', 'R1', planDevice(0), ADVANTAGE, { ...OPTIONS, ...options });
  }

  event(event: ChangeEvent): this {
    const needs = LEVEL_CHANGE.needs(this.state, event);
    const facts: Facts = {
      ...(needs.gate === undefined ? {} : { gate: this.gate }),
      ...(needs.claims === undefined ? {} : { claimedBy: this.claimedBy }),
    };
    const transition = LEVEL_CHANGE.step(this.state, event, facts);
    this.transitions.push(transition);
    this.state = transition.state;
    return this;
  }

  start(): this {
    return this.event({ type: 'START' });
  }

  wake(): this {
    return this.event({ type: 'WAKE' });
  }

  outcome(outcome: Outcome): this {
    return this.event({ type: 'OUTCOME', number: this.state.effectNumber, outcome });
  }

  outcomes(...outcomes: Outcome[]): this {
    for (const outcome of outcomes) this.outcome(outcome);
    return this;
  }

  get effect() {
    return this.transitions.at(-1)?.effect ?? null;
  }

  get boundaries(): string[] {
    return this.transitions.flatMap((transition) => transition.boundaries ?? []);
  }
}
