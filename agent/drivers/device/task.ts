import { failureOf } from '../../../core/machine.ts';
import type { Failure, Outcome } from '../../../core/machine.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Address } from '../../../core/ports/network.ts';
import { failure } from './failures.ts';

/** One effect under way: its deadline, what must be ended with it, and its one outcome. */
export interface Task {
  readonly owner: string;
  readonly address: Address;
  readonly isOver: boolean;
  /** Milliseconds until the deadline, at least 0. */
  leftMs(): number;
  /** Gives the outcome; only the first one counts. */
  finish(outcome: Outcome): void;
  /** Ends a task whose session was lost: *unknown* once something was written, else *not sent*. */
  lose(error: LicenseLabError | Failure): void;
  /** Ends a task because a read was refused: *unknown* once something was written, else *refused*. */
  deny(reason: Failure): void;
  /** Something that changes the device was handed to the transport: from now on a loss is *unknown*. */
  markWritten(): void;
  /** What was written was certainly not executed after all: a later loss is *not sent* again. */
  clearWritten(): void;
  /** Runs `act` after `ms`, unless the task is over by then. */
  after(ms: number, act: () => void): void;
  /** Runs `act` when the task is over, however it ended. The returned function takes it back. */
  onEnd(act: () => void): () => void;
  /** Instead of the deadline's own outcome. */
  onDeadline(act: () => void): void;
}

/** What a task is made of. */
export interface TaskOptions {
  readonly clock: Clock;
  readonly owner: string;
  readonly op: string;
  readonly address: Address;
  readonly deadlineMs: number;
}

/** Starts a task. `done` is called once, with the outcome. */
export function startTask(options: TaskOptions, done: (outcome: Outcome) => void): Task {
  const { clock, address, op } = options;
  const dueMs = clock.monotonicMs() + options.deadlineMs;
  const ends = new Set<() => void>();
  let isOver = false;
  let isWritten = false;
  let deadline = (): void => task.lose(deadlineOver(address, op, options.deadlineMs));

  const timer = clock.setTimer(`device-${op}`, options.deadlineMs, () => deadline());
  const task: Task = {
    owner: options.owner,
    address,
    get isOver() {
      return isOver;
    },
    leftMs: () => Math.max(0, dueMs - clock.monotonicMs()),
    finish(outcome) {
      if (isOver) return;
      isOver = true;
      timer.cancel();
      for (const end of ends) end();
      ends.clear();
      done(outcome);
    },
    lose: (error) =>
      task.finish({
        result: isWritten ? 'unknown' : 'not-sent',
        failure: error instanceof Error ? failureOf(error) : error,
      }),
    deny: (reason) => task.finish({ result: isWritten ? 'unknown' : 'refused', failure: reason }),
    markWritten() {
      isWritten = true;
    },
    clearWritten() {
      isWritten = false;
    },
    after(ms, act) {
      if (isOver) return;
      const wait = clock.setTimer(`device-${op}-wait`, ms, () => {
        ends.delete(cancel);
        act();
      });
      const cancel = (): void => wait.cancel();
      ends.add(cancel);
    },
    onEnd(act) {
      if (isOver) act();
      else ends.add(act);
      return () => ends.delete(act);
    },
    onDeadline(act) {
      deadline = act;
    },
  };
  return task;
}

function deadlineOver(address: Address, op: string, deadlineMs: number): Failure {
  return failure(
    'DEADLINE_EXCEEDED',
    address,
    `${op} on ${address.deviceId} did not end within ${Math.round(deadlineMs / 1000)} s.`,
  );
}
