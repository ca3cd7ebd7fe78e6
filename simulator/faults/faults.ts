import { ConfigError } from '../../core/errors.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Faults } from './contract.ts';
import { isMeantFor } from './match.ts';
import { checkRequest } from './request.ts';
import type { CheckedRequest } from './request.ts';

/** Faults that may wait at once: each moment looks through them. */
const WAITING_MAX = 100_000;

/** A fault that waits for its moment. */
export interface WaitingFault extends CheckedRequest {
  readonly id: string;
  /** Times it has happened. */
  readonly taken: number;
  /** Times it will still happen. */
  readonly left: number;
}

/** The faults of a lab: asked for from outside, taken by device, network and CSSM. */
export interface FaultControl extends Faults {
  /** Adds a fault at the end of the queue of its name; `FAULT_REQUEST`, `FAULT_UNKNOWN`, `FAULT_PARAMS` when it is not usable. */
  add(request: unknown): WaitingFault;
  /** Faults that wait, in the order they were added. */
  list(): readonly WaitingFault[];
  /** False when no fault has that id (any more). */
  remove(id: string): boolean;
  clear(): void;
}

/** Makes an empty set of faults. Chance comes from `random`, one stream per fault, so that adding one does not shift the others. */
export function createFaults(random: Random): FaultControl {
  const waiting = new Map<string, WaitingFault & { taken: number; left: number }>();
  const chances = new Map<string, Random>();
  /** Ids per name, so that a moment of a name nobody asked for costs one lookup. */
  const byName = new Map<string, Set<string>>();
  let added = 0;

  function forget(id: string): boolean {
    const fault = waiting.get(id);
    if (fault === undefined) return false;
    waiting.delete(id);
    chances.delete(id);
    const ids = byName.get(fault.fault);
    ids?.delete(id);
    if (ids?.size === 0) byName.delete(fault.fault);
    return true;
  }

  return {
    add(value) {
      const request = checkRequest(value);
      if (waiting.size >= WAITING_MAX) {
        throw new ConfigError('FAULT_REQUEST', `More than ${WAITING_MAX} faults wait already.`, {
          hint: 'Remove some first.',
        });
      }
      const id = `f${++added}`;
      const fault = { ...request, id, taken: 0, left: request.times };
      waiting.set(id, fault);
      chances.set(id, random.split(id));
      const ids = byName.get(fault.fault) ?? new Set();
      byName.set(fault.fault, ids.add(id));
      return { ...fault };
    },

    take(name, moment) {
      for (const id of byName.get(name) ?? []) {
        const fault = waiting.get(id);
        if (fault === undefined || !isMeantFor(fault, moment)) continue;
        if (fault.probability < 1 && (chances.get(id)?.next() ?? 1) >= fault.probability) continue;
        fault.taken += 1;
        fault.left -= 1;
        if (fault.left === 0) forget(id);
        return { fault: name, params: fault.params };
      }
      return null;
    },

    list: () => [...waiting.values()].map((fault) => ({ ...fault })),
    remove: forget,
    clear() {
      for (const id of waiting.keys()) forget(id);
    },
  };
}
