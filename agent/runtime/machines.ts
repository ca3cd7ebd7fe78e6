/** The machines this worker owns: one append at a time each, then the effect that was committed. */
import { DefectError, type LicenseLabError } from '../../core/errors.ts';
import { type Effect, type MachineKind, type Numbered, type Outcome } from '../../core/machine.ts';
import type { Timer } from '../../core/ports/clock.ts';
import type { CssmEffect } from '../../core/ports/cssm.ts';
import type { DeviceEffect } from '../../core/ports/device.ts';
import type { LicensingEffect } from '../../core/ports/licensing.ts';
import type { AppendResult, Committed, MachineRow } from '../../core/ports/store.ts';
import type { EngineContext } from './context.ts';
import type { Lease } from './lease.ts';

/** Milliseconds until an append that failed for the store's sake is tried again. Nothing is sent meanwhile. */
const STORE_RETRY_MS = 1_000;

type Event = Parameters<MachineKind<unknown, { type: string; [field: string]: unknown }>['step']>[1];

interface Owned {
  row: MachineRow;
  readonly events: Event[];
  /** A hint came: the inbox may hold something. */
  isHinted: boolean;
  isAppending: boolean;
  /**
   * An append failed, and it may have been committed all the same: the answer alone may be lost. Then the retry finds its event
   * late, and what the first one decided is still to be performed.
   */
  isUnsure: boolean;
  /** Number of the effect that was begun last; null: none yet. */
  begun: number | null;
  wake: Timer | null;
}

/** What the rest of the runtime asks of the owned machines. */
export interface Machines {
  /** Starts a machine that was just taken; an effect without outcome is repeated or becomes *unknown* (R3). */
  adopt(row: MachineRow): void;
  /** Something may be in its inbox. False when it is not ours. */
  hint(machine: string): boolean;
  /** Wakes the waiting machines of a rollout: its gate moved. */
  wakeWaiting(rollout: string): void;
  has(machine: string): boolean;
  /** Rows of what is owned now. */
  rows(): readonly MachineRow[];
  /** Forgets everything at once and destroys the sessions. */
  abandon(): void;
}

/** Number of the effect that the row has outstanding, or had last. */
const effectNumberOf = (row: MachineRow): number => (row.state as Numbered).effectNumber;

/** Called after every commit. */
export type Observer = (committed: Committed) => void;

/** Makes the table for one lease. `wanted` says whether a kind may run now (a first Ctrl-C stops the rollout's machine). */
export function createMachines(
  context: EngineContext,
  lease: Lease,
  wanted: (row: MachineRow) => boolean,
  observe: Observer,
): Machines {
  const owned = new Map<string, Owned>();
  let isOver = false;

  const perform = (row: MachineRow, effect: Effect): void => {
    const { id, fence } = row;
    const number = effectNumberOf(row);
    const machine = owned.get(id);
    if (machine !== undefined) machine.begun = number;
    const done = (outcome: Outcome): void => push(id, { type: 'OUTCOME', number, outcome });
    if (effect.op === 'cssm-look') return context.cssm.perform(effect as CssmEffect, done);
    const mayWrite = (): boolean => !isOver && lease.isFresh() && owned.get(id)?.row.fence === fence;
    const { licensing } = context;
    if (licensing?.ops.has(effect.op) === true)
      return licensing.perform({ effect: effect as LicensingEffect, mayWrite }, done);
    context.device.perform({ owner: id, effect: effect as DeviceEffect, mayWrite }, done);
  };

  const push = (id: string, event: Event): void => {
    const machine = owned.get(id);
    if (machine === undefined) return;
    machine.events.push(event);
    pump(machine);
  };

  const drop = (machine: Owned): void => {
    machine.wake?.cancel();
    owned.delete(machine.row.id);
  };

  const armWake = (machine: Owned): void => {
    machine.wake?.cancel();
    machine.wake = null;
    const { id, wakeInMs, ended } = machine.row;
    if (wakeInMs === null || ended) return;
    machine.wake = context.clock.setTimer('machine.wake', wakeInMs, () => push(id, { type: 'WAKE' }));
  };

  const committed = (machine: Owned, commit: Committed): void => {
    machine.row = commit.row;
    const { id, ended, effect } = commit.row;
    const isBehind = machine.isUnsure && effectNumberOf(commit.row) !== machine.begun;
    machine.isUnsure = false;
    if (commit.release || (isBehind && effect === null)) context.device.release(id);
    armWake(machine);
    if (ended) drop(machine);
    else if (effect !== null && (commit.isNewEffect || isBehind)) perform(commit.row, effect);
    observe(commit);
  };

  const failed = (machine: Owned, event: Event | null, error: LicenseLabError): void => {
    context.log.write('error', 'machine.append-failed', {
      machine: machine.row.id,
      code: error.code,
      message: error.message,
    });
    if (error instanceof DefectError) {
      // Our own mistake: this machine is not touched any more, the others go on.
      context.device.release(machine.row.id);
      drop(machine);
      return;
    }
    if (event !== null) machine.events.unshift(event);
    machine.isHinted = true;
    machine.isUnsure = true;
    context.leaseClock.setTimer('machine.store-retry', STORE_RETRY_MS, () => pump(machine));
  };

  const answered = (machine: Owned, event: Event | null, result: AppendResult): void => {
    machine.isAppending = false;
    if (isOver || !owned.has(machine.row.id)) return;
    if (result.result === 'committed') committed(machine, result.committed);
    else if (result.result === 'lost') {
      context.device.abandon(machine.row.id);
      drop(machine);
    } else return failed(machine, event, result.error);
    pump(machine);
  };

  function pump(machine: Owned): void {
    if (isOver || machine.isAppending || !owned.has(machine.row.id) || !wanted(machine.row)) return;
    const event = machine.events.shift() ?? null;
    if (event === null && !machine.isHinted) return;
    machine.isHinted = false;
    machine.isAppending = true;
    const { id, fence } = machine.row;
    context.store.append({ machine: id, owner: lease.worker, fence, event }, (result) =>
      answered(machine, event, result),
    );
  }

  const recover = (row: MachineRow): void => {
    if (row.effect === null) return;
    if (row.effect.kind === 'read') return perform(row, row.effect);
    const message = `the agent stopped while "${row.effect.op}" was outstanding`;
    const outcome: Outcome = {
      result: 'unknown',
      failure: { code: 'INTERRUPTED', message, hint: null, context: {} },
    };
    const number = effectNumberOf(row);
    const machine = owned.get(row.id);
    if (machine !== undefined) machine.begun = number;
    push(row.id, { type: 'OUTCOME', number, outcome });
  };

  return {
    adopt(row) {
      if (isOver) return;
      const machine: Owned = {
        row,
        events: [],
        isHinted: true,
        isAppending: false,
        isUnsure: false,
        begun: null,
        wake: null,
      };
      owned.set(row.id, machine);
      armWake(machine);
      recover(row);
      pump(machine);
    },
    hint(id) {
      const machine = owned.get(id);
      if (machine === undefined) return false;
      machine.isHinted = true;
      pump(machine);
      return true;
    },
    wakeWaiting(rollout) {
      for (const { row } of owned.values()) {
        if (row.rollout === rollout && row.wakeInMs !== null) push(row.id, { type: 'WAKE' });
      }
    },
    has: (id) => owned.has(id),
    rows: () => [...owned.values()].map((machine) => machine.row),
    abandon() {
      isOver = true;
      for (const machine of owned.values()) {
        machine.wake?.cancel();
        context.device.abandon(machine.row.id);
      }
      owned.clear();
    },
  };
}
