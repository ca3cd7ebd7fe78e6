import { rpcError } from '../../../../core/wire/netconf/index.ts';
import { foreignLock, takeLock } from '../../actions/lock.ts';
import { atOnce, OK, type RpcAnswer } from '../call.ts';
import { lockDenied } from '../errors.ts';
import { datastoreOf } from '../parameters.ts';

/** `<lock>`, RFC 6241 §7.5: denied to everybody while somebody holds it, the holder included. Asks for `netconf.lock-held`. */
export const lock = atOnce((call): RpcAnswer => {
  const { chassis, session, user } = call;
  const target = datastoreOf(call.operation, 'target');
  if ('error' in target) return { kind: 'error', error: target.error };
  const held =
    chassis.lock?.session === session ? chassis.lock : foreignLock(chassis, session, { rpc: 'lock' });
  if (held !== null) return { kind: 'error', error: lockDenied(held) };
  takeLock(chassis, session, user);
  return OK;
});

/** `<unlock>`, RFC 6241 §7.6: only by the session that holds the lock. */
export const unlock = atOnce((call): RpcAnswer => {
  const { chassis, session } = call;
  const target = datastoreOf(call.operation, 'target');
  if ('error' in target) return { kind: 'error', error: target.error };
  if (chassis.lock?.session !== session) {
    const message = 'the configuration database is not locked by this session';
    return {
      kind: 'error',
      error: rpcError({ type: 'protocol', tag: 'operation-failed', message, messageLang: 'en' }),
    };
  }
  chassis.dispatch({ type: 'unlocked' });
  return OK;
});
