import { TransportError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address, Service } from '../../../core/ports/network.ts';
import { createBackoff } from './backoff.ts';
import { isForeignKey, openSession } from './connect.ts';
import { failure, notSent, ok } from './failures.ts';
import type { Operation } from './kit.ts';
import { UP_BACKOFF, UP_CALL_TIMEOUT_MS } from './limits.ts';

/**
 * Waits until the device answers: on its CLI port, or over NETCONF, which some plans use alone. The two are called in turn, NETCONF
 * first; its session is kept for what comes next. A refused login is no answer yet (AAA may not be reachable so soon after a
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
    if (service === 'netconf') openSession(kit, task, up, failed('cli'));
    else callCli(failed('netconf'));
  };
  const callCli = (isDown: (error: LicenseLabError) => void): void => {
    const over = (act: () => void): void => {
      timer.cancel();
      forget();
      if (!task.isOver) act();
    };
    const channel = kit.network.open(task.address, 'cli', {
      opened() {
        channel.end();
        over(up);
      },
      data() {},
      drained() {},
      closed: (error) => over(() => (error === null ? up() : isDown(error))),
    });
    const destroy = (): void => channel.destroy();
    const forget = task.onEnd(destroy);
    const timer = kit.clock.setTimer('device-await-up-call', UP_CALL_TIMEOUT_MS, () => {
      destroy();
      over(() => isDown(noAnswer(task.address)));
    });
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

function noAnswer({ deviceId, host, sshPort }: Address): LicenseLabError {
  return new TransportError(
    'CONNECT_TIMEOUT',
    `${deviceId} did not answer on port ${sshPort} within ${UP_CALL_TIMEOUT_MS / 1000} s.`,
    {
      definite: true,
      retry: 'new-session',
      context: { deviceId, host, port: sshPort },
    },
  );
}
