/** Reads on a session: several at once, again while the device is not done saying it, refused where it refuses. */
import type { XmlElement, RpcReply } from '../../../core/wire/netconf/index.ts';
import type { Failure } from '../../../core/machine.ts';
import { createBackoff } from './backoff.ts';
import type { BackoffSchedule } from './backoff.ts';
import { failure, refusal, sessionLost, triageOf } from './failures.ts';
import type { Kit } from './kit.ts';
import { READ_TIMEOUT_MS, RETRY_BACKOFF } from './limits.ts';
import type { Held } from './sessions.ts';
import type { Task } from './task.ts';

/** One read; its name stands in messages. */
export interface Ask {
  readonly name: string;
  readonly operation: XmlElement;
}

/** What is done about a lost session. */
export type OnLost = (reason: Failure) => void;

/** Sends all reads at once and gives their replies in the same order. A loss ends the task, unless `lost` is given. */
export function readAll(
  task: Task,
  held: Held,
  asks: readonly Ask[],
  done: (replies: readonly RpcReply[]) => void,
  lost: OnLost = (reason) => task.lose(reason),
): void {
  const replies: RpcReply[] = [];
  let left = asks.length;
  let isLost = false;
  for (const [index, { name, operation }] of asks.entries()) {
    const deadlineMs = Math.min(READ_TIMEOUT_MS, task.leftMs());
    held.netconf.request(name, operation, { deadlineMs, urgent: false }, (outcome) => {
      if (task.isOver || isLost) return undefined;
      if (outcome.kind !== 'reply') {
        isLost = true;
        held.destroy();
        return lost(sessionLost(task.address, outcome.error.message));
      }
      replies[index] = outcome.reply;
      left -= 1;
      return left === 0 ? done(replies) : undefined;
    });
    if (isLost || task.isOver) return;
  }
}

/** Why replies cannot be used yet, or at all. */
type Problem =
  | { readonly kind: 'later'; readonly text: string }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** What stands against using replies; what a device does not know (`not-supported`) counts as not said. */
export function problemOf(task: Task, asks: readonly Ask[], replies: readonly RpcReply[]): Problem | null {
  for (const [index, reply] of replies.entries()) {
    const triage = triageOf(reply);
    if (triage === null || triage.cause === 'not-supported') continue;
    const name = asks[index]?.name ?? 'a read';
    if (triage.retry === 'wait') return { kind: 'later', text: triage.text };
    return { kind: 'refused', failure: refusal(task.address, 'READ_REFUSED', name, triage) };
  }
  return null;
}

/** How to read until it is good. */
export interface Reading<Value> {
  readonly asks: readonly Ask[];
  /** The value in the replies, or, in words, what is still missing. */
  accept(replies: readonly RpcReply[]): { readonly value: Value } | { readonly missing: string };
  readonly backoff?: BackoffSchedule;
  /** Milliseconds before the deadline at which reading again ends; default 0. */
  readonly reserveMs?: number;
  /** Called instead of ending the task when the time is over and something is still missing. */
  readonly gaveUp?: (missing: string) => void;
  /** Called instead of ending the task when the session is lost. */
  readonly lost?: OnLost;
}

/** Reads again and again until the replies are accepted; ends the task when it is refused, lost, or out of time. */
export function readUntil<Value>(
  kit: Kit,
  task: Task,
  held: Held,
  reading: Reading<Value>,
  done: (value: Value) => void,
): void {
  const wait = createBackoff(kit.random.split(`${task.owner} read`), reading.backoff ?? RETRY_BACKOFF);
  const judge = (replies: readonly RpcReply[]): void => {
    const problem = problemOf(task, reading.asks, replies);
    if (problem?.kind === 'refused') return task.deny(problem.failure);
    const accepted = problem === null ? reading.accept(replies) : { missing: problem.text };
    if ('value' in accepted) return done(accepted.value);
    const waitMs = wait();
    if (waitMs < task.leftMs() - (reading.reserveMs ?? 0)) return task.after(waitMs, attempt);
    if (reading.gaveUp !== undefined) return reading.gaveUp(accepted.missing);
    return task.lose(
      failure(
        'DATA_MISSING',
        task.address,
        `${task.address.deviceId} did not say in time: ${accepted.missing}.`,
      ),
    );
  };
  const attempt = (): void => readAll(task, held, reading.asks, judge, reading.lost);
  attempt();
}
