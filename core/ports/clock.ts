/** A pending timer. Cancelling one that has fired does nothing. */
export interface Timer {
  cancel(): void;
}

/**
 * Time. The monotonic clock measures durations and never jumps; the wall clock may jump and decides maintenance
 * windows and labels only. Scaled and virtual clocks move both alike.
 */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Milliseconds since 1970-01-01 UTC; may jump. */
  wallMs(): number;
  /** Calls `fire` once after `delayMs` (0 or more). `name` appears in diagnostics. */
  setTimer(name: string, delayMs: number, fire: () => void): Timer;
}
