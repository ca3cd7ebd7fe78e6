import type { Chassis } from '../chassis.ts';
import { type CandidateState, CLEAN_CANDIDATE } from '../model/candidate.ts';
import type { Config } from '../model/config.ts';
import { putRunning, type Writer } from './edit.ts';

/** Who takes a commit back that nobody confirmed. */
const SYSTEM = 'system';

/** How a commit is to be confirmed: within so many milliseconds, with a token or by the same session. */
export interface Confirmation {
  readonly withinMs: number;
  readonly persist: string | null;
}

/** What the candidate holds: its own configuration, or running while it was not edited. */
export function candidateConfig(chassis: Chassis): Config {
  return chassis.state.candidate.edited ?? chassis.state.running;
}

/** Changes parts of the candidate datastore. */
export function setCandidate(chassis: Chassis, change: Partial<CandidateState>): void {
  chassis.dispatch({ type: 'candidate', candidate: { ...chassis.state.candidate, ...change } });
}

/** Running becomes the candidate. With `confirmation` only for a time, unless a second commit confirms it. */
export function commit(chassis: Chassis, writer: Writer, confirmation: Confirmation | null): void {
  const { running, candidate } = chassis.state;
  const config = candidateConfig(chassis);
  const before = candidate.confirm?.before ?? running;
  const round = (candidate.confirm?.round ?? 0) + 1;
  const session = writer.session ?? 0;
  const confirm = confirmation === null ? null : { before, session, persist: confirmation.persist, round };
  setCandidate(chassis, { edited: null, confirm });
  if (config !== running) putRunning(chassis, config, writer);
  if (confirmation === null) return;
  const { count } = chassis.state.boot;
  chassis.setTimer('confirmed commit', confirmation.withinMs, () => {
    const isSameBoot = chassis.state.boot.count === count;
    if (isSameBoot && chassis.state.candidate.confirm === confirm) takeBack(chassis);
  });
}

/** Takes an unconfirmed commit back: running becomes what it was, RFC 6241 section 8.4.1. */
export function takeBack(chassis: Chassis): void {
  const { confirm } = chassis.state.candidate;
  if (confirm === null) return;
  setCandidate(chassis, { confirm: null });
  putRunning(chassis, confirm.before, { via: 'netconf', session: null, user: SYSTEM });
}

/** A session ends: its lock goes with what was edited under it, and its unconfirmed commit is taken back. */
export function leaveCandidate(chassis: Chassis, session: number): void {
  const { candidate } = chassis.state;
  if (candidate === CLEAN_CANDIDATE) return;
  if (candidate.lock?.session === session) setCandidate(chassis, { lock: null, edited: null });
  const { confirm } = candidate;
  if (confirm !== null && confirm.session === session && confirm.persist === null) takeBack(chassis);
}
