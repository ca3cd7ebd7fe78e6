import { describe, expect, test } from 'vitest';
import { TROUBLES, troubledId } from '../interop/support/fault-table.ts';
import { createJudge } from './invariants.ts';
import { createWorld, type World } from './world.ts';

/** Runs the rollout to its end; a person lets it go on ten minutes after each time it paused itself. */
function runToTheEnd(world: World, judge: ReturnType<typeof createJudge>): void {
  let isOver = false;
  let isPaused = false;
  world.observe(({ row }) => {
    if (row.kind !== 'rollout') return;
    isOver = row.ended;
    isPaused = (row.state as { at: string }).at === 'paused';
  });
  world.begin();
  const engine = world.engine(judge.watch(world.devicePort));
  while (!isOver) {
    world.run(() => isOver || isPaused);
    if (isOver) break;
    const resumeAtMs = world.clock.monotonicMs() + 600_000;
    world.run(() => isOver || world.clock.monotonicMs() >= resumeAtMs);
    isPaused = false;
    if (!isOver) world.read<void>((done) => world.store.setGate('R1', 'open', 'operator', done as never));
  }
  world.settleInstant();
  engine.stop();
}

describe.each([
  ['NETCONF and CLI bytes in memory', true],
  ['the device model alone', false],
])('over %s', (_name, bytes) => {
  test('every trouble ends in its named state, as over real SSH', { timeout: 60_000 }, () => {
    const count = TROUBLES.length;
    const members = TROUBLES.map((row) => row.members ?? ['C9300-24T']);
    const world = createWorld({ seed: 8, devices: count, members, waves: [count], bytes, release: '17.9.4' });
    const judge = createJudge(world);
    world.observe(judge.onCommit);
    for (const [index, { faults, typed }] of TROUBLES.entries()) {
      for (const fault of faults) world.faults.add({ ...fault, target: troubledId(index) });
      if (typed !== undefined) world.device(troubledId(index)).configure(typed);
    }
    runToTheEnd(world, judge);
    const ends = world.changes().map((change) => [change.device.address.deviceId, change.at]);
    expect(ends).toEqual(TROUBLES.map(({ end }, index) => [troubledId(index), end]));
    expect(judge.finish()).toEqual([]);
    const seen = world.journal.from(0).filter((entry) => entry.session !== null || entry.op === 'auth');
    for (const [index, { never, trouble }] of TROUBLES.entries()) {
      const ops = seen.filter(({ device }) => device === troubledId(index)).map(({ op }) => op);
      for (const op of never ?? []) expect(ops, `${trouble}: ${op}`).not.toContain(op);
    }
  });
});
