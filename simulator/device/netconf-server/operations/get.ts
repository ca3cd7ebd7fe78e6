import { isLicenseLabError } from '../../../../core/errors.ts';
import {
  attributeOf,
  childOf,
  NETCONF_NAMESPACE,
  rpcError,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import { candidateConfig } from '../../actions/candidate.ts';
import { atOnce, type RpcAnswer, type RpcCall } from '../call.ts';
import { readData, type Scope } from '../content/data.ts';
import { notSupported } from '../errors.ts';
import { datastoreOf, type Parameter, unknownParameter } from '../parameters.ts';

/** `<get>`: configuration and state, RFC 6241 §7.7. */
export const get = atOnce((call) => {
  const unknown = unknownParameter(call.operation, ['filter']);
  return unknown === null || unknown.badElement === 'with-defaults'
    ? answerData(call, 'all')
    : { kind: 'error', error: unknown };
});

/** `<get-config>`, RFC 6241 §7.1; source running, or candidate while that is on. */
export const getConfig = atOnce((call) => {
  const source = datastoreOf(call, 'source');
  return 'error' in source
    ? { kind: 'error', error: source.error }
    : answerData(call, 'config', source.value === 'candidate');
});

function answerData(call: RpcCall, scope: Scope, ofCandidate = false): RpcAnswer {
  const filter = filterOf(call.operation);
  if ('error' in filter) return { kind: 'error', error: filter.error };
  const { chassis } = call;
  const state = ofCandidate ? { ...chassis.state, running: candidateConfig(chassis) } : chassis.state;
  try {
    return { kind: 'content', content: [readData(state, scope, filter.value, chassis.now())] };
  } catch (error) {
    if (!isLicenseLabError(error) || error.code !== 'NETCONF_FILTER_TOO_LARGE') throw error;
    return { kind: 'error', error: rpcError({ type: 'protocol', tag: 'too-big', message: error.message }) };
  }
}

/**
 * The subtree filter; null when there is none. XPath is announced, as real switches do, but not simulated: the refusal
 * says so.
 */
function filterOf(operation: XmlElement): Parameter<XmlElement | null> {
  const filter = childOf(operation, NETCONF_NAMESPACE, 'filter');
  if (filter === null) return { value: null };
  const type = attributeOf(filter, 'type') ?? attributeOf(filter, 'type', NETCONF_NAMESPACE) ?? 'subtree';
  if (type === 'subtree') return { value: filter };
  if (type === 'xpath')
    return { error: notSupported('XPath filters are not simulated; use a subtree filter') };
  const path = `/rpc/${operation.name}/filter`;
  return {
    error: rpcError({
      type: 'protocol',
      tag: 'bad-attribute',
      path,
      badAttribute: 'type',
      badElement: 'filter',
    }),
  };
}
