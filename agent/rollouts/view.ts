/** What people see of a rollout, from stored rows alone: works from any process on the same store. */
import type { MachineRow } from '../../core/ports/store.ts';
import type { PlanRow } from '../../core/machine.ts';
import { boundaryName, type ChangeState, isEnd, isWait } from '../../core/machines/level-change/index.ts';
import type { RolloutState } from '../../core/machines/rollout/index.ts';
import { formatLevel } from '../../core/model/level.ts';
import type { PlanDevice } from '../../core/model/plan.ts';
import type { RolloutDevice, RolloutSummary, RolloutView } from './contract.ts';

/** State of a change in one word: `PLANNED`, a waiting state, the last boundary, or the end. */
export function changeWord(state: ChangeState): string {
  if (isEnd(state.at)) return state.at;
  if (state.at === 'NEW') return 'PLANNED';
  return isWait(state.at) ? state.at : boundaryName(state.boundary);
}

function changed(state: ChangeState, holds: boolean): RolloutDevice {
  return {
    id: state.device.address.deviceId,
    change: state.change,
    serials: state.device.serials,
    state: changeWord(state),
    class: state.endClass,
    reason: state.failure === null ? null : { code: state.failure.code, text: state.failure.message },
    levelBefore: formatLevel(state.device.from),
    bootLevel: state.bootLevel === null ? null : formatLevel(state.bootLevel),
    runningLevel: state.levelInUse === null ? null : formatLevel(state.levelInUse),
    members: state.members,
    bootTimeBefore: state.bootTimeBefore,
    bootTimeAfter: state.bootTimeAfter,
    reloadsSent: state.reloadsSent,
    report: state.report,
    diff: state.diff,
    holds: holds && state.endClass !== null,
  };
}

/** A device that was never admitted: its end follows from the rollout's. */
function unadmitted(device: PlanDevice, rollout: RolloutState): RolloutDevice {
  const skipped =
    rollout.at === 'aborted' ? 'SKIPPED_ABORT' : rollout.at === 'stopped' ? 'SKIPPED_BUDGET' : null;
  return {
    id: device.address.deviceId,
    change: null,
    serials: device.serials,
    state: skipped ?? 'PLANNED',
    class: skipped === null ? null : 'SKIPPED',
    reason:
      skipped === null
        ? null
        : { code: skipped, text: rollout.reason ?? 'the rollout ended before this device began' },
    levelBefore: formatLevel(device.from),
    bootLevel: null,
    runningLevel: null,
    members: device.members.map((member) => ({ ...member, state: 'unknown' })),
    bootTimeBefore: null,
    bootTimeAfter: null,
    reloadsSent: 0,
    report: null,
    diff: null,
    holds: false,
  };
}

function countStates(devices: readonly RolloutDevice[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const device of devices) counts[device.state] = (counts[device.state] ?? 0) + 1;
  return counts;
}

/** The whole view of one rollout. */
export function viewOf(
  row: MachineRow,
  changes: readonly MachineRow[],
  plan: readonly PlanRow[],
  claimants: readonly string[],
): RolloutView {
  const state = row.state as RolloutState;
  const byIndex = new Map(
    changes.map((change) => [(change.state as ChangeState).device.index, change.state as ChangeState]),
  );
  const holders = new Set(claimants);
  const devices = plan.map((entry) => {
    const change = byIndex.get(entry.index);
    return change === undefined
      ? unadmitted(entry.body as PlanDevice, state)
      : changed(change, holders.has(change.change));
  });
  return { ...summaryOf(row), counts: countStates(devices), devices };
}

/** The line `rollout ls` shows; counts are of ended devices. */
export function summaryOf(row: MachineRow): RolloutSummary {
  const state = row.state as RolloutState;
  return {
    id: row.id,
    planHash: state.plan,
    state: state.at,
    ended: row.ended,
    reason: state.reason,
    target: formatLevel(state.target),
    follows: state.follows ?? null,
    credit: { exposure: state.exposure, held: state.held },
    counts: state.counts,
    devicesTotal: state.devices,
    wave: { number: state.wave + 1, of: state.waves.length },
  };
}
