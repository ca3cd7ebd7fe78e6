import type { DeviceTruth, GroundEntry } from '../lab/truth.ts';

/** What metrics are computed from: the simulator's own record, never the agent's word. */
export interface Evidence {
  readonly journal: readonly GroundEntry[];
  /** Ground truth when the lab began and now, same order. */
  readonly before: readonly DeviceTruth[];
  readonly now: readonly DeviceTruth[];
  /** Scenario time since the lab began. */
  readonly elapsedMs: number;
}

/** A measured number and what it means. */
export interface Metric {
  readonly about: string;
  readonly measure: (evidence: Evidence) => number;
}

/** Name of a metric; the list with its meanings is in `metrics.ts`. */
export type MetricName =
  | 'devices.total'
  | 'devices.rebooted'
  | 'devices.changed'
  | 'devices.unsaved'
  | 'devices.down'
  | 'down-at-once.max'
  | 'edits'
  | 'saves'
  | 'reloads.received'
  | 'reloads.executed'
  | 'reloads.per-device.max'
  | 'sessions'
  | 'cssm.requests'
  | 'unmatched'
  | 'duration.ms';

/** What a metric must be: a number, or bounds that are both included. */
export type Expectation = number | { readonly min?: number; readonly max?: number };
