import { DeviceError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import { createBackoff } from './backoff.ts';
import type { Kit } from './kit.ts';
import { CONNECTS_PER_EFFECT_MAX, CONNECT_BACKOFF } from './limits.ts';
import type { Held } from './sessions.ts';
import type { Task } from './task.ts';

/** Opens one session for a task; it is given up when the task is over before. */
export function openSession(
  kit: Kit,
  task: Task,
  ready: (held: Held) => void,
  failed: (error: LicenseLabError) => void,
): void {
  const giveUp = kit.sessions.open(task.owner, task.address, {
    ready(held) {
      forget();
      ready(held);
    },
    failed(error) {
      forget();
      if (!task.isOver) failed(error);
    },
  });
  const forget = task.onEnd(giveUp);
}

/** True when calling again cannot help, or may do harm: another host key, a refused login. */
export function isFinal(error: LicenseLabError): boolean {
  return isForeignKey(error) || error.code === 'AUTH_FAILED' || error.retry !== 'new-session';
}

/** True when somebody else may be answering: no credential was sent. */
export function isForeignKey(error: LicenseLabError): boolean {
  return error.code.startsWith('HOST_KEY_');
}

/**
 * Opens a session, again with growing waits while it may help; `ready` may call `again` when the session turned out to be of no
 * use. Ends the task as *not sent* with the last reason.
 */
export function connect(
  kit: Kit,
  task: Task,
  ready: (held: Held, again: (why: LicenseLabError) => void) => void,
): void {
  const wait = createBackoff(kit.random.split(`${task.owner} connect`), CONNECT_BACKOFF);
  let last = noAnswer(task);
  let calls = 0;
  const again = (error: LicenseLabError): void => {
    last = error;
    const waitMs = wait();
    if (isFinal(error) || calls >= CONNECTS_PER_EFFECT_MAX || waitMs >= task.leftMs()) task.lose(error);
    else task.after(waitMs, attempt);
  };
  const attempt = (): void => {
    calls += 1;
    openSession(kit, task, (held) => ready(held, again), again);
  };
  task.onDeadline(() => task.lose(last));
  attempt();
}

function noAnswer({ address }: Task): LicenseLabError {
  return new DeviceError('UNREACHABLE', `${address.deviceId} did not answer in time.`, {
    definite: true,
    retry: 'new-session',
    context: { deviceId: address.deviceId, host: address.host },
  });
}
