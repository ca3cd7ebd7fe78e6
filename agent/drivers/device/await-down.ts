import type { LicenseLabError } from '../../../core/errors.ts';
import { OPERATIONS, readSystem } from '../../../core/wire/ios-xe/index.ts';
import { isForeignKey, openSession } from './connect.ts';
import { failure, notSent, ok } from './failures.ts';
import type { Operation } from './kit.ts';
import { DOWN_POLL_MS, DOWN_PROBE_MS } from './limits.ts';
import { readAll } from './reading.ts';
import type { Held } from './sessions.ts';

/** Errors of a call which say that nobody is there, or not wholly there: the device goes down, or is up and not ready. */
const GONE: ReadonlySet<string> = new Set([
  'UNREACHABLE',
  'CONNECT_TIMEOUT',
  'HANDSHAKE_FAILED',
  'SUBSYSTEM_REFUSED',
  'HELLO_TIMEOUT',
  'HELLO_MISSING',
  'CONNECTION_LOST',
]);

const ASKS = [{ name: 'the read of the boot time', operation: OPERATIONS.getSystem.element() }];

/**
 * Watches until the device is gone or its boot time differs from `bootTimeBefore`, on the session that asked for the reload as
 * long as it lives: one small read every {@link DOWN_POLL_MS}. When it is lost the device is called once more. At the deadline two
 * equal boot times at least `quietMs` apart say `still-up`. Another host key ends it at once.
 */
export const awaitDown: Operation<'await-down'> = (kit, effect, task) => {
  const startedMs = kit.clock.monotonicMs();
  let firstEqualMs: number | null = null;
  let lastEqualMs = startedMs;
  let last: LicenseLabError | null = null;

  const down = (): void => task.finish(ok({ seen: 'down', bootTime: '' }));
  const watch = (held: Held): void => {
    readAll(
      task,
      held,
      ASKS,
      ([reply]) => {
        const { bootTime } = readSystem(reply?.data ?? null);
        if (bootTime !== null && bootTime !== effect.bootTimeBefore)
          return task.finish(ok({ seen: 'rebooted', bootTime }));
        if (bootTime !== null) {
          lastEqualMs = kit.clock.monotonicMs();
          firstEqualMs ??= lastEqualMs;
        }
        return task.after(DOWN_POLL_MS, () => (held.isOpen ? watch(held) : call()));
      },
      () => task.after(DOWN_PROBE_MS, call),
    );
  };
  const call = (): void =>
    openSession(kit, task, watch, (error) => {
      last = error;
      if (isForeignKey(error)) return task.finish(notSent(error));
      return GONE.has(error.code) ? down() : task.after(DOWN_POLL_MS, call);
    });

  task.onDeadline(() => {
    if (firstEqualMs !== null && lastEqualMs - firstEqualMs >= effect.quietMs) {
      return task.finish(ok({ seen: 'still-up', bootTime: effect.bootTimeBefore }));
    }
    if (last !== null) return task.finish(notSent(last));
    return task.finish(
      notSent(
        failure(
          'DOWN_UNDECIDED',
          task.address,
          `Whether ${task.address.deviceId} went down could not be seen in time.`,
        ),
      ),
    );
  });
  const held = kit.sessions.any(task.owner, task.address);
  if (held === null) call();
  else watch(held);
};
