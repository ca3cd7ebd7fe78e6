import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENDS } from '../../../core/machines/level-change/index.ts';
import { changeId } from '../../../core/machines/rollout/index.ts';
import { RolloutDriver } from './rollout-driver.ts';

describe('waves', () => {
  test('the next wave opens only when everybody before it has a verdict', () => {
    const rollout = new RolloutDriver([1, 2, 3], 10, 1).start();
    expect(rollout.spawned.map((spawn) => spawn.id)).toEqual([changeId('R1', 0)]);
    rollout.verified(0);
    expect(rollout.spawned).toHaveLength(3);
    rollout.verified(1);
    expect(rollout.spawned).toHaveLength(3);
    rollout.settled(2, 'ALREADY_AT_LEVEL');
    expect(rollout.spawned).toHaveLength(6);
  });

  test('it finishes when all have settled', () => {
    const rollout = new RolloutDriver([1, 1], 1, 1).start().succeed(0).succeed(1);
    expect(rollout.state).toMatchObject({ at: 'finished', counts: { SUCCEEDED: 2 }, held: 0 });
    expect(rollout.ended).toBe(true);
  });

  test('a reservation goes with every admitted device', () => {
    const [spawn] = new RolloutDriver([1], 1, 1).start().spawned;
    expect(spawn?.reserve).toEqual([
      { account: 'example.com', virtualAccount: 'Default', license: 'C9300 Network Advantage', quantity: 1 },
    ]);
  });
});

describe('a jump host that fails', () => {
  test('pauses without using up budget or credit, however many devices it takes along (F52)', () => {
    const rollout = new RolloutDriver([200], 100, 1).start();
    for (let index = 0; index < 100; index += 1)
      rollout.event({
        type: 'SETTLED',
        index,
        state: 'FAILED_UNCHANGED',
        class: 'FAILED',
        code: 'JUMP_HOST_FAILED',
      });
    expect(rollout.state).toMatchObject({ at: 'paused', bad: 0, held: 0, counts: { FAILED_UNCHANGED: 100 } });
    expect(rollout.spawned).toHaveLength(100);
    rollout.operator('open');
    expect(rollout.state.at).toBe('running');
    expect(rollout.spawned).toHaveLength(200);
  });

  test('counts as bad once a device was touched', () => {
    const rollout = new RolloutDriver([2], 2, 2).start();
    rollout.event({
      type: 'SETTLED',
      index: 0,
      state: 'INDETERMINATE',
      class: 'UNKNOWN',
      code: 'JUMP_HOST_FAILED',
    });
    expect(rollout.state).toMatchObject({ at: 'paused', bad: 1, held: 2 });
  });
});

describe('credit', () => {
  test('no more begin than the exposure, and a verdict gives credit back before the end', () => {
    const rollout = new RolloutDriver([5], 2, 5).start();
    expect(rollout.spawned).toHaveLength(2);
    rollout.verified(0);
    expect(rollout.spawned).toHaveLength(3);
    expect(rollout.state.held).toBe(2);
  });

  test('the budget stops admission, and what is in flight goes on', () => {
    const rollout = new RolloutDriver([4], 2, 1).start().settled(0, 'FAILED_REVERTED');
    expect(rollout.state.at).toBe('stopped');
    expect(rollout.spawned).toHaveLength(2);
    expect(rollout.ended).toBe(false);
    expect(rollout.succeed(1).ended).toBe(true);
  });

  test('a bad device keeps its credit; when the bad hold it all, the rollout stops', () => {
    const rollout = new RolloutDriver([4], 1, 2).start().settled(0, 'FAILED_REVERTED');
    expect(rollout.state).toMatchObject({ at: 'stopped', held: 1 });
  });

  test('an end a person should look at pauses before the budget is used up', () => {
    const rollout = new RolloutDriver([5], 2, 3).start().settled(0, 'LOST');
    expect(rollout.state.at).toBe('paused');
    expect(rollout.gate.state).toBe('paused');
    expect(rollout.spawned).toHaveLength(2);
    expect(rollout.operator('open').state.at).toBe('running');
  });
});

describe('the gate', () => {
  test('paused admits nobody, open goes on, aborted ends when nothing is in flight', () => {
    const rollout = new RolloutDriver([4], 2, 2).start().operator('paused').verified(0);
    expect(rollout.spawned).toHaveLength(2);
    rollout.operator('open');
    expect(rollout.spawned).toHaveLength(3);
    rollout.operator('aborted').settled(0, 'SUCCEEDED').succeed(1);
    expect(rollout.ended).toBe(false);
    expect(rollout.settled(2, 'SKIPPED_ABORT').ended).toBe(true);
    expect(rollout.operator('open').state.at).toBe('aborted');
  });

  test('a closed window is asked again', () => {
    const rollout = new RolloutDriver([1], 1, 1);
    rollout.gate = { state: 'open', epoch: 1, inWindow: false };
    expect(rollout.start().spawned).toEqual([]);
    expect(rollout.wakeInMs).toBeGreaterThan(0);
    rollout.gate = { ...rollout.gate, inWindow: true };
    expect(rollout.event({ type: 'WAKE' }).spawned).toHaveLength(1);
  });
});

test('whatever the children say, I5 holds and everybody is admitted once', () => {
  const ends = fc.constantFrom(...(Object.keys(ENDS) as (keyof typeof ENDS)[]));
  const choice = fc.record({ pick: fc.nat(), end: ends, resume: fc.boolean() });
  const waves = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      waves,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(choice, { minLength: 120, maxLength: 120 }),
      (sizes, exposure, budget, choices) => {
        const rollout = new RolloutDriver(sizes, exposure, budget).start();
        const open = new Set<number>();
        const verified = new Set<number>();
        let seen = 0;
        const admit = () => {
          for (const spawn of rollout.spawned.slice(seen)) open.add(Number(spawn.id.slice(-4)) - 1);
          seen = rollout.spawned.length;
          const inFlight = [...open].filter((index) => !verified.has(index)).length;
          expect(inFlight + rollout.state.bad).toBeLessThanOrEqual(exposure);
        };
        admit();
        for (const { pick, end, resume } of choices) {
          if (rollout.state.at === 'paused' && resume) rollout.operator('open');
          const index = [...open][pick % Math.max(1, open.size)];
          if (index !== undefined) {
            const isBad = ['FAILED', 'IDENTITY', 'UNKNOWN'].includes(ENDS[end]);
            const badBefore = rollout.state.bad;
            const spawnedBefore = rollout.spawned.length;
            if (end.startsWith('SUCCEEDED') && !verified.has(index)) {
              verified.add(index);
              rollout.verified(index);
            } else if (!verified.has(index) || end.startsWith('SUCCEEDED')) {
              open.delete(index);
              rollout.settled(index, end);
              if (isBad && badBefore + 1 >= budget) expect(rollout.spawned.length).toBe(spawnedBefore);
            }
          }
          admit();
        }
        expect(new Set(rollout.spawned.map((spawn) => spawn.id)).size).toBe(rollout.spawned.length);
        expect(JSON.stringify(rollout.state).length).toBeLessThan(8_192);
      },
    ),
    { numRuns: 500 },
  );
});
