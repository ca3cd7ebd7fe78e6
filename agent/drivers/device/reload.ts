import { OPERATIONS, readReloadResult } from '../../../core/wire/ios-xe/index.ts';
import { failure, ok, refusal, refused, triageOf } from './failures.ts';
import type { Operation } from './kit.ts';
import { heldBy, writeChange } from './write.ts';

/**
 * Asks for a reload, once, without `force`. A reply without error is *ok*; an rpc-error is *refused* (`RELOAD_REFUSED`) and the
 * session ends in the same breath, so that its lock stands in nobody's way; silence, an empty reply or a lost session is *unknown*.
 */
export const reload: Operation<'reload'> = (kit, effect, task, mayWrite) => {
  const held = kit.sessions.find(task.owner, effect.sessionEpoch);
  if (!heldBy(task, held)) return;
  const change = { name: 'the reload', operation: OPERATIONS.reload.element(effect.reason) };
  writeChange(task, held, mayWrite, change, (reply) => {
    const triage = triageOf(reply);
    if (triage !== null) {
      held.close();
      return task.finish(refused(refusal(task.address, 'RELOAD_REFUSED', 'the reload', triage)));
    }
    const { isDone, text } = readReloadResult(reply);
    if (isDone) return task.finish(ok({ text }));
    return task.lose(
      failure(
        'RELOAD_UNCLEAR',
        task.address,
        `${task.address.deviceId} answered the reload with an empty reply.`,
      ),
    );
  });
};
