import type { Failure } from '../../core/machine.ts';
import type { BalanceRow, Plan } from '../../core/model/plan.ts';

/** Why there is no plan. The exit code is 4: a safety rule refused. */
export interface Refusal {
  /**
   * `DEVICES_UNREADABLE`, `FEATURE_LOSS`, `BALANCE_NO_CSSM`, `BALANCE_UNREADABLE`, `BALANCE_NO_ACCOUNT`,
   * `BALANCE_MODEL_UNKNOWN`, `LICENSES_SHORT`.
   */
  readonly code: string;
  readonly text: string;
  readonly hint: string;
}

/** Something to know about one switch. */
export interface DeviceNote {
  readonly device: string;
  readonly code: string;
  readonly text: string;
}

/** What planning gave: the plan, or why there is none; and everything that was seen on the way. */
export interface PlanDraft {
  /** Null when refused, and when no switch needs the change. */
  readonly plan: Plan | null;
  readonly refusals: readonly Refusal[];
  /** Switches that belong to the selection, as far as they could be read. */
  readonly selected: number;
  /** Not in the plan: already at the level, a serial that another one has, unreadable and left out on request. */
  readonly leftOut: readonly DeviceNote[];
  /** In the plan, but would be skipped as they stand now. */
  readonly warnings: readonly DeviceNote[];
  /** Could not be read. */
  readonly unreadable: readonly DeviceNote[];
  readonly balance: readonly BalanceRow[];
}

/** A failure as a note. */
export function noteOf(device: string, { code, message }: Failure): DeviceNote {
  return { device, code, text: message };
}
