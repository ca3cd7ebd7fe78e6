import { CISCO_IA_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { save } from '../../actions/save.ts';
import { yangDate } from '../../model/time-text.ts';
import { atOnce, type RpcAnswer, type RpcHandler } from '../call.ts';
import { maker } from '../content/elements.ts';
import { operationFailed } from '../errors.ts';

const x = maker(CISCO_IA_NAMESPACE);

/**
 * `save-config`: a text in `<result>`, after seconds. A failure is a text too, or an rpc-error with `as: 'rpc-error'`
 * among the parameters of `device.save-fails` (both assumed: no failure was captured).
 */
export const saveConfig: RpcHandler = ({ chassis, session, user }, answer) => {
  save(chassis, { via: 'netconf', session, user }, { rpc: 'save-config' }, (saved) => {
    if (saved.ok) answer(result('Save running-config successful'));
    else if (saved.asError) answer({ kind: 'error', error: operationFailed(saved.message) });
    else answer(result(`Save running-config failed: ${saved.message}`));
  });
};

/** `is-syncing`: a text, and since cisco-ia 2024-07-01 its parts. */
export const isSyncing = atOnce(({ chassis }): RpcAnswer => {
  const { phase, facts } = chassis.state;
  const isBusy = phase === 'syncing';
  const text = isBusy ? 'Sync in progress' : 'No sync in progress';
  if (!facts.release.hasSyncStatus) return result(text);
  return {
    kind: 'content',
    content: [
      x('result', text),
      x('syncing', isBusy),
      x('syncs-pending', false),
      x('running-datastore-locked', chassis.lock !== null),
      x('candidate-datastore-locked', chassis.state.candidate.lock !== null),
      x('candidate-datastore-dirty', chassis.state.candidate.edited !== null),
    ],
  };
});

/** `sync-from`: nothing to do, the datastore is the configuration here. */
export const syncFrom = atOnce((): RpcAnswer => result('sync-from done'));

/** `netconf-session-id`: the session's own number. */
export const sessionId = atOnce(({ session }): RpcAnswer => result(String(session)));

/** `current-time`: of the device's clock. */
export const currentTime = atOnce(({ chassis }): RpcAnswer => result(yangDate(chassis.now())));

function result(text: string): RpcAnswer {
  return { kind: 'content', content: [x('result', text)] };
}
