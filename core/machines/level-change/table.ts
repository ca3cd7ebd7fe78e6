/**
 * The level change as a table: one row per step in the order of happening, each with all four outcomes and the states it may
 * lead to. The documentation's table, the diagram, and the check that no way leads from a reload back to a reload but
 * *not sent* are made from it.
 */
import type { AnyRow } from './row.ts';
import * as after from './rows-after.ts';
import * as before from './rows-before.ts';
import * as edit from './rows-edit.ts';
import * as recover from './rows-recover.ts';
import * as reload from './rows-reload.ts';
import * as undo from './rows-revert.ts';
import type { StepName, WaitName } from './state.ts';

/** Every step's row. */
export const TABLE: Readonly<Record<StepName, AnyRow>> = {
  ADMITTED: before.ADMITTED,
  IDENTIFIED: before.IDENTIFIED,
  PREFLIGHT_PASSED: before.PREFLIGHT_PASSED,
  EDIT_INTENT: edit.EDIT_INTENT,
  EDIT_SEEN: edit.EDIT_SEEN,
  SAVE_INTENT: edit.SAVE_INTENT,
  SAVE_ANSWERED: edit.SAVE_ANSWERED,
  SAVE_PROVEN: reload.SAVE_PROVEN,
  RELOAD_INTENT: reload.RELOAD_INTENT,
  CLI_RELOAD_INTENT: reload.CLI_RELOAD_INTENT,
  RELOAD_ANSWERED: reload.RELOAD_ANSWERED,
  DOWN_SEEN: after.DOWN_SEEN,
  UP_SEEN: after.UP_SEEN,
  READY_SEEN: after.READY_SEEN,
  IDENTIFIED_AGAIN: after.IDENTIFIED_AGAIN,
  VERIFIED: after.VERIFIED,
  REPORT_ASKED: after.REPORT_ASKED,
  REJOINING: recover.REJOINING,
  RELOCKING: recover.RELOCKING,
  LOOKING: recover.LOOKING,
  REVERT_INTENT: undo.REVERT_INTENT,
  REVERT_SEEN: undo.REVERT_SEEN,
  REVERT_SAVE_INTENT: undo.REVERT_SAVE_INTENT,
  REVERT_SAVED: undo.REVERT_SAVED,
};

/** States without an effect: which event moves them, and where they may lead. */
export const WAITS: Readonly<
  Record<WaitName, { readonly event: 'START' | 'WAKE'; readonly to: readonly string[] }>
> = {
  NEW: { event: 'START', to: ['ADMITTED', 'SKIPPED_BLOCKED', 'SKIPPED_DUPLICATE', 'SKIPPED_ABORT'] },
  AWAITING_WINDOW: { event: 'WAKE', to: ['AWAITING_WINDOW', 'ADMITTED', 'SKIPPED_ABORT'] },
  SAVED_AWAITING_GATE: { event: 'WAKE', to: ['SAVED_AWAITING_GATE', 'REJOINING'] },
};

/** True when the name is a step of the table. */
export function isStep(name: string): name is StepName {
  return Object.hasOwn(TABLE, name);
}

/** True when the name is a waiting state. */
export function isWait(name: string): name is WaitName {
  return Object.hasOwn(WAITS, name);
}
