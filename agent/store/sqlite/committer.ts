/** Group commit: whoever waits shares one transaction, and one fsync. */
import type { Clock } from '../../../core/ports/clock.ts';
import type { Random } from '../../../core/ports/random.ts';
import { type LicenseLabError } from '../../../core/errors.ts';
import { storeErrorOf, StoreError } from '../answer.ts';
import { type Connection, isBusy, sqliteError } from './connection.ts';

/** Jobs that share a transaction at most: keeps the commit short and the loop responsive. */
export const BATCH_MAX = 200;

/** Milliseconds left between commits, so that another process gets the write lock in. */
const PAUSE_MS = 2;

/** Milliseconds a busy store is tried for, and between two tries. */
const BUSY_PATIENCE_MS = 10_000;
const BUSY_RETRY_MS = 10;

/** One piece of work inside a transaction. `work` throws to undo itself alone. */
export interface Job<Value = unknown> {
  work(): Value;
  done(
    answer:
      | { readonly ok: true; readonly value: Value }
      | { readonly ok: false; readonly error: LicenseLabError },
  ): void;
}

/** Runs jobs in transactions on the clock given. */
export interface Committer {
  add<Value>(job: Job<Value>): void;
  /** Calls back when no job is left; nothing may be added afterwards. */
  close(done: () => void): void;
}

type Settled = { readonly job: Job; readonly answer: Parameters<Job['done']>[0] };

/** Each job in its savepoint: one that throws leaves the others of its batch alone. */
function runJob(connection: Connection, job: Job): Settled {
  connection.db.exec('savepoint job');
  try {
    const value = job.work();
    connection.db.exec('release job');
    return { job, answer: { ok: true, value } };
  } catch (error) {
    const known = sqliteError(error);
    connection.db.exec('rollback to job; release job');
    return { job, answer: { ok: false, error: storeErrorOf(known) } };
  }
}

function runBatch(connection: Connection, jobs: readonly Job[]): Settled[] {
  connection.db.exec('begin immediate');
  try {
    const settled = jobs.map((job) => runJob(connection, job));
    connection.db.exec('commit');
    return settled;
  } catch (error) {
    if (connection.db.isTransaction) connection.db.exec('rollback');
    throw error;
  }
}

/** Makes the committer of one connection. */
export function createCommitter(connection: Connection, clock: Clock, random: Random): Committer {
  const waiting: Job[] = [];
  let isScheduled = false;
  let busySinceMs: number | null = null;
  let onIdle: (() => void) | null = null;

  const schedule = (delayMs: number): void => {
    isScheduled = true;
    clock.setTimer('store.commit', delayMs, commit);
  };

  const fail = (jobs: readonly Job[], error: unknown): void => {
    const known = storeErrorOf(sqliteError(error));
    for (const job of jobs) job.done({ ok: false, error: known });
  };

  /** True when the batch goes back to wait for the lock. */
  const mustWait = (error: unknown): boolean => {
    if (!isBusy(error)) return false;
    busySinceMs ??= clock.monotonicMs();
    return clock.monotonicMs() - busySinceMs < BUSY_PATIENCE_MS;
  };

  function commit(): void {
    isScheduled = false;
    const jobs = waiting.splice(0, BATCH_MAX);
    try {
      const settled = runBatch(connection, jobs);
      busySinceMs = null;
      for (const { job, answer } of settled) job.done(answer);
    } catch (error) {
      if (mustWait(error)) {
        waiting.unshift(...jobs);
        schedule(BUSY_RETRY_MS + random.below(BUSY_RETRY_MS));
        return;
      }
      busySinceMs = null;
      fail(jobs, error);
    }
    if (waiting.length > 0 && !isScheduled) schedule(PAUSE_MS);
    else if (waiting.length === 0) onIdle?.();
  }

  return {
    add(job) {
      if (onIdle !== null) {
        queueMicrotask(() =>
          job.done({ ok: false, error: new StoreError('STORE_CLOSED', 'the store is closed') }),
        );
        return;
      }
      waiting.push(job as Job);
      if (!isScheduled) schedule(PAUSE_MS);
    },
    close(done) {
      onIdle = () => queueMicrotask(done);
      if (waiting.length === 0) onIdle();
    },
  };
}
