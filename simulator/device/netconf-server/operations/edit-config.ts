import {
  childOf,
  elementsOf,
  NETCONF_NAMESPACE,
  type RpcErrorData,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import { noteEdit, putRunning, type Writer } from '../../actions/edit.ts';
import { foreignLock, heldBy } from '../../actions/lock.ts';
import { textParam } from '../../boot-faults.ts';
import type { Config } from '../../model/config.ts';
import type { DeviceFacts } from '../../model/state.ts';
import { deviceInterfaces } from '../../platforms/platform.ts';
import { atOnce, OK, type RpcAnswer, type RpcCall } from '../call.ts';
import { tryEdit } from '../edit/apply.ts';
import { commandRefused, inUse, missingElement, syncInProgress, unknownElement } from '../errors.ts';
import { datastoreOf, type Parameter, unknownParameter, wordOf } from '../parameters.ts';

const PARAMETERS = ['target', 'default-operation', 'test-option', 'error-option', 'config'];
const MOMENT = { rpc: 'edit-config' };

/**
 * `<edit-config>`, RFC 6241 §7.2. An edit is worked out whole and then applied whole, so every error-option means
 * rollback-on-error. Asks for `netconf.lock-held`, `netconf.edit-refused`, `netconf.lying-ok` and
 * `netconf.edit-applied-but-error`.
 */
export const editConfig = atOnce((call): RpcAnswer => {
  const { chassis, session, user } = call;
  const target = datastoreOf(call.operation, 'target');
  if ('error' in target) return refused(target.error);
  const lock = foreignLock(chassis, session, MOMENT);
  if (lock !== null) return refused(inUse(lock));
  if (chassis.state.phase === 'syncing') return refused(syncInProgress());
  const refusal = chassis.take('netconf.edit-refused', MOMENT);
  const before = chassis.state.running;
  const writer: Writer = { via: 'netconf', session, user };
  if (refusal !== null) {
    noteEdit(chassis, before, writer, { applied: false, fault: 'netconf.edit-refused' });
    return refused(commandRefused('license boot level', textParam(refusal, 'message', REFUSED)));
  }
  const edit = workOut(call, before);
  if ('error' in edit) return refused(edit.error);
  if (edit.value === null) return OK;
  return putInForce(call, edit.value, writer);
});

const REFUSED = 'inconsistent value: Device refused one or more commands';

function putInForce(call: RpcCall, edited: Config, writer: Writer): RpcAnswer {
  const { chassis } = call;
  if (chassis.take('netconf.lying-ok', MOMENT) !== null) {
    noteEdit(chassis, edited, writer, { applied: false, fault: 'netconf.lying-ok' });
    return OK;
  }
  putRunning(chassis, edited, writer);
  const liar = chassis.take('netconf.edit-applied-but-error', MOMENT);
  if (liar === null) return OK;
  return refused(inUse(heldBy(textParam(liar, 'holder', 'yang_mgmt_infra'), chassis.now(), 0)));
}

/** What the edit makes of running; null when it is only to be tested. */
function workOut(call: RpcCall, running: Config): Parameter<Config | null> {
  const { operation } = call;
  const byDefault = wordOf(operation, 'default-operation', ['merge', 'replace', 'none'], 'merge');
  if ('error' in byDefault) return byDefault;
  const test = wordOf(operation, 'test-option', ['test-then-set', 'set', 'test-only'], 'test-then-set');
  if ('error' in test) return test;
  const options = ['stop-on-error', 'continue-on-error', 'rollback-on-error'] as const;
  const onError = wordOf(operation, 'error-option', options, 'stop-on-error');
  if ('error' in onError) return onError;
  const config = configOf(operation);
  if ('error' in config) return config;
  const edited = tryEdit(config.value, running, byDefault.value);
  if ('error' in edited) return edited;
  const command = refusedCommand(call, running, edited.value);
  if (command !== null) return { error: commandRefused(command) };
  return { value: test.value === 'test-only' ? null : edited.value };
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

/** The command that the device's own parser would refuse although the schema takes it; null when there is none. */
function refusedCommand(call: RpcCall, before: Config, after: Config): string | null {
  const { facts } = call.chassis.state;
  if (after.level === null && before.level !== null && facts.release.refusesLevelDelete) {
    return `no license boot level ${before.level.network}`;
  }
  if (after.interfaces === before.interfaces) return null;
  const names = ownInterfaces(facts);
  const stranger = [...after.interfaces.keys()].find((name) => !names.has(name));
  return stranger === undefined ? null : `interface ${stranger}`;
}

function ownInterfaces(facts: DeviceFacts): ReadonlySet<string> {
  return new Set(deviceInterfaces(facts.platforms));
}

function refused(error: RpcErrorData): RpcAnswer {
  return { kind: 'error', error };
}
