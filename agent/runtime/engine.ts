/** The engine of one worker: lease, machines, sweeps, checkpoints. It acts only on what is committed. */
import { LicenseLabError } from '../../core/errors.ts';
import type { Timer } from '../../core/ports/clock.ts';
import type { Answer, Committed, MachineRow, NewMachine, Started } from '../../core/ports/store.ts';
import { startCheckpoints } from './checkpoints.ts';
import type { EngineContext } from './context.ts';
import { type Lease, startLease } from './lease.ts';
import { createMachines, type Machines } from './machines.ts';
import { createSweeper, type Sweeper } from './sweep.ts';

/** A running engine. */
export interface Engine {
  /** Called after every commit of this worker until the returned function is called. */
  observe(observer: (committed: Committed) => void): () => void;
  /** Rows of the machines this worker owns now. */
  owned(): readonly MachineRow[];
  /**
   * Stores a machine and begins it under this worker as soon as there is a lease, or gives the one that holds a claim. Fails with
   * the store's errors, and with `ENGINE_STOPPED`.
   */
  start(machine: Omit<NewMachine, 'owner'>, done: Answer<Started>): void;
  /** Looks for work at once: something was stored by this process. */
  sweep(): void;
  /** Rollout machines of this worker stand still from now on; changes in flight go on. */
  stopAdmitting(): void;
  /** Ends at once: nothing more is performed, sessions are destroyed; the store stays open. */
  stop(): void;
}

/** The parts that live as long as one lease. */
interface Shift {
  readonly lease: Lease;
  readonly machines: Machines;
  readonly sweeper: Sweeper;
}

/** Starts the engine. */
export function startEngine(context: EngineContext): Engine {
  const observers = new Set<(committed: Committed) => void>();
  let isStopped = false;
  let isAdmitting = true;
  let sweepTimer: Timer | null = null;
  let shift: Shift | null = null;
  /** Starts that wait for the first beat to be stored. */
  const beforeLease: (() => void)[] = [];

  const wanted = (row: MachineRow): boolean => isAdmitting || row.kind !== 'rollout';

  const observe = (committed: Committed): void => {
    const strangers = committed.notified.filter((id) => !(shift?.machines.hint(id) ?? false));
    if (strangers.length > 0) shift?.sweeper.takeSoon();
    for (const observer of observers) observer(committed);
  };

  const begin = (): void => {
    if (isStopped) return;
    const lease = startLease(
      context,
      () => {
        shift?.sweeper.sweep();
        for (const go of beforeLease.splice(0)) go();
      },
      () => {
        context.log.write('error', 'lease.lost', { worker: lease.worker });
        shift?.machines.abandon();
        begin();
      },
    );
    const machines = createMachines(context, lease, wanted, observe);
    shift = { lease, machines, sweeper: createSweeper(context, lease, machines) };
  };

  const sweepOn = (): void => {
    sweepTimer = context.leaseClock.setTimer('engine.sweep', context.sweepMs, () => {
      shift?.sweeper.sweep();
      sweepOn();
    });
  };

  const start = (machine: Omit<NewMachine, 'owner'>, done: Answer<Started>): void => {
    if (isStopped) {
      const error = new LicenseLabError('ENGINE_STOPPED', 'The engine was stopped.', { definite: true });
      context.leaseClock.setTimer('engine.not-started', 0, () => done({ ok: false, error }));
      return;
    }
    const { lease, machines } = shift ?? {};
    if (lease === undefined || !lease.isFresh()) {
      beforeLease.push(() => start(machine, done));
      return;
    }
    context.store.start({ ...machine, owner: lease.worker }, (answer) => {
      if (answer.ok && answer.value.isNew) machines?.adopt(answer.value.row);
      done(answer);
    });
  };

  begin();
  sweepOn();
  const stopCheckpoints = startCheckpoints(context);
  return {
    observe(observer) {
      observers.add(observer);
      return () => observers.delete(observer);
    },
    start,
    owned: () => shift?.machines.rows() ?? [],
    sweep: () => shift?.sweeper.sweep(),
    stopAdmitting() {
      isAdmitting = false;
    },
    stop() {
      isStopped = true;
      for (const go of beforeLease.splice(0)) go();
      sweepTimer?.cancel();
      stopCheckpoints();
      shift?.lease.stop();
      shift?.machines.abandon();
    },
  };
}
