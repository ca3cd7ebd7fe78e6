import { domainReadings } from '../../../agent/store/domain-readings.ts';
import type { Facts, GateReading, Spawn } from '../../../core/machine.ts';
import { type EndClass, ENDS, isBad } from '../../../core/machines/level-change/index.ts';
import {
  changeId,
  initialRollout,
  ROLLOUT,
  type RolloutEvent,
  type RolloutState,
} from '../../../core/machines/rollout/index.ts';
import type { PlanDevice, Verdicts } from '../../../core/model/plan.ts';
import { ADVANTAGE, OPTIONS, planDevice } from './samples.ts';

/** What a plan says beside waves, exposure and budget. `claims` may be shared with another rollout. */
interface Asked {
  readonly id?: string;
  readonly domainOf?: (index: number) => string | null;
  readonly maxUnavailable?: number;
  readonly verdicts?: Verdicts;
  readonly claims?: Map<string, { readonly machine: string; isEnded: boolean }>;
}

/** Steps a rollout by hand, raised events included. */
export class RolloutDriver {
  state: RolloutState;
  gate: GateReading = { state: 'open', epoch: 1, inWindow: true };
  readonly spawned: Spawn[] = [];
  ended = false;
  wakeInMs: number | undefined;

  /** Slots by name, with the change that holds them. */
  readonly claims: Map<string, { readonly machine: string; isEnded: boolean }>;
  readonly domainOf: (index: number) => string | null;

  constructor(waves: number[], exposure: number, failureBudget: number, asked: Asked = {}) {
    this.domainOf = asked.domainOf ?? (() => null);
    this.claims = asked.claims ?? new Map();
    const count = waves.reduce((sum, wave) => sum + wave, 0);
    const devices = Array.from({ length: count }, (_unused, index) => this.device(index));
    const plan = {
      schema: 'liclab.plan/1',
      target: ADVANTAGE,
      select: ['all'],
      options: OPTIONS,
      waves,
      exposure,
      failureBudget,
      maxUnavailable: asked.maxUnavailable ?? 1,
      ...(asked.verdicts === undefined ? {} : { verdicts: asked.verdicts }),
    } as const;
    this.state = initialRollout(asked.id ?? 'R1', {
      ...plan,
      devices,
      balance: [],
      messages: [],
      madeAt: '',
      hash: 'H1',
    });
  }

  device = (index: number): PlanDevice => ({ ...planDevice(index), domain: this.domainOf(index) });

  event(first: RolloutEvent): this {
    const queue: RolloutEvent[] = [first];
    for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
      const needs = ROLLOUT.needs(this.state, event);
      const rows = needs.rows;
      const planRows =
        rows === undefined
          ? []
          : Array.from({ length: rows.count }, (_unused, offset) => ({
              index: rows.from + offset,
              body: this.device(rows.from + offset),
            }));
      const facts: Facts = {
        ...(needs.gate === undefined ? {} : { gate: this.gate }),
        ...(rows === undefined ? {} : { rows: planRows, domains: domainReadings(this.tables, planRows) }),
      };
      const transition = ROLLOUT.step(this.state, event, facts);
      this.state = transition.state;
      this.spawned.push(...(transition.spawn ?? []));
      for (const { id, claims } of transition.spawn ?? [])
        for (const name of claims ?? []) this.claims.set(name, { machine: id, isEnded: false });
      this.ended ||= transition.ended === true;
      this.wakeInMs = transition.wakeInMs;
      if (transition.gate !== undefined) this.gate = { ...this.gate, state: transition.gate.state };
      if (transition.raise !== undefined) queue.push(transition.raise as RolloutEvent);
      if (transition.wakeInMs === 0) queue.push({ type: 'WAKE' });
    }
    return this;
  }

  start = () => this.event({ type: 'START' });
  verified = (index: number) => this.event({ type: 'VERIFIED', index });
  settled = (index: number, state: keyof typeof ENDS) => {
    this.endClaims(changeId(this.state.rollout, index), ENDS[state]);
    return this.event({ type: 'SETTLED', index, state, class: ENDS[state] as EndClass });
  };
  succeed = (index: number) => this.verified(index).settled(index, 'SUCCEEDED');
  operator = (state: 'open' | 'paused' | 'aborted') => {
    this.gate = { ...this.gate, state };
    return this.event({ type: 'GATE', state, actor: 'alice' });
  };

  private readonly tables = {
    claimsUnder: (prefix: string) =>
      [...this.claims]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { machine, isEnded }]) => ({ name, machine, isEnded })),
  };

  /** As a level change does: a good end frees its slots, a bad one keeps them. */
  private endClaims(change: string, end: EndClass): void {
    for (const [name, claim] of this.claims) {
      if (claim.machine !== change) continue;
      if (isBad(end)) claim.isEnded = true;
      else this.claims.delete(name);
    }
  }
}
