import type { Expectation, MetricName } from '../metrics/contract.ts';

/** How long `eventually` waits, in scenario time. */
export interface Patience {
  /** Longest wait. Default 60 s. */
  readonly withinMs?: number;
  /** Pause between two looks. Default 1 s. */
  readonly everyMs?: number;
}

/**
 * Checks of a step. Each has a name that reads as a pass criterion and stands in the evidence. A failed check does not
 * throw: all checks of a step are made, then the scenario ends there. The result says whether it held.
 */
export interface Checks {
  /** Both are alike, in depth. */
  equal(name: string, actual: unknown, expected: unknown): boolean;
  /** The condition holds; `detail` says what was seen. */
  that(name: string, condition: boolean, detail?: string): boolean;
  /** Looks again and again until the value is alike `expected`, or `expected` says yes to it. */
  eventually<Value>(
    name: string,
    look: () => Value | PromiseLike<Value>,
    expected: NoInfer<Value> | ((value: Value) => boolean),
    patience?: Patience,
  ): Promise<boolean>;
  /** A metric of the simulator's ground truth, measured now. */
  metric(name: MetricName, expected: Expectation): Promise<boolean>;
}

/** A check that was made. */
export interface CheckResult {
  readonly name: string;
  readonly isPassed: boolean;
  /** What was expected and what was seen; null for a check that held. */
  readonly problem: string | null;
}
