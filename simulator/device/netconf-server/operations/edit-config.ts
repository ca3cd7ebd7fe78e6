import {
  childOf,
  elementsOf,
  NETCONF_NAMESPACE,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import { candidateConfig, setCandidate } from '../../actions/candidate.ts';
import { putRunning } from '../../actions/edit.ts';
import type { Config } from '../../model/config.ts';
import { candidateMode } from '../../model/state.ts';
import { atOnce, OK, refused, type RpcAnswer, type RpcCall } from '../call.ts';
import { tryEdit } from '../edit/apply.ts';
import { refusedCommand } from '../edit/refused-command.ts';
import {
  commandRefused,
  inUse,
  missingElement,
  syncInProgress,
  unknownElement,
  unsupportedDatastore,
} from '../errors.ts';
import { datastoreOf, type Parameter, unknownParameter, wordOf } from '../parameters.ts';
import { notNow, putInForce } from './put-in-force.ts';

const PARAMETERS = ['target', 'default-operation', 'test-option', 'error-option', 'config'];
const MOMENT = { rpc: 'edit-config' };

/**
 * `<edit-config>`, RFC 6241 §7.2. An edit is worked out whole and then applied whole, so every error-option means
 * rollback-on-error.
 */
export const editConfig = atOnce((call): RpcAnswer => {
  const target = datastoreOf(call, 'target');
  if ('error' in target) return refused(target.error);
  return target.value === 'running' ? editRunning(call) : editCandidate(call);
});

function editRunning(call: RpcCall): RpcAnswer {
  const { chassis } = call;
  if (candidateMode(chassis.state) === 'only') return refused(unsupportedDatastore('writable-running'));
  const hindrance = notNow(call, MOMENT);
  if (hindrance !== null) return refused(hindrance);
  const before = chassis.state.running;
  const edit = workOut(call, before);
  if ('error' in edit) return refused(edit.error);
  if (edit.value.isTest) {
    const command = refusedCommand(chassis.state.facts, before, edit.value.config);
    return command === null ? OK : refused(commandRefused(command));
  }
  const { config } = edit.value;
  return putInForce(call, config, MOMENT, (writer) => putRunning(chassis, config, writer));
}

/** Only the schema is asked; the device's parser sees the change at the commit. */
function editCandidate(call: RpcCall): RpcAnswer {
  const { chassis, session } = call;
  const { lock } = chassis.state.candidate;
  if (lock !== null && lock.session !== session) return refused(inUse(lock));
  if (chassis.state.phase === 'syncing') return refused(syncInProgress());
  const edit = workOut(call, candidateConfig(chassis));
  if ('error' in edit) return refused(edit.error);
  if (!edit.value.isTest) setCandidate(chassis, { edited: edit.value.config });
  return OK;
}

/** What the edit makes of a configuration, and whether it is only to be tested. */
function workOut(
  { operation }: RpcCall,
  before: Config,
): Parameter<{ readonly config: Config; readonly isTest: boolean }> {
  const byDefault = wordOf(operation, 'default-operation', ['merge', 'replace', 'none'], 'merge');
  if ('error' in byDefault) return byDefault;
  const test = wordOf(operation, 'test-option', ['test-then-set', 'set', 'test-only'], 'test-then-set');
  if ('error' in test) return test;
  const options = ['stop-on-error', 'continue-on-error', 'rollback-on-error'] as const;
  const onError = wordOf(operation, 'error-option', options, 'stop-on-error');
  if ('error' in onError) return onError;
  const config = configOf(operation);
  if ('error' in config) return config;
  const edited = tryEdit(config.value, before, byDefault.value);
  if ('error' in edited) return edited;
  return { value: { config: edited.value, isTest: test.value === 'test-only' } };
}

function configOf(operation: XmlElement): Parameter<XmlElement> {
  const config = childOf(operation, NETCONF_NAMESPACE, 'config');
  const stranger = unknownParameter(operation, PARAMETERS);
  if (stranger !== null) return { error: stranger };
  if (config === null) return { error: missingElement('/rpc/edit-config', 'config') };
  const [root] = elementsOf(config);
  if (root !== undefined && root.namespace === NETCONF_NAMESPACE) {
    return { error: unknownElement('/rpc/edit-config/config', root) };
  }
  return { value: config };
}
