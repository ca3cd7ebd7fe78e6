import { childOf, NETCONF_NAMESPACE, type XmlElement } from '../../../../core/wire/netconf/index.ts';
import { candidateConfig, setCandidate } from '../../actions/candidate.ts';
import type { Config } from '../../model/config.ts';
import { atOnce, OK, refused, type RpcAnswer, type RpcCall } from '../call.ts';
import { tryEdit } from '../edit/apply.ts';
import { inUse, invalidValue, missingElement, notSupported } from '../errors.ts';
import { datastoreOf, type Parameter } from '../parameters.ts';

/**
 * `<copy-config>`, RFC 6241 §7.3: into the candidate, from running or from a `<config>`. Into running it is refused: nothing
 * in the lab replaces a whole configuration.
 */
export const copyConfig = atOnce((call): RpcAnswer => {
  const target = datastoreOf(call, 'target');
  if ('error' in target) return refused(target.error);
  if (target.value === 'running') return refused(notSupported('copy-config into running is not simulated'));
  const { lock } = call.chassis.state.candidate;
  if (lock !== null && lock.session !== call.session) return refused(inUse(lock));
  const source = sourceOf(call);
  if ('error' in source) return refused(source.error);
  setCandidate(call.chassis, { edited: source.value });
  return OK;
});

/** `<delete-config>`, RFC 6241 §7.4: running cannot be deleted, and startup is not offered. */
export const deleteConfig = atOnce((call): RpcAnswer => {
  const target = datastoreOf(call, 'target');
  return refused(
    'error' in target ? target.error : notSupported(`delete-config of ${target.value} is not possible`),
  );
});

/** What is to be copied; null means that the candidate becomes running again. */
function sourceOf(call: RpcCall): Parameter<Config | null> {
  const { chassis, operation } = call;
  const source = childOf(operation, NETCONF_NAMESPACE, 'source');
  if (source === null) return { error: missingElement('/rpc/copy-config', 'source') };
  const config: XmlElement | null = childOf(source, NETCONF_NAMESPACE, 'config');
  if (config !== null) return tryEdit(config, candidateConfig(chassis), 'replace');
  const store = datastoreOf(call, 'source');
  if ('error' in store) return store;
  if (store.value === 'running') return { value: null };
  return { error: invalidValue('/rpc/copy-config/source', 'source', 'candidate') };
}
