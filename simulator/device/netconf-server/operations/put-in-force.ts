import type { RpcErrorData } from '../../../../core/wire/netconf/index.ts';
import { noteEdit, type Writer } from '../../actions/edit.ts';
import { foreignLock, heldBy } from '../../actions/lock.ts';
import { textParam } from '../../boot-faults.ts';
import type { Moment } from '../../chassis.ts';
import { configEdits } from '../../model/config-edits.ts';
import type { Config } from '../../model/config.ts';
import { foreignPartialLock } from '../../model/partial-lock.ts';
import { OK, type RpcAnswer, type RpcCall } from '../call.ts';
import { refusedCommand } from '../edit/refused-command.ts';
import { commandRefused, inUse, partiallyLocked, syncInProgress } from '../errors.ts';

const REFUSED = 'inconsistent value: Device refused one or more commands';

/** Why running cannot be written now, before what is to be written is looked at. Asks for `netconf.lock-held` and `netconf.edit-refused`. */
export function notNow({ chassis, session, user }: RpcCall, moment: Moment): RpcErrorData | null {
  const lock = foreignLock(chassis, session, moment);
  if (lock !== null) return inUse(lock);
  if (chassis.state.phase === 'syncing') return syncInProgress();
  const refusal = chassis.take('netconf.edit-refused', moment);
  if (refusal === null) return null;
  const writer: Writer = { via: 'netconf', session, user };
  noteEdit(chassis, chassis.state.running, writer, { applied: false, fault: 'netconf.edit-refused' });
  return commandRefused('license boot level', textParam(refusal, 'message', REFUSED));
}

/**
 * Puts a configuration in force through the device's own parser. Asks for `netconf.lying-ok` and
 * `netconf.edit-applied-but-error`.
 */
export function putInForce(
  { chassis, session, user }: RpcCall,
  config: Config,
  moment: Moment,
  put: (writer: Writer) => void,
): RpcAnswer {
  const { facts, running, partialLocks } = chassis.state;
  const partial =
    partialLocks.length === 0
      ? null
      : foreignPartialLock(
          partialLocks,
          session,
          configEdits(running, config).map(({ path }) => path),
        );
  if (partial !== null) return { kind: 'error', error: partiallyLocked('in-use', partial) };
  const command = refusedCommand(facts, running, config);
  if (command !== null) return { kind: 'error', error: commandRefused(command) };
  const writer: Writer = { via: 'netconf', session, user };
  if (chassis.take('netconf.lying-ok', moment) !== null) {
    noteEdit(chassis, config, writer, { applied: false, fault: 'netconf.lying-ok' });
    return OK;
  }
  put(writer);
  const liar = chassis.take('netconf.edit-applied-but-error', moment);
  if (liar === null) return OK;
  const holder = textParam(liar, 'holder', 'yang_mgmt_infra');
  return { kind: 'error', error: inUse(heldBy(holder, chassis.now(), 0)) };
}
