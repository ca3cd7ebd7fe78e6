/** Looking for work nobody told us of: machines without an owner, the dead workers', full inboxes, moved gates (R11). */
import type { LicenseLabError } from '../../core/errors.ts';
import type { Answer } from '../../core/ports/store.ts';
import type { EngineContext } from './context.ts';
import { createSilenceWatch, type Lease } from './lease.ts';
import type { Machines } from './machines.ts';

/** Machines taken by one transaction. */
const TAKE_MAX = 500;

/** Sweeps now, and says when it was told to sweep again meanwhile. */
export interface Sweeper {
  sweep(): void;
  /** Only takes what nobody owns: after a commit that made machines. */
  takeSoon(): void;
}

/** Makes the sweeper of one lease. */
export function createSweeper(context: EngineContext, lease: Lease, machines: Machines): Sweeper {
  const deadWorkers = createSilenceWatch(context);
  const epochs = new Map<string, number>();
  let isTaking = false;
  let mustTakeAgain = false;

  /** Answers of a lease that is over are dropped; errors are logged, the next sweep tries again. */
  const whenOk =
    <Value>(use: (value: Value) => void): Answer<Value> =>
    (answer) => {
      if (answer.ok) {
        if (lease.isFresh()) use(answer.value);
        return;
      }
      logFailure(answer.error);
    };
  const logFailure = (error: LicenseLabError): void =>
    context.log.write('warn', 'sweep.failed', { code: error.code });

  const take = (dead: readonly string[]): void => {
    if (isTaking) {
      mustTakeAgain = true;
      return;
    }
    isTaking = true;
    context.store.take(lease.worker, dead, context.kinds ?? null, TAKE_MAX, (answer) => {
      isTaking = false;
      if (!answer.ok) return logFailure(answer.error);
      if (!lease.isFresh()) return;
      for (const row of answer.value) machines.adopt(row);
      const isMore = answer.value.length === TAKE_MAX || mustTakeAgain;
      mustTakeAgain = false;
      if (isMore) take(dead);
      else
        for (const id of dead)
          context.store.forgetWorker(
            id,
            whenOk(() => {}),
          );
    });
  };

  return {
    sweep() {
      if (!lease.isFresh()) return;
      context.store.workers(whenOk((workers) => take(deadWorkers(workers, lease.worker))));
      context.store.withInbox(
        lease.worker,
        whenOk((ids) => ids.forEach((id) => machines.hint(id))),
      );
      context.store.gates(
        whenOk((gates) => {
          for (const { rollout, epoch } of gates) {
            const known = epochs.get(rollout);
            epochs.set(rollout, epoch);
            if (known !== undefined && known !== epoch) machines.wakeWaiting(rollout);
          }
        }),
      );
    },
    takeSoon: () => take([]),
  };
}
