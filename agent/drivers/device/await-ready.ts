import type { LicenseLabError } from '../../../core/errors.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import { readIsSyncing, readUsage } from '../../../core/wire/ios-xe/index.ts';
import { createBackoff } from './backoff.ts';
import { isForeignKey, openSession } from './connect.ts';
import { failure, notSent, ok } from './failures.ts';
import { DEVICE, missingIn, STACK, whoIs } from './identity-reading.ts';
import type { Operation } from './kit.ts';
import { READY_BACKOFF } from './limits.ts';
import { LICENSES, SYNCING } from './preflight.ts';
import { readUntil } from './reading.ts';
import type { Ask } from './reading.ts';
import type { Held } from './sessions.ts';

const ASKS: readonly Ask[] = [DEVICE, STACK, LICENSES, SYNCING];

/**
 * Waits for a NETCONF hello, filled operational data, the end of synchronization, and every one of `serials` present and ready.
 * Empty is not a value (F25). At the deadline members still missing are named, when the device itself answers; else *not sent*
 * with the last reason. A serial that nobody expects ends the wait: identification judges it. The session stays open for that.
 */
export const awaitReady: Operation<'await-ready'> = (kit, effect, task) => {
  const wait = createBackoff(kit.random.split(`${task.owner} ready`), READY_BACKOFF);
  const startedMs = kit.clock.monotonicMs();
  let missing: readonly string[] | null = null;
  let last: LicenseLabError | null = null;
  let lastText = 'a NETCONF session';

  const finish = (names: readonly string[]): void =>
    task.finish(ok({ afterMs: Math.round(kit.clock.monotonicMs() - startedMs), missing: names }));
  const giveUp = (): void => {
    if (missing !== null) return finish(missing);
    return task.finish(
      notSent(
        last ??
          failure(
            'NOT_READY',
            task.address,
            `${task.address.deviceId} was not ready in time: still missing is ${lastText}.`,
          ),
      ),
    );
  };
  /** What is still to come, in words; null when nothing is. */
  const pending = ([device, stack, licenses, syncing]: readonly RpcReply[]): string | null => {
    const who = whoIs(device, stack);
    const gap = missingIn(who);
    if (gap !== null) return gap;
    const ready = new Set(who.members.filter(({ state }) => state === 'ready').map(({ serial }) => serial));
    missing = effect.serials.filter((serial) => !ready.has(serial));
    if (who.serials.some((serial) => !effect.serials.includes(serial))) return null;
    if (missing.length > 0) return `members ${missing.join(', ')}`;
    if ((readUsage(licenses?.data ?? null) ?? []).length === 0) return 'the licenses in use';
    return syncing !== undefined && readIsSyncing(syncing) === true ? 'the end of a synchronization' : null;
  };
  const read = (held: Held): void =>
    readUntil(
      kit,
      task,
      held,
      {
        asks: ASKS,
        backoff: READY_BACKOFF,
        accept(replies) {
          const gap = pending(replies);
          lastText = gap ?? lastText;
          return gap === null ? { value: null } : { missing: gap };
        },
        gaveUp: giveUp,
        lost: () => again(),
      },
      () => finish(missing ?? []),
    );
  const again = (): void => {
    const waitMs = wait();
    if (waitMs < task.leftMs()) task.after(waitMs, call);
  };
  const call = (): void =>
    openSession(kit, task, read, (error) => {
      last = error;
      return isForeignKey(error) ? task.finish(notSent(error)) : again();
    });

  task.onDeadline(giveUp);
  const unused = kit.sessions.unnamed(task.owner, task.address);
  if (unused === null) call();
  else read(unused);
};
