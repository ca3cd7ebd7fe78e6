import { rpcError } from '../../../../core/wire/netconf/index.ts';
import { setCandidate } from '../../actions/candidate.ts';
import { foreignLock, lockOf, takeLock } from '../../actions/lock.ts';
import { atOnce, OK, type RpcAnswer, type RpcCall } from '../call.ts';
import { candidateModified, lockDenied, partiallyLocked } from '../errors.ts';
import { datastoreOf } from '../parameters.ts';

/**
 * `<lock>`, RFC 6241 §7.5: denied to everybody while somebody holds it, the holder included, and for a candidate with
 * uncommitted changes. Asks for `netconf.lock-held` (running).
 */
export const lock = atOnce((call): RpcAnswer => {
  const target = datastoreOf(call, 'target');
  if ('error' in target) return { kind: 'error', error: target.error };
  return target.value === 'running' ? lockRunning(call) : lockCandidate(call);
});

function lockRunning({ chassis, session, user }: RpcCall): RpcAnswer {
  const held =
    chassis.lock?.session === session ? chassis.lock : foreignLock(chassis, session, { rpc: 'lock' });
  if (held !== null) return { kind: 'error', error: lockDenied(held) };
  // RFC 5717 §2.1: any partial lock, one's own too, keeps running from being locked as a whole.
  const [partial] = chassis.state.partialLocks;
  if (partial !== undefined) return { kind: 'error', error: partiallyLocked('lock-denied', partial) };
  takeLock(chassis, session, user);
  return OK;
}

function lockCandidate({ chassis, session, user }: RpcCall): RpcAnswer {
  const { candidate } = chassis.state;
  if (candidate.lock !== null) return { kind: 'error', error: lockDenied(candidate.lock) };
  if (candidate.edited !== null) return { kind: 'error', error: candidateModified() };
  setCandidate(chassis, { lock: lockOf(session, user, chassis.now()) });
  return OK;
}

/** `<unlock>`, RFC 6241 §7.6: only by the session that holds the lock. What was edited in the candidate is discarded (§8.3.5.2). */
export const unlock = atOnce((call): RpcAnswer => {
  const { chassis, session } = call;
  const target = datastoreOf(call, 'target');
  if ('error' in target) return { kind: 'error', error: target.error };
  const held = target.value === 'running' ? chassis.lock : chassis.state.candidate.lock;
  if (held?.session !== session) {
    const message = 'the configuration database is not locked by this session';
    return {
      kind: 'error',
      error: rpcError({ type: 'protocol', tag: 'operation-failed', message, messageLang: 'en' }),
    };
  }
  if (target.value === 'running') chassis.dispatch({ type: 'unlocked' });
  else setCandidate(chassis, { lock: null, edited: null });
  return OK;
});
