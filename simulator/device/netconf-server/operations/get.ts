import { isLicenseLabError } from '../../../../core/errors.ts';
import { type RpcErrorData, rpcError } from '../../../../core/wire/netconf/index.ts';
import { candidateConfig } from '../../actions/candidate.ts';
import { atOnce, type RpcAnswer, type RpcCall } from '../call.ts';
import { readData, type Scope } from '../content/data.ts';
import { invalidValue } from '../errors.ts';
import { filterOf } from '../filter.ts';
import { datastoreOf, unknownParameter } from '../parameters.ts';
import { refusedDefaults, WITH_DEFAULTS_NAMESPACE } from '../with-defaults.ts';
import { XPathPrefixUnknown, XPathTooLarge } from '../xpath/select.ts';

/** `<get>`: configuration and state, RFC 6241 §7.7. */
export const get = atOnce((call) => {
  const unknown = unknownParameter(call.operation, ['filter'], [WITH_DEFAULTS_NAMESPACE]);
  return unknown === null ? answerData(call, 'all') : { kind: 'error', error: unknown };
});

/** `<get-config>`, RFC 6241 §7.1; source running, or candidate while that is on. */
export const getConfig = atOnce((call) => {
  const source = datastoreOf(call, 'source');
  if ('error' in source) return { kind: 'error', error: source.error };
  const unknown = unknownParameter(call.operation, ['source', 'filter'], [WITH_DEFAULTS_NAMESPACE]);
  return unknown === null
    ? answerData(call, 'config', source.value === 'candidate')
    : { kind: 'error', error: unknown };
});

function answerData(call: RpcCall, scope: Scope, ofCandidate = false): RpcAnswer {
  const filter = filterOf(call.operation);
  if ('error' in filter) return { kind: 'error', error: filter.error };
  const unknownMode = refusedDefaults(call);
  if (unknownMode !== null) return { kind: 'error', error: unknownMode };
  const { chassis } = call;
  const state = ofCandidate ? { ...chassis.state, running: candidateConfig(chassis) } : chassis.state;
  try {
    return { kind: 'content', content: [readData({ state, scope, chassis }, filter.value)] };
  } catch (error) {
    return { kind: 'error', error: refusalOf(error, call.operation.name) };
  }
}

/** Why a filter could not be applied; what is no matter of the filter is thrown on. */
function refusalOf(error: unknown, operation: string): RpcErrorData {
  if (error instanceof XPathPrefixUnknown)
    return invalidValue(`/rpc/${operation}/filter`, 'select', error.prefix);
  const isTooLarge =
    error instanceof XPathTooLarge || (isLicenseLabError(error) && error.code === 'NETCONF_FILTER_TOO_LARGE');
  if (!isTooLarge) throw error;
  return rpcError({ type: 'protocol', tag: 'too-big', message: error.message });
}
