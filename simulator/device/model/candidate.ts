import type { Config } from './config.ts';
import type { Lock } from './lock.ts';

/** Whether a switch offers `:candidate`: not, beside writable running, or instead of it. */
export type CandidateMode = 'off' | 'on' | 'only';

/** Line that switches the candidate datastore on. */
const FEATURE_LINE = 'netconf-yang feature candidate-datastore';

/** The candidate datastore: one for all sessions, RFC 6241 section 8.3. A reload empties it. */
export interface CandidateState {
  /** What was edited and is not committed; null while it equals running. */
  readonly edited: Config | null;
  readonly lock: Lock | null;
  readonly confirm: PendingConfirm | null;
}

/** A confirmed commit that waits for its confirmation, RFC 6241 section 8.4. */
export interface PendingConfirm {
  /** Running as it was: what comes back. */
  readonly before: Config;
  readonly session: number;
  /** Token with which any session may confirm; null: only the own session may, and its end takes the commit back. */
  readonly persist: string | null;
  /** Tells a timer whether it is still meant. */
  readonly round: number;
}

/** Nothing edited, locked or awaited. */
export const CLEAN_CANDIDATE: CandidateState = Object.freeze({ edited: null, lock: null, confirm: null });

/** Whether a configuration switches the candidate datastore on. */
export function isCandidateOn(config: Config): boolean {
  return config.others.includes(FEATURE_LINE);
}

/** The configuration with the line of the feature. */
export function withCandidate(config: Config): Config {
  return Object.freeze({ ...config, others: [...config.others, FEATURE_LINE] });
}
