import { LicensingError } from '../../core/errors.ts';
import {
  begun,
  hasBegun,
  initialRollout,
  licensesNeeded,
  ROLLOUT,
  type RolloutState,
} from '../../core/machines/rollout/index.ts';
import { type ChangeState, LEVEL_CHANGE } from '../../core/machines/level-change/index.ts';
import type { PlanRow } from '../../core/machine.ts';
import type { Need } from '../../core/model/fit.ts';
import type { Plan, PlanDevice } from '../../core/model/plan.ts';
import type { GateState, MachineRow, Store } from '../../core/ports/store.ts';
import { ask } from '../store/index.ts';
import type { OpenChange } from '../accounts/balance.ts';
import type { RolloutJournal, Rollouts } from './contract.ts';
import { summaryOf, viewOf } from './view.ts';

/** The stored row of a rollout. Throws `ROLLOUT_UNKNOWN`. */
export async function rolloutRow(store: Store, id: string): Promise<MachineRow> {
  const row = await ask<MachineRow | null>((done) => store.machine(id, done));
  if (row?.kind === ROLLOUT.kind) return row;
  throw new LicensingError('ROLLOUT_UNKNOWN', `there is no rollout "${id}" in this store`, {
    definite: true,
    hint: 'rollout ls lists them.',
  });
}

/** Moves the gate; durable when the promise settles. A rollout that is over has no gate to move. */
async function moveGate(store: Store, id: string, gate: GateState, actor: string): Promise<void> {
  const row = await rolloutRow(store, id);
  const { at } = row.state as RolloutState;
  // A stopped rollout may still have changes in flight, which wait for their gate; an abort is not taken back.
  const isOver = row.ended || (at === 'aborted' && gate !== 'aborted');
  if (isOver) {
    throw new LicensingError(
      'ROLLOUT_ENDED',
      `rollout ${id} is ${at}, so it cannot be ${gate === 'open' ? 'resumed' : gate}`,
      { definite: true },
    );
  }
  await ask<void>((done) => store.setGate(id, gate, actor, done));
}

async function begin(
  store: Store,
  plan: Plan,
  actor: string,
  newId: () => string,
): Promise<{ id: string; resumed: boolean }> {
  const id = newId();
  const { devices, ...rest } = plan;
  return ask((done) =>
    store.begin(
      {
        id,
        planHash: plan.hash,
        plan: rest,
        rows: devices.map((device, index) => ({ index, body: { ...device, index } })),
        state: initialRollout(id, plan),
        kind: ROLLOUT.kind,
        version: ROLLOUT.version,
        actor,
      },
      done,
    ),
  );
}

async function show(store: Store, id: string) {
  const row = await rolloutRow(store, id);
  const changes = await ask<readonly MachineRow[]>((done) =>
    store.machines({ rollout: id, kind: LEVEL_CHANGE.kind }, done),
  );
  const { devices } = await planOf(store, row);
  const claimants = await ask<readonly string[]>((done) => store.claimants(id, done));
  const rows = devices.map((body, index) => ({ index, body }));
  return viewOf(row, changes, rows, claimants);
}

/** The stored plan of a rollout, put together again. */
async function planOf(store: Store, { state }: MachineRow): Promise<Plan> {
  const stored = await ask<{ readonly plan: unknown; readonly rows: readonly PlanRow[] } | null>((done) =>
    store.plan((state as RolloutState).plan, done),
  );
  return {
    ...(stored?.plan as Omit<Plan, 'devices'>),
    devices: (stored?.rows ?? []).map(({ body }) => body as PlanDevice),
  };
}

async function journal(store: Store, id: string): Promise<RolloutJournal> {
  const row = await rolloutRow(store, id);
  const changes = await ask<readonly MachineRow[]>((done) =>
    store.machines({ rollout: id, kind: LEVEL_CHANGE.kind }, done),
  );
  const sorted = changes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    plan: await planOf(store, row),
    machines: [row, ...sorted].map(({ id: machine, kind, version }) => ({ id: machine, kind, version })),
    events: (machine) => ask((done) => store.events(machine, done)),
    checkpoints: () => ask((done) => store.checkpoints(done)),
  };
}

/** Changes that have begun and not ended. */
export async function openChanges(store: Store): Promise<readonly OpenChange[]> {
  const rollouts = await ask<readonly MachineRow[]>((done) => store.machines({ kind: ROLLOUT.kind }, done));
  const found: OpenChange[] = [];
  for (const { id } of rollouts.filter(({ ended }) => !ended)) {
    const changes = await ask<readonly MachineRow[]>((done) =>
      store.machines({ rollout: id, kind: LEVEL_CHANGE.kind }, done),
    );
    for (const { state, ended } of changes) {
      if (ended) continue;
      const { change, device } = state as ChangeState;
      const licenses = (device.added ?? device.licenses).map(({ license }) => license);
      found.push({ change, serials: device.serials, licenses });
    }
  }
  return found;
}

async function plannedNeeds(store: Store): Promise<readonly Need[]> {
  const rollouts = await ask<readonly MachineRow[]>((done) => store.machines({ kind: ROLLOUT.kind }, done));
  const needs: Need[] = [];
  for (const { state, ended } of rollouts) {
    const rollout = state as RolloutState;
    const { at, plan, devices } = rollout;
    if (ended || (at !== 'running' && at !== 'paused') || begun(rollout) >= devices) continue;
    const stored = await ask<{ readonly rows: readonly PlanRow[] } | null>((done) => store.plan(plan, done));
    const waiting = stored?.rows.filter(({ index }) => !hasBegun(rollout, index)) ?? [];
    needs.push(...waiting.flatMap(({ body }) => licensesNeeded(body as PlanDevice)));
  }
  return needs;
}

/** Rollouts of a store. `newId` gives the id of a new one. */
export function createRollouts(store: Store, newId: () => string): Rollouts {
  return {
    begin: (plan, actor) => begin(store, plan, actor, newId),
    async list() {
      const rows = await ask<readonly MachineRow[]>((done) => store.machines({ kind: ROLLOUT.kind }, done));
      return rows.map(summaryOf);
    },
    show: (id) => show(store, id),
    openChanges: () => openChanges(store),
    plannedNeeds: () => plannedNeeds(store),
    pause: (id, actor) => moveGate(store, id, 'paused', actor),
    resume: (id, actor) => moveGate(store, id, 'open', actor),
    abort: (id, actor) => moveGate(store, id, 'aborted', actor),
    plan: async (id) => planOf(store, await rolloutRow(store, id)),
    release: (changes, actor) => ask((done) => store.release(changes, actor, done)),
    journal: (id) => journal(store, id),
  };
}
