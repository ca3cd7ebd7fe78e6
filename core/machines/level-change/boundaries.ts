/** Durable boundaries of one change in order (safety contract 3.1), and the side boundaries, which keep their own name. */
export const BOUNDARIES = {
  B1: 'ADMITTED',
  B2: 'IDENTIFIED',
  B3: 'PREFLIGHT_PASSED',
  B4: 'LOCKED',
  B5: 'EDIT_INTENT',
  B6: 'EDIT_SEEN',
  B7: 'SAVE_INTENT',
  B8: 'SAVE_PROVEN',
  B9: 'DRIFT_CHECKED',
  B10: 'RELOAD_INTENT',
  B11: 'RELOAD_ANSWERED',
  B12: 'DOWN_SEEN',
  B13: 'UP_SEEN',
  B14: 'READY_SEEN',
  B15: 'IDENTIFIED_AGAIN',
  B16: 'VERIFIED',
  B17: 'REPORT_ASKED',
  B18: 'CSSM_SEEN',
  B19: 'TERMINAL',
} as const;

/** Name of a boundary, e.g. `RELOAD_INTENT` for `B10`; side boundaries are their own name. */
export function boundaryName(boundary: string): string {
  return Object.hasOwn(BOUNDARIES, boundary) ? BOUNDARIES[boundary as keyof typeof BOUNDARIES] : boundary;
}
