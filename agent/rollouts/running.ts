/** A running engine as the verbs see it: promises and progress around the callbacks below. */
import { type ChangeState, isWait, LEVEL_CHANGE } from '../../core/machines/level-change/index.ts';
import { ROLLOUT, type RolloutState } from '../../core/machines/rollout/index.ts';
import type { Committed, MachineRow, Store } from '../../core/ports/store.ts';
import type { Engine } from '../runtime/engine.ts';
import { ask } from '../store/index.ts';
import type { Progress, Rollouts, RolloutSummary, RunningEngine } from './contract.ts';
import { changeWord, summaryOf } from './view.ts';

function progressOf(row: MachineRow): Progress | null {
  if (row.kind !== LEVEL_CHANGE.kind || row.rollout === null) return null;
  const state = row.state as ChangeState;
  return {
    rollout: row.rollout,
    device: state.device.address.deviceId,
    state: changeWord(state),
    class: state.endClass,
    text: state.failure === null ? null : `${state.failure.code}: ${state.failure.message}`,
  };
}

/** True when nothing of the rollout is being acted on: ended, or waiting for its gate. */
function isStill(row: MachineRow): boolean {
  return row.ended || isWait((row.state as ChangeState).at);
}

/** Wraps an engine. */
export function createRunningEngine(engine: Engine, store: Store, rollouts: Rollouts): RunningEngine {
  let isAdmitting = true;
  const isGateOpen = async (id: string): Promise<boolean> => {
    const gates = await ask<readonly { rollout: string; state: string }[]>((done) => store.gates(done));
    return gates.some(({ rollout, state }) => rollout === id && state === 'open');
  };
  /** The summary when the rollout stands still, else null. */
  const stillness = async (id: string): Promise<RolloutSummary | null> => {
    const row = await ask<MachineRow | null>((done) => store.machine(id, done));
    if (row === null) return null;
    const { at } = row.state as RolloutState;
    if (row.ended) return summaryOf(row);
    if (isAdmitting && at === 'running') return null;
    // A gate that was opened again says that the rollout is about to go on, whatever its row still says.
    if (isAdmitting && (await isGateOpen(id))) return null;
    const changes = await ask<readonly MachineRow[]>((done) =>
      store.machines({ rollout: id, kind: LEVEL_CHANGE.kind }, done),
    );
    // An end that the rollout has not read yet may finish it.
    const isRead =
      !isAdmitting || (row.state as RolloutState).settled === changes.filter((change) => change.ended).length;
    return isRead && changes.every(isStill) ? summaryOf(row) : null;
  };
  const waiting = new Set<() => void>();

  return {
    rollouts,
    listen: (listener) =>
      engine.observe((committed) => {
        const progress = progressOf(committed.row);
        if (progress !== null) listener(progress);
      }),
    settled: (id) =>
      new Promise((resolve, reject) => {
        let isChecking = false;
        let isAsked = false;
        const check = (): void => {
          // What comes during a look asks for another one: the last commit decides.
          isAsked = true;
          if (isChecking) return;
          isAsked = false;
          isChecking = true;
          stillness(id).then((summary) => {
            isChecking = false;
            if (summary === null) {
              if (isAsked) check();
              return;
            }
            unobserve();
            waiting.delete(check);
            resolve(summary);
          }, reject);
        };
        const isRelevant = ({ row }: Committed): boolean =>
          row.rollout === id &&
          (row.kind === ROLLOUT.kind ? (row.state as RolloutState).at !== 'running' : isStill(row));
        const unobserve = engine.observe((committed) => {
          if (isRelevant(committed)) check();
        });
        waiting.add(check);
        engine.sweep();
        check();
      }),
    stopAdmitting() {
      isAdmitting = false;
      engine.stopAdmitting();
      for (const check of waiting) check();
    },
    async stop() {
      engine.stop();
      await new Promise<void>((resolve) => store.close(resolve));
    },
  };
}
