import { XE_RPC_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { leafOf } from '../../../../core/wire/netconf/index.ts';
import { requestReload } from '../../actions/reload.ts';
import { atOnce, type RpcAnswer } from '../call.ts';
import { maker } from '../content/elements.ts';
import { invalidValue, operationFailed } from '../errors.ts';
import { unknownParameter } from '../parameters.ts';

const x = maker(XE_RPC_NAMESPACE);

/**
 * `reload` of Cisco-IOS-XE-rpc: the reply comes, then every session dies. The reason becomes the last reload reason of the
 * device (assumed: whether a real switch repeats it there is not proved). Unsaved configuration without `force` is
 * refused with operation-failed (assumed).
 */
export const reload = atOnce(({ chassis, session, user, operation }): RpcAnswer => {
  const unknown = unknownParameter(operation, ['force', 'reason']);
  if (unknown !== null) return { kind: 'error', error: unknown };
  const force = leafOf(operation, XE_RPC_NAMESPACE, 'force') ?? 'false';
  if (force !== 'true' && force !== 'false')
    return { kind: 'error', error: invalidValue('/rpc/reload/force', 'force', force) };
  const reason = leafOf(operation, XE_RPC_NAMESPACE, 'reason') ?? 'Reload Command';
  const writer = { via: 'netconf', session, user } as const;
  const result = requestReload(chassis, writer, { rpc: 'reload' }, reason, force === 'true');
  if (result.kind === 'refused') return { kind: 'error', error: operationFailed(result.message) };
  return { kind: 'content', content: [x('result', 'Reload initiated')] };
});
