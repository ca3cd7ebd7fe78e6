import { describe, expect, test } from 'vitest';
import { verifyAudit } from '../../agent/audit/verify.ts';
import { sha256 } from '../../agent/runtime/ports/digest.ts';
import type { Checkpoint } from '../../core/ports/store.ts';
import { createJudge } from './invariants.ts';
import { runSchedule } from './schedule.ts';
import { createWorld } from './world.ts';

/** Random schedules of one run; each names itself by its seed. */
const SEEDS = 200;

describe('a rollout on the device model', () => {
  test('promotes 24 switches in waves of 1, 5 and the rest, reloads each once, and its journal verifies', () => {
    const world = createWorld({ seed: 1, devices: 24 });
    const judge = createJudge(world);
    world.observe(judge.onCommit);
    world.begin();
    const engine = world.engine(judge.watch(world.devicePort));
    world.run(() => world.isOver());
    world.read<Checkpoint | null>((done) => world.store.checkpoint(done as never));
    engine.stop();
    expect(world.rollout()).toMatchObject({ at: 'finished', counts: { SUCCEEDED: 24 }, held: 0, bad: 0 });
    expect(judge.finish()).toEqual([]);
    const reloads = world.journal.from(0).filter((entry) => entry.op === 'reload-executed');
    expect(new Set(reloads.map((entry) => entry.device)).size).toBe(24);
    expect(reloads).toHaveLength(24);
    const checkpoints = world.read<readonly Checkpoint[]>((done) => world.store.checkpoints(done as never));
    expect(verifyAudit(sha256, world.events(), checkpoints, null)).toMatchObject({
      ok: true,
      firstBad: null,
    });
  });

  test('I1 I2 I3 I4 I5 I6 I8 I9 I12 I16 hold over random faults, crashes, aborts and foreign edits', {
    timeout: 120_000,
  }, () => {
    const broken: Record<string, unknown> = {};
    const counts: Record<string, number> = {};
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const result = runSchedule({ seed, devices: 20 });
      if (result.violations.length > 0) broken[`seed ${seed}`] = [result.violations, result.told];
      for (const [end, count] of Object.entries(result.counts)) counts[end] = (counts[end] ?? 0) + count;
    }
    expect(broken).toEqual({});
    // A run that reaches few ends proves little.
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining([
        'SUCCEEDED',
        'FAILED_REVERTED',
        'SAVED_PENDING_RELOAD',
        'LOST',
        'INDETERMINATE',
        'FAILED_DEGRADED',
        'SKIPPED_BLOCKED',
        'SKIPPED_ABORT',
        'IDENTITY_MISMATCH',
        'FAILED_OLD_LEVEL',
      ]),
    );
  });

  test('the same seed gives the same trace, to the byte', () => {
    for (const seed of [3, 14, 159]) {
      expect(runSchedule({ seed, devices: 8 }).trace).toBe(runSchedule({ seed, devices: 8 }).trace);
    }
  });
});
