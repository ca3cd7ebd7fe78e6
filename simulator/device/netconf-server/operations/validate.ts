import { childOf, NETCONF_NAMESPACE } from '../../../../core/wire/netconf/index.ts';
import { atOnce, OK, type RpcAnswer } from '../call.ts';
import { tryEdit } from '../edit/apply.ts';
import { missingElement } from '../errors.ts';
import { datastoreOf } from '../parameters.ts';

/** `<validate>`, RFC 6241 §8.6: running and candidate are always valid (an edit that is not is refused), a `<config>` is checked as an edit would be. */
export const validate = atOnce((call): RpcAnswer => {
  const { chassis, operation } = call;
  const source = childOf(operation, NETCONF_NAMESPACE, 'source');
  if (source === null) return { kind: 'error', error: missingElement('/rpc/validate', 'source') };
  const config = childOf(source, NETCONF_NAMESPACE, 'config');
  if (config === null) {
    const store = datastoreOf(call, 'source');
    return 'error' in store ? { kind: 'error', error: store.error } : OK;
  }
  const edited = tryEdit(config, chassis.state.running, 'merge');
  return 'error' in edited ? { kind: 'error', error: edited.error } : OK;
});
