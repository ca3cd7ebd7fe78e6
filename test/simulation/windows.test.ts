/** Windows that close while switches are in flight, and wall clocks that jump: on the device model, on virtual time. */
import { expect, test } from 'vitest';
import { LEVEL_CHANGE } from '../../core/machines/level-change/index.ts';
import { createJudge } from './invariants.ts';
import { createWorld, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A world whose plan has these windows, in milliseconds from its beginning. */
function worldWith(seed: number, windows: readonly (readonly [number, number])[]): World {
  const startMs = createWorld({ seed, devices: 1 }).clock.wallMs();
  return createWorld({
    seed,
    devices: 8,
    exposure: 2,
    options: {
      windows: windows.map(([fromMs, toMs]) => ({
        text: 'a window',
        fromMs: startMs + fromMs,
        toMs: startMs + toMs,
      })),
    },
  });
}

function begin(world: World) {
  const judge = createJudge(world);
  world.observe(judge.onCommit);
  world.begin();
  return { judge, engine: world.engine(judge.watch(world.devicePort)) };
}

test.each([1, 2, 3, 600])(
  'I7: a window in which a boot fits for %i seconds, with switches in flight then: they wait for the next one (F45)',
  (seconds) => {
    const closesMs = seconds * 1_000 + 20 * MINUTE;
    const world = worldWith(seconds, [
      [0, closesMs],
      [24 * HOUR, 34 * HOUR],
    ]);
    const { judge, engine } = begin(world);
    world.run(() => world.isOver(), 40 * HOUR);
    engine.stop();
    expect(judge.finish()).toEqual([]);
    expect(world.rollout()).toMatchObject({ at: 'finished', counts: { SUCCEEDED: 8 } });
    expect(world.clock.monotonicMs()).toBeGreaterThan(24 * HOUR);
  },
);

test.each([
  ['forwards', 6 * MINUTE],
  ['back', -6 * MINUTE],
])('I18: a wall clock set %s by six minutes pauses; who resumes has looked at it (F43)', (_way, shiftMs) => {
  const world = worldWith(1, [[-HOUR, 100 * HOUR]]);
  const { judge, engine } = begin(world);
  let isEdited = false;
  world.observe(({ boundaries }) => {
    isEdited ||= boundaries.includes('B5');
  });
  world.run(() => isEdited);
  world.shiftWall(shiftMs);
  world.run(() => world.rollout().at === 'paused', HOUR);
  expect(world.rollout().reason).toBe(
    'the wall clock jumped by 6 minutes, and it decides the window: check the time of this machine, then resume',
  );
  expect(world.journal.from(0).filter(({ op }) => op === 'reload-received')).toEqual([]);
  world.read<void>((done) => world.store.setGate('R1', 'open', 'alice', done as never));
  world.run(() => world.isOver(), 40 * HOUR);
  engine.stop();
  expect(judge.finish()).toEqual([]);
  expect(world.rollout()).toMatchObject({ at: 'finished', counts: { SUCCEEDED: 8 } });
});

test.each([
  ['by four minutes, with a window', 4 * MINUTE, true],
  ['by a year, without one', 365 * 24 * HOUR, false],
])('I18: a wall clock set %s changes nothing', (_what, shiftMs, hasWindow) => {
  const world = worldWith(1, hasWindow ? [[-HOUR, 100 * HOUR]] : []);
  const { engine } = begin(world);
  world.run(
    () =>
      world.read<readonly unknown[]>((done) =>
        world.store.machines({ kind: LEVEL_CHANGE.kind }, done as never),
      ).length > 0,
  );
  world.shiftWall(shiftMs);
  world.run(() => world.isOver(), 40 * HOUR);
  engine.stop();
  expect(world.rollout()).toMatchObject({ at: 'finished', counts: { SUCCEEDED: 8 } });
});
