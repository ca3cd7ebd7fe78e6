import type { DeviceCall } from '../../../core/ports/device.ts';
import type { RpcReply, XmlElement } from '../../../core/wire/netconf/index.ts';
import { notSent, sessionLost, writeNotAllowed } from './failures.ts';
import type { Held } from './sessions.ts';
import type { Task } from './task.ts';

/** Something that changes the device. */
export interface Change {
  readonly name: string;
  readonly operation: XmlElement;
  /** Longest wait for its reply; default: until the task's deadline. */
  readonly deadlineMs?: number;
}

/**
 * Writes a change in this tick or not at all: the worker may write, the session is open, everything before it has left (R9).
 * Otherwise the task ends: *not sent* when it was the task's first change. After the write a loss is *unknown*.
 */
export function writeChange(
  task: Task,
  held: Held,
  mayWrite: DeviceCall['mayWrite'],
  change: Change,
  done: (reply: RpcReply) => void,
): void {
  if (!mayWrite()) return task.lose(writeNotAllowed(task.address));
  const deadlineMs = Math.min(change.deadlineMs ?? Number.POSITIVE_INFINITY, task.leftMs());
  // A task that ends while its change is under way takes the session with it: nobody may rely on it any more.
  const forget = task.onEnd(() => held.destroy());
  held.netconf.request(change.name, change.operation, { deadlineMs, urgent: true }, (outcome) => {
    forget();
    if (task.isOver) return undefined;
    if (outcome.kind === 'reply') return done(outcome.reply);
    if (outcome.kind === 'lost') held.destroy();
    return task.lose(outcome.error);
  });
  // What was not written has ended the task already.
  return task.markWritten();
}

/** The session that an effect names; without it the task ends as *not sent*. */
export function heldBy(task: Task, held: Held | null): held is Held {
  if (held !== null) return true;
  task.finish(notSent(sessionLost(task.address)));
  return false;
}
