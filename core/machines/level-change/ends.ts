/** Class of an end. FAILED, IDENTITY and UNKNOWN count as bad and keep their credit. Safety contract 3.1. */
export type EndClass = 'OK' | 'SKIPPED' | 'BLOCKED' | 'FAILED' | 'IDENTITY' | 'UNKNOWN';

/** Every terminal state of a level change with its class; a change ends in exactly one. */
export const ENDS = {
  SUCCEEDED: 'OK',
  ALREADY_AT_LEVEL: 'OK',
  SUCCEEDED_UNREPORTED: 'OK',
  SKIPPED_BUDGET: 'SKIPPED',
  SKIPPED_WINDOW: 'SKIPPED',
  SKIPPED_ABORT: 'SKIPPED',
  SKIPPED_DUPLICATE: 'SKIPPED',
  SKIPPED_BLOCKED: 'BLOCKED',
  FAILED_UNCHANGED: 'FAILED',
  FAILED_REVERTED: 'FAILED',
  FAILED_CHANGED_NOT_SAVED: 'FAILED',
  SAVED_PENDING_RELOAD: 'FAILED',
  FAILED_OLD_LEVEL: 'FAILED',
  FAILED_DEGRADED: 'FAILED',
  IDENTITY_MISMATCH: 'IDENTITY',
  LOST: 'UNKNOWN',
  INDETERMINATE: 'UNKNOWN',
} as const satisfies Record<string, EndClass>;

/** Name of a terminal state. */
export type EndName = keyof typeof ENDS;

/** True when the name is a terminal state. */
export function isEnd(name: string): name is EndName {
  return Object.hasOwn(ENDS, name);
}

/** True when the end counts against the failure budget and keeps its credit. */
export function isBad(end: EndClass): boolean {
  return end === 'FAILED' || end === 'IDENTITY' || end === 'UNKNOWN';
}
