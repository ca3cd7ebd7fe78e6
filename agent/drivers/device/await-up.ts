import type { LicenseLabError } from '../../../core/errors.ts';
import type { Service } from '../../../core/ports/network.ts';
import { createBackoff } from './backoff.ts';
import { openCli } from './cli-work.ts';
import { isForeignKey, openSession } from './connect.ts';
import { failure, notSent, ok } from './failures.ts';
import type { Operation } from './kit.ts';
import { UP_BACKOFF } from './limits.ts';

/**
 * Waits until the device answers: on its CLI port, or over NETCONF, which some plans use alone. The two are called in turn, NETCONF
 * first; the session is kept for what comes next. A refused login is no answer yet (AAA may not be reachable so soon after a
 * boot). Another host key ends it at once. At the deadline: *not sent* with the last reason.
 */
export const awaitUp: Operation<'await-up'> = (kit, _effect, task) => {
  const wait = createBackoff(kit.random.split(`${task.owner} up`), UP_BACKOFF);
  const startedMs = kit.clock.monotonicMs();
  let last: LicenseLabError | null = null;

  const up = (): void => task.finish(ok({ afterMs: Math.round(kit.clock.monotonicMs() - startedMs) }));
  const failed =
    (next: Service) =>
    (error: LicenseLabError): void => {
      last = error;
      if (isForeignKey(error)) return task.finish(notSent(error));
      return task.after(wait(), () => call(next));
    };
  const call = (service: Service): void => {
    if (service === 'netconf') return openSession(kit, task, up, failed('cli'));
    const isDown = failed('netconf');
    return openCli(
      kit,
      task,
      (session, keep) => {
        keep();
        kit.spareCli.put(task.owner, session);
        up();
      },
      // A login that leads nowhere is an answer, too.
      (error) => (ANSWERED.has(error.code) ? up() : isDown(error)),
    );
  };

  task.onDeadline(() =>
    task.finish(
      notSent(
        last ?? failure('UNREACHABLE', task.address, `${task.address.deviceId} did not come back in time.`),
      ),
    ),
  );
  call('netconf');
};

/** Ends of a CLI login after the session was there. */
const ANSWERED: ReadonlySet<string> = new Set([
  'ENABLE_REFUSED',
  'ENABLE_SECRET_MISSING',
  'ENABLE_SECRET_UNUSABLE',
  'CLI_LOGIN_UNEXPECTED',
  'CLI_LOGIN_TIMEOUT',
]);
