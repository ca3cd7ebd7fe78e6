import type { Chassis } from '../chassis.ts';
import { type CandidateState, CLEAN_CANDIDATE } from '../model/candidate.ts';
import type { Config } from '../model/config.ts';
import type { Actor } from '../model/notice.ts';
import { actorOf, putRunning, type Writer } from './edit.ts';

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
  tellCommit(chassis, writer, candidate.confirm !== null, confirmation);
  if (confirmation === null) return;
  const { count } = chassis.state.boot;
  chassis.setTimer('confirmed commit', confirmation.withinMs, () => {
    const isSameBoot = chassis.state.boot.count === count;
    if (isSameBoot && chassis.state.candidate.confirm === confirm) takeBack(chassis, 'timeout', null);
  });
}

/** RFC 6470 section 2.2: a confirmed commit begins, goes on or is complete. */
function tellCommit(
  chassis: Chassis,
  writer: Writer,
  isFollowUp: boolean,
  confirmation: Confirmation | null,
): void {
  if (!isFollowUp && confirmation === null) return;
  const event = confirmation === null ? 'complete' : isFollowUp ? 'extend' : 'start';
  const timeoutS = confirmation === null ? null : confirmation.withinMs / 1000;
  chassis.publish({ kind: 'confirmed-commit', by: actorOf(writer), event, timeoutS });
}

/**
 * Takes an unconfirmed commit back: running becomes what it was, RFC 6241 section 8.4.1. `by`: who cancelled it; null when its time, or
 * its session, is over.
 */
export function takeBack(chassis: Chassis, event: 'cancel' | 'timeout', by: Actor | null): void {
  const { confirm } = chassis.state.candidate;
  if (confirm === null) return;
  setCandidate(chassis, { confirm: null });
  chassis.publish({ kind: 'confirmed-commit', by, event, timeoutS: null });
  putRunning(chassis, confirm.before, { via: 'netconf', session: null, user: SYSTEM });
}

/** A session ends: its lock goes with what was edited under it, and its unconfirmed commit is taken back. */
export function leaveCandidate(chassis: Chassis, session: number): void {
  const { candidate } = chassis.state;
  if (candidate === CLEAN_CANDIDATE) return;
  if (candidate.lock?.session === session) setCandidate(chassis, { lock: null, edited: null });
  const { confirm } = candidate;
  if (confirm !== null && confirm.session === session && confirm.persist === null)
    takeBack(chassis, 'cancel', null);
}
