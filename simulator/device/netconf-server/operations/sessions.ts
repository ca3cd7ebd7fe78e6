import { leafOf, NETCONF_NAMESPACE } from '../../../../core/wire/netconf/index.ts';
import { atOnce, OK, refused, type RpcAnswer } from '../call.ts';
import { invalidValue, missingElement } from '../errors.ts';

/** `<close-session>`, RFC 6241 §7.8. */
export const closeSession = atOnce((): RpcAnswer => ({ kind: 'ok', endsSession: true }));

/**
 * `<kill-session>`, RFC 6241 §7.9: the other session's locks and its unconfirmed commit end with it. Oneself, and what is no
 * NETCONF session, is `invalid-value`.
 */
export const killSession = atOnce(({ chassis, operation, session }): RpcAnswer => {
  const id = leafOf(operation, NETCONF_NAMESPACE, 'session-id');
  if (id === null) return refused(missingElement('/rpc/kill-session', 'session-id'));
  const other = chassis.sessions().find((one) => String(one.number) === id);
  if (other?.kill === undefined || other.number === session)
    return refused(invalidValue('/rpc/kill-session/session-id', 'session-id', id));
  other.kill(session);
  return OK;
});
