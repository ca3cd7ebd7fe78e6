import { numberOf, textParam } from '../boot-faults.ts';
import type { Chassis, Moment } from '../chassis.ts';
import type { Lock } from '../model/lock.ts';
import { isNetconfUp } from '../model/state.ts';

/** Who holds locks on real switches besides people: `safety.md` F6, seen with these names. */
const DAEMONS: Readonly<Record<string, (since: string) => string>> = {
  yang_mgmt_infra: (since) =>
    `session 18 yang_mgmt_infra tcp (system from 127.0.0.1) on since ${since}\n        IOS-XE YANG Infrastructure`,
  syncfromdaemon: (since) => `session 5 syncfromdaemon tcp (system from 127.0.0.1) on since ${since}`,
  system: (since) => `session 238 system system (system from 0.0.0.0) on since ${since}`,
};

/** Session-id that a foreign operator of a fault has. */
const OPERATOR_SESSION = 31;

/**
 * The lock that keeps a session from writing, or null. Asks for `netconf.lock-held` first: it makes somebody else hold
 * the lock, for this one attempt or for a time.
 */
export function foreignLock(chassis: Chassis, session: number, moment: Moment): Lock | null {
  const held = chassis.lock;
  if (held !== null) return held.session === session ? null : held;
  const { syncLock } = chassis;
  if (syncLock !== null && (syncLock.untilMs ?? 0) > chassis.now()) return syncLock;
  const fault = chassis.take('netconf.lock-held', moment);
  if (fault === null) return null;
  const lock = heldBy(
    textParam(fault, 'holder', 'yang_mgmt_infra'),
    chassis.now(),
    numberOf(fault, 'durationMs', 0),
  );
  if (lock.untilMs !== null && lock.untilMs > chassis.now()) chassis.dispatch({ type: 'locked', lock });
  return lock;
}

/** Milliseconds from a command to `SYNC_COMPLETE`: 2-10 s were seen. */
const SYNC_MS = [2_000, 10_000] as const;

/**
 * Something was typed: the daemon copies it into the NETCONF datastore and holds its lock meanwhile, unless the lab file says
 * `daemonLocks: off`. NETCONF writers hear of it; who types is not hindered.
 */
export function beginSync(chassis: Chassis): void {
  if (chassis.spec.daemonLocks === 'off' || !isNetconfUp(chassis.state)) return;
  chassis.syncLock = heldBy('syncfromdaemon', chassis.now(), chassis.draw('sync', SYNC_MS));
}

/** The lock of a daemon or of another operator, as of now. */
export function heldBy(holder: string, nowMs: number, forMs: number): Lock {
  const since = sinceText(nowMs);
  const daemon = DAEMONS[holder];
  return {
    session: daemon === undefined ? OPERATOR_SESSION : 0,
    holder:
      daemon === undefined
        ? `session ${OPERATOR_SESSION} ${holder} netconf (ssh from 192.0.2.10) on since ${since}`
        : daemon(since),
    sinceMs: nowMs,
    untilMs: nowMs + forMs,
  };
}

/** A NETCONF session takes the lock. The caller has asked `foreignLock`. */
export function takeLock(chassis: Chassis, session: number, user: string): void {
  chassis.dispatch({ type: 'locked', lock: lockOf(session, user, chassis.now()) });
}

/** The lock of a NETCONF session, as of now. */
export function lockOf(session: number, user: string, sinceMs: number): Lock {
  const holder = `session ${session} ${user} netconf (ssh from 127.0.0.1) on since ${sinceText(sinceMs)}`;
  return { session, holder, sinceMs, untilMs: null };
}

/** What the CLI answers to a configuration command while somebody holds the lock. Assumed wording, in the family that unicon knows. */
export function cliLockMessage(lock: Pick<Lock, 'session'>): string {
  return `Configuration mode is locked by process '${lock.session}' user 'NETCONF' from terminal '0'. Please try later.`;
}

function sinceText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
