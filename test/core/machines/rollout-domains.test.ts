import { describe, expect, test } from 'vitest';
import { changeId } from '../../../core/machines/rollout/index.ts';
import { VERDICTS } from '../../../core/model/plan.ts';
import { RolloutDriver } from './rollout-driver.ts';

const indexes = (rollout: RolloutDriver): number[] =>
  rollout.spawned.map(({ id }) => Number(id.slice(-4)) - 1);

describe('failure domains (I6)', () => {
  test('one switch of a domain at a time; those behind it go first, and nobody is admitted twice', () => {
    const rollout = new RolloutDriver([5], 5, 5, { domainOf: (index) => (index < 3 ? 'A' : null) }).start();
    expect(indexes(rollout)).toEqual([0, 3, 4]);
    rollout.succeed(0);
    expect(indexes(rollout)).toEqual([0, 3, 4, 1]);
    rollout.succeed(3).succeed(4).succeed(1).succeed(2);
    expect(indexes(rollout)).toEqual([0, 3, 4, 1, 2]);
    expect(rollout.state).toMatchObject({ at: 'finished', cursor: 5, ahead: [], held: 0 });
  });

  test('the maximum counts bad switches; upper and lower case are one domain', () => {
    const asked = { domainOf: (index: number) => (index % 2 === 0 ? 'hq' : 'HQ'), maxUnavailable: 2 };
    const rollout = new RolloutDriver([4], 4, 4, asked).start();
    expect(indexes(rollout)).toEqual([0, 1]);
    rollout.settled(0, 'FAILED_REVERTED');
    expect(indexes(rollout)).toEqual([0, 1]);
    rollout.succeed(1);
    expect(indexes(rollout)).toEqual([0, 1, 2]);
  });

  test('a verified switch holds its slot until its change has ended well', () => {
    const rollout = new RolloutDriver([2], 2, 2, { domainOf: () => 'A' }).start().verified(0);
    expect(indexes(rollout)).toEqual([0]);
    expect(indexes(rollout.settled(0, 'SUCCEEDED'))).toEqual([0, 1]);
  });

  test('a domain that bad switches hold for good: its rest ends with the holder named, the rollout finishes', () => {
    const rollout = new RolloutDriver([4], 4, 4, { domainOf: (index) => (index < 3 ? 'A' : null) }).start();
    rollout.settled(0, 'FAILED_UNCHANGED');
    expect(indexes(rollout)).toEqual([0, 3]);
    rollout.succeed(3);
    expect(indexes(rollout)).toEqual([0, 3, 1, 2]);
    expect(rollout.spawned[2]).toMatchObject({
      first: {
        type: 'START',
        unavailable: `failure domain "A" has 1 of at most 1 unavailable: change ${changeId('R1', 0)} ended badly and holds it`,
      },
      reserve: [],
    });
    expect(rollout.spawned[2]?.claims).toBeUndefined();
    rollout.settled(1, 'SKIPPED_BLOCKED').settled(2, 'SKIPPED_BLOCKED');
    expect(rollout.state.at).toBe('finished');
  });

  test('another rollout in the same domain is waited for, and asked about again', () => {
    const first = new RolloutDriver([1], 1, 1, { domainOf: () => 'A' }).start();
    const second = new RolloutDriver([1], 1, 1, { id: 'R2', domainOf: () => 'A', claims: first.claims });
    // The same switch in both samples: its own slot counts while the other change is open.
    expect(indexes(second.start())).toEqual([]);
    expect(second.wakeInMs).toBeGreaterThan(0);
    first.succeed(0);
    expect(indexes(second.event({ type: 'WAKE' }))).toEqual([0]);
  });

  test('a switch whose earlier change ended badly takes its own slot over', () => {
    const first = new RolloutDriver([1], 1, 2, { domainOf: () => 'A' }).start().settled(0, 'FAILED_REVERTED');
    const again = new RolloutDriver([1], 1, 1, { id: 'R2', domainOf: () => 'A', claims: first.claims });
    expect(again.start().spawned[0]).toMatchObject({ first: { type: 'START' }, claims: ['slot:a:sw-0'] });
    expect(again.spawned[0]?.first).toEqual({ type: 'START' });
  });

  test('the next wave waits for the switches that a full domain held back', () => {
    const rollout = new RolloutDriver([3, 1], 4, 4, {
      domainOf: (index) => (index < 2 ? 'A' : null),
    }).start();
    rollout.succeed(2).verified(0);
    expect(indexes(rollout)).toEqual([0, 2]);
    rollout.settled(0, 'SUCCEEDED').verified(1);
    expect(indexes(rollout)).toEqual([0, 2, 1, 3]);
  });
});

describe('verdicts (F55)', () => {
  const asked = { verdicts: VERDICTS };

  test('go: every switch of the canary ended well, its report seen', () => {
    const rollout = new RolloutDriver([2, 2], 4, 4, asked).start().verified(0).verified(1);
    expect(rollout.spawned).toHaveLength(2);
    rollout.settled(0, 'SUCCEEDED').settled(1, 'ALREADY_AT_LEVEL');
    expect(rollout.spawned).toHaveLength(4);
  });

  test.each(['SKIPPED_BLOCKED', 'SUCCEEDED_UNREPORTED', 'FAILED_UNCHANGED'] as const)(
    'ask: a canary that ended as %s pauses; who resumes is not asked again',
    (end) => {
      const rollout = new RolloutDriver([1, 2], 3, 3, asked).start();
      if (end === 'SUCCEEDED_UNREPORTED') rollout.verified(0);
      rollout.settled(0, end);
      expect(rollout.state).toMatchObject({ at: 'paused', wave: 0 });
      expect(rollout.state.reason).toMatch(/^wave 1 is inconclusive: of 1, 1 /);
      expect(rollout.gate.state).toBe('paused');
      expect(rollout.operator('open').state).toMatchObject({ at: 'running', wave: 1, reason: null });
      expect(rollout.spawned).toHaveLength(3);
    },
  );

  test('a later wave asks above a fifth of it, not at a fifth', () => {
    const rollout = new RolloutDriver([1, 5, 5, 1], 12, 12, asked).start().succeed(0);
    for (const index of [1, 2, 3, 4]) rollout.succeed(index);
    expect(rollout.settled(5, 'SKIPPED_BLOCKED').state).toMatchObject({ at: 'running', wave: 2 });
    for (const index of [6, 7, 8]) rollout.succeed(index);
    rollout.settled(9, 'SKIPPED_BLOCKED').settled(10, 'SKIPPED_BLOCKED');
    expect(rollout.state).toMatchObject({
      at: 'paused',
      reason: 'wave 3 is inconclusive: of 5, 2 were not changed; look at them, then resume or abort',
    });
  });

  test('stop: the failure budget, without waiting for the rest of the wave', () => {
    const rollout = new RolloutDriver([2, 2], 4, 1, asked).start().settled(0, 'FAILED_REVERTED');
    expect(rollout.state.at).toBe('stopped');
  });

  test('the last wave asks nothing: nothing follows', () => {
    const rollout = new RolloutDriver([1], 1, 2, asked).start().settled(0, 'FAILED_UNCHANGED');
    expect(rollout.state.at).toBe('finished');
  });
});
