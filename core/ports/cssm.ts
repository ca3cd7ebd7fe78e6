import type { Effect, Outcome } from '../machine.ts';

/** What a level change may ask of CSSM. */
export type CssmEffect = Effect<'cssm-look', 'read'> & {
  /** Smart Account domain and Virtual Account the plan is pinned to; never another one. */
  readonly account: string;
  readonly virtualAccount: string;
  /** Serials whose usage is looked for. */
  readonly serials: readonly string[];
  /** Names of licenses that must be shown in use by them, e.g. `C9300 Network Advantage`. */
  readonly licenses: readonly string[];
  /** Milliseconds from the start of the effect to its end; polls and back-off stay inside. */
  readonly deadlineMs: number;
};

/** What a good outcome of a look at CSSM carries. `seen` is false when the deadline came first. */
export interface CssmLooked {
  readonly seen: boolean;
  /** Last contact CSSM states for the device, or null. */
  readonly lastContact: string | null;
  readonly polls: number;
}

/** Performs effects on CSSM; `done` is called exactly once, never in the same tick. */
export interface CssmPort {
  perform(effect: CssmEffect, done: (outcome: Outcome) => void): void;
}
