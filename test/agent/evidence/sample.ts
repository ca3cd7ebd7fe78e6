/** Reports of rollouts that really ran: device model, engine and memory store on virtual time. */
import { makeRolloutReport } from '../../../agent/evidence/index.ts';
import type { RolloutReport } from '../../../agent/evidence/index.ts';
import type { MachineRow } from '../../../core/ports/store.ts';
import { createWorld, type World } from '../../simulation/world.ts';

/** A fault for the switch at that place, 0 and up. */
export interface Trouble {
  readonly index: number;
  readonly fault: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Runs a rollout over `devices` switches to its end and gives what its report says. */
export async function reportOf(devices: number, troubles: readonly Trouble[] = []): Promise<RolloutReport> {
  const world = createWorld({ seed: 5, devices, exposure: Math.max(1, devices - 1) });
  for (const { index, fault, params } of troubles)
    world.faults.add({
      fault,
      target: world.specs[index]?.id ?? '',
      ...(params === undefined ? {} : { params }),
    });
  let isOver = false;
  let isPaused = false;
  world.observe(({ row }) => {
    if (row.kind !== 'rollout') return;
    isOver = row.ended;
    isPaused = (row.state as { at: string }).at === 'paused';
  });
  world.begin();
  const engine = world.engine();
  while (!isOver) {
    world.run(() => isOver || isPaused);
    if (!isOver) world.read<void>((done) => world.store.setGate('R1', 'open', 'operator', done as never));
    isPaused = false;
  }
  world.settleInstant();
  engine.stop();
  return stepped(world, makeRolloutReport(world.store, rolloutRow(world), world.clock.wallMs()));
}

function rolloutRow(world: World): MachineRow {
  const row = world.read<MachineRow | null>((done) => world.store.machine('R1', done as never));
  if (row === null) throw new Error('there is no rollout');
  return row;
}

/** Steps the virtual clock until a promise settles: the store answers on it. */
async function stepped<Value>(world: World, promise: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const settled = promise.finally(() => {
    isSettled = true;
  });
  while (!isSettled) {
    world.clock.stepOnce();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return settled;
}
