import type { PlanRow } from '../../core/machine.ts';
import { type ChangeState, LEVEL_CHANGE } from '../../core/machines/level-change/index.ts';
import type { RolloutState } from '../../core/machines/rollout/index.ts';
import type { PlanDevice } from '../../core/model/plan.ts';
import type { MachineRow, Store, StoredEvent } from '../../core/ports/store.ts';
import { instant } from './instant.ts';
import { viewOf } from '../rollouts/view.ts';
import { ask } from '../store/index.ts';
import type { DeviceEvidence, OperatorAct, RolloutReport } from './contract.ts';
import { foldChange } from './fold-change.ts';
import { exposureOf, wavesOf } from './timeline.ts';

/** Puts the report of one rollout together from stored rows and the journal alone: works beside a running engine. */
export async function makeRolloutReport(
  store: Store,
  row: MachineRow,
  nowMs: number,
): Promise<RolloutReport> {
  const state = row.state as RolloutState;
  const changes = await ask<readonly MachineRow[]>((done) =>
    store.machines({ rollout: row.id, kind: LEVEL_CHANGE.kind }, done),
  );
  const stored = await ask<{ readonly rows: readonly PlanRow[] } | null>((done) =>
    store.plan(state.plan, done),
  );
  const rows = stored?.rows ?? [];
  const claimants = await ask<readonly string[]>((done) => store.claimants(row.id, done));
  const { devices: shown, ...summary } = viewOf(row, changes, rows, claimants);
  const byDevice = new Map(
    changes.map(({ state: change }) => [(change as ChangeState).change, change as ChangeState]),
  );
  const devices: DeviceEvidence[] = [];
  for (const [index, { diff, ...device }] of shown.entries()) {
    const change = device.change === null ? undefined : byDevice.get(device.change);
    const events = change === undefined ? [] : await eventsOf(store, change.change);
    const planned = rows[index]?.body as PlanDevice;
    devices.push({
      ...device,
      host: planned.address.host,
      site: planned.site,
      wave: waveOf(state.waves, index),
      linesDiffering: diff?.length ?? 0,
      notes: change?.notes ?? [],
      ...(change === undefined ? { boundaries: [], acts: [] } : foldChange(change, events)),
    });
  }
  const own = await eventsOf(store, row.id);
  const ends = devices.flatMap(({ boundaries }) => boundaries.filter(({ boundary }) => boundary === 'B19'));
  return {
    schema: 'liclab.rollout-report/1',
    madeAt: instant(nowMs),
    ...summary,
    beganAt: own[0] === undefined ? null : instant(own[0].at),
    endedAt: row.ended
      ? (ends
          .map(({ at }) => at)
          .toSorted()
          .at(-1) ?? null)
      : null,
    failureBudget: state.failureBudget,
    options: state.options,
    operators: operatorsOf(own),
    waves: wavesOf(state.waves, devices),
    exposure: exposureOf(devices),
    devices,
  };
}

function eventsOf(store: Store, machine: string): Promise<readonly StoredEvent[]> {
  return ask((done) => store.events(machine, done));
}

/** Wave of the device at that place of the plan, 1 and up. */
function waveOf(waves: readonly number[], index: number): number {
  let end = 0;
  const wave = waves.findIndex((size) => index < (end += size));
  return wave < 0 ? waves.length : wave + 1;
}

const ACTS = { open: 'resumed', paused: 'paused', aborted: 'aborted' } as const;

/** Who approved, and who moved the gate. */
function operatorsOf(events: readonly StoredEvent[]): OperatorAct[] {
  return events.flatMap(({ at, body }): OperatorAct[] => {
    const { event } = JSON.parse(body) as {
      readonly event: { readonly type: string; readonly state?: keyof typeof ACTS; readonly actor?: string };
    };
    const actor = event.actor ?? 'unknown';
    if (event.type === 'START') return [{ at: instant(at), act: 'approved', actor }];
    if (event.type === 'GATE' && event.state !== undefined)
      return [{ at: instant(at), act: ACTS[event.state], actor }];
    return [];
  });
}
