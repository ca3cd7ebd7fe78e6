import { OPERATIONS } from '../../../core/wire/ios-xe/index.ts';
import type { Datastore, ErrorTriage } from '../../../core/wire/ios-xe/index.ts';
import { createBackoff } from './backoff.ts';
import { ok, refusal, refused } from './failures.ts';
import { triageOf } from './failures.ts';
import type { Operation } from './kit.ts';
import { RETRY_BACKOFF } from './limits.ts';
import { readLook } from './look-reading.ts';
import { heldBy, writeChange } from './write.ts';

/**
 * Locks running, and the candidate where there is one; a daemon's lock and a synchronization are waited for, at most
 * `patienceMs`. Then looks. Refused: `DEVICE_LOCKED` (names the holder), `DEVICE_LOCKED_BY_DAEMON`, `DEVICE_SYNCING`,
 * `LOCK_REFUSED`; nothing is left locked then.
 */
export const lock: Operation<'lock'> = (kit, effect, task, mayWrite) => {
  const held = kit.sessions.find(task.owner, effect.sessionEpoch);
  if (!heldBy(task, held)) return;
  const wait = createBackoff(kit.random.split(`${task.owner} lock`), RETRY_BACKOFF);
  const stores: readonly Datastore[] = held.candidate ? ['running', 'candidate'] : ['running'];
  const patienceEndsMs = kit.clock.monotonicMs() + effect.patienceMs;

  const finish = (): void => {
    held.isLocked = true;
    readLook(kit, task, held, (look) => task.finish(ok(look)));
  };
  const take = (index: number): void => {
    const store = stores[index];
    if (store === undefined) return finish();
    const change = { name: `the lock of ${store}`, operation: OPERATIONS.lock.element(store) };
    return writeChange(task, held, mayWrite, change, (reply) => {
      const triage = triageOf(reply);
      if (triage === null || triage.holder?.session === held.netconf.sessionId) return take(index + 1);
      if (index === 0) task.clearWritten();
      const waitMs = wait();
      if (triage.retry === 'wait' && kit.clock.monotonicMs() + waitMs < patienceEndsMs)
        return task.after(waitMs, () => take(index));
      return giveBack(index - 1, store, triage);
    });
  };
  /** Frees what was locked before the refusal. */
  const giveBack = (index: number, store: Datastore, triage: ErrorTriage): void => {
    const reason = refusal(task.address, 'LOCK_REFUSED', `the lock of ${store}`, triage);
    const locked = stores[index];
    if (locked === undefined) return task.finish(refused(reason));
    const change = { name: `the unlock of ${locked}`, operation: OPERATIONS.unlock.element(locked) };
    return writeChange(task, held, mayWrite, change, () => giveBack(index - 1, store, triage));
  };
  if (held.isLocked) finish();
  else take(0);
};
