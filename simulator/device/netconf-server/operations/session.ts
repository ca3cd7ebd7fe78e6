import { leafOf, NETCONF_NAMESPACE, rpcError } from '../../../../core/wire/netconf/index.ts';
import { atOnce, type RpcAnswer } from '../call.ts';
import { invalidValue, missingElement, operationFailed } from '../errors.ts';

/** `<close-session>`, RFC 6241 §7.8. */
export const closeSession = atOnce((): RpcAnswer => ({ kind: 'ok', endsSession: true }));

/**
 * `<kill-session>`, RFC 6241 §7.9. Killing oneself is `invalid-value`; others are refused, because nothing in this lab may
 * kill a session (assumed: real switches do it for privileged users).
 */
export const killSession = atOnce(({ operation, session }): RpcAnswer => {
  const id = leafOf(operation, NETCONF_NAMESPACE, 'session-id');
  if (id === null) return error(missingElement('/rpc/kill-session', 'session-id'));
  if (!/^[0-9]{1,10}$/.test(id) || Number(id) === session) {
    return error(invalidValue('/rpc/kill-session/session-id', 'session-id', id));
  }
  return error(
    rpcError({ type: 'application', tag: 'access-denied', message: 'access denied', messageLang: 'en' }),
  );
});

/** `<get-schema>`, RFC 6022 §3.1: Cisco's modules are never shipped, so none is served. */
export const getSchema = atOnce(({ operation }): RpcAnswer => {
  const identifier = leafOf(operation, operation.namespace, 'identifier');
  if (identifier === null) return error(missingElement('/rpc/get-schema', 'identifier'));
  return error(
    rpcError({
      type: 'application',
      tag: 'invalid-value',
      badElement: 'identifier',
      message: `schema ${identifier} is not served`,
      messageLang: 'en',
    }),
  );
});

/** `<create-subscription>`, RFC 5277 §2.1: comes with the complete simulator. */
export const createSubscription = atOnce(
  (): RpcAnswer => error(operationFailed('notifications are not simulated yet')),
);

function error(rpcError: Extract<RpcAnswer, { kind: 'error' }>['error']): RpcAnswer {
  return { kind: 'error', error: rpcError };
}
