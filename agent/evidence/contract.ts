import type { PlanOptions } from '../../core/model/plan.ts';
import type { RolloutDevice, RolloutSummary } from '../rollouts/contract.ts';

/** A durable boundary that a change passed. */
export interface Passed {
  /** Number of the safety contract, or the name of a side boundary. */
  readonly boundary: string;
  readonly name: string;
  /** RFC 3339, on the clock of the store. */
  readonly at: string;
}

/** One effect on a switch or on CSSM: what it sends and how it ended. */
export interface Act {
  /** When it was committed, and may have begun: RFC 3339. */
  readonly at: string;
  /** Name of the effect; null where the journal is of a release that decided otherwise. */
  readonly op: string | null;
  /** Complete `<rpc>` documents and CLI lines that change the switch or make it report; reads send none of them. */
  readonly sent: readonly string[];
  /** When its outcome was committed; null while it is outstanding. */
  readonly answeredAt: string | null;
  readonly result: 'ok' | 'refused' | 'not-sent' | 'unknown' | null;
  /** Fields of the answer that are on the list of `answers.ts`, or the error's code and text. */
  readonly answer: string | null;
}

/** Everything about one switch of a rollout. */
export interface DeviceEvidence extends Omit<RolloutDevice, 'diff'> {
  readonly host: string;
  readonly site: string | null;
  /** Wave it belongs to, 1 and up. */
  readonly wave: number;
  /** How many lines of configuration differed and blocked the change. The lines may hold secrets, so they are not here. */
  readonly linesDiffering: number;
  readonly notes: readonly string[];
  readonly boundaries: readonly Passed[];
  readonly acts: readonly Act[];
}

/** One wave in time; null where it has not come so far. */
export interface WaveEvidence {
  readonly number: number;
  readonly devices: number;
  readonly beganAt: string | null;
  /** When its last switch had a verdict. */
  readonly judgedAt: string | null;
  readonly good: number;
  readonly bad: number;
}

/** What an operator did, as the journal has it. */
export interface OperatorAct {
  readonly at: string;
  readonly act: 'approved' | 'paused' | 'resumed' | 'aborted';
  readonly actor: string;
}

/** Credit held from that instant on. */
export interface ExposurePoint {
  readonly at: string;
  readonly held: number;
}

/** The final report of a rollout; of one that still runs, as far as it got. */
export interface RolloutReport extends RolloutSummary {
  readonly schema: 'liclab.rollout-report/1';
  readonly madeAt: string;
  readonly beganAt: string | null;
  /** When the last switch ended, or null while one has not. */
  readonly endedAt: string | null;
  readonly failureBudget: number;
  readonly options: PlanOptions;
  readonly operators: readonly OperatorAct[];
  readonly waves: readonly WaveEvidence[];
  /** At most {@link EXPOSURE_POINTS_MAX}; where there were more, the highest of each stretch. */
  readonly exposure: readonly ExposurePoint[];
  readonly devices: readonly DeviceEvidence[];
}

/** Points of the exposure curve: as many as a screen shows. */
export const EXPOSURE_POINTS_MAX = 400;
