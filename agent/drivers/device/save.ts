import type { Look } from '../../../core/model/device.ts';
import { OPERATIONS, readSaveResult } from '../../../core/wire/ios-xe/index.ts';
import { createBackoff } from './backoff.ts';
import { failure, ok, refusal, refused, triageOf } from './failures.ts';
import type { Operation } from './kit.ts';
import { RETRY_BACKOFF, SAVE_PATIENCE_MS } from './limits.ts';
import { readLook } from './look-reading.ts';
import { heldBy, writeChange } from './write.ts';

/**
 * Saves running to startup and looks. The reply must say that it was successful (`Save running-config successful`, or `<ok/>`);
 * anything else is refused with its text: `SAVE_REFUSED`, `DEVICE_LOCKED`, `DEVICE_LOCKED_BY_DAEMON`, `DEVICE_SYNCING`. What a
 * daemon refuses is tried again after a look, at most {@link SAVE_PATIENCE_MS}.
 */
export const save: Operation<'save'> = (kit, effect, task, mayWrite) => {
  const held = kit.sessions.find(task.owner, effect.sessionEpoch);
  if (!heldBy(task, held)) return;
  const wait = createBackoff(kit.random.split(`${task.owner} save`), RETRY_BACKOFF);
  const patienceEndsMs = kit.clock.monotonicMs() + Math.min(SAVE_PATIENCE_MS, task.leftMs() / 2);
  const look = (done: (seen: Look) => void): void => readLook(kit, task, held, done);

  const attempt = (): void => {
    const change = { name: 'the save', operation: OPERATIONS.saveConfig.element() };
    writeChange(task, held, mayWrite, change, (reply) => {
      const triage = triageOf(reply);
      const result = readSaveResult(reply);
      if (triage === null && result.isDone)
        return look((seen) => task.finish(ok({ ...seen, text: result.text })));
      const waitMs = wait();
      if (triage?.retry === 'wait' && kit.clock.monotonicMs() + waitMs < patienceEndsMs)
        return look(() => task.after(waitMs, attempt));
      const said = result.text === '' ? 'it answered nothing' : `it answered "${result.text}"`;
      const reason =
        triage === null
          ? failure(
              'SAVE_REFUSED',
              task.address,
              `${task.address.deviceId} did not save its configuration: ${said}.`,
              SAVE_HINT,
            )
          : refusal(task.address, 'SAVE_REFUSED', 'the save', triage);
      return task.finish(refused(reason));
    });
  };
  attempt();
};

const SAVE_HINT = 'Look for a full or locked NVRAM (dir nvram:).';
