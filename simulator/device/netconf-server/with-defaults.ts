import { leafOf, type RpcErrorData } from '../../../core/wire/netconf/index.ts';
import type { RpcCall } from './call.ts';
import { invalidValue } from './errors.ts';

/** Namespace of `<with-defaults>`, RFC 6243. */
export const WITH_DEFAULTS_NAMESPACE = 'urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults';

/**
 * Refuses a mode of `<with-defaults>` that the release does not announce (RFC 6243 section 4.5.1); null when all is well. Every mode
 * shows the same data: no node that is modelled here has a default in its module.
 */
export function refusedDefaults({
  operation,
  chassis,
}: Pick<RpcCall, 'operation' | 'chassis'>): RpcErrorData | null {
  const mode = leafOf(operation, WITH_DEFAULTS_NAMESPACE, 'with-defaults');
  if (mode === null) return null;
  const { capabilities } = chassis.state.facts.release.netconf;
  const uri = capabilities.find((one) => one.includes(':with-defaults:'));
  const also = /also-supported=([^&]*)/.exec(uri ?? '')?.[1] ?? '';
  return ['explicit', ...also.split(',')].includes(mode)
    ? null
    : invalidValue(`/rpc/${operation.name}/with-defaults`, 'with-defaults', mode);
}
