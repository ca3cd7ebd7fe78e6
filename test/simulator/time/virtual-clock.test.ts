import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';
import type { VirtualClock } from '../../../simulator/time/virtual-clock.ts';

const sleep = (clock: VirtualClock, ms: number, name = 'sleep') =>
  new Promise<void>((resolve) => clock.setTimer(name, ms, resolve));

describe('virtual clock', () => {
  test('stands still until told to move; wall and monotonic move alike', async () => {
    const clock = createVirtualClock({ startWallMs: 1_000_000 });
    expect([clock.monotonicMs(), clock.wallMs()]).toEqual([0, 1_000_000]);
    await clock.advance(250);
    expect([clock.monotonicMs(), clock.wallMs()]).toEqual([250, 1_000_250]);
    clock.jumpWall(-500_000);
    expect([clock.monotonicMs(), clock.wallMs()]).toEqual([250, 500_250]);
  });

  test('fires timers in the order in which they fall due, at their time', async () => {
    const clock = createVirtualClock();
    const seen: [string, number][] = [];
    for (const ms of [30, 10, 20]) clock.setTimer('t', ms, () => seen.push([`t${ms}`, clock.monotonicMs()]));
    await clock.advance(20);
    expect(seen).toEqual([
      ['t10', 10],
      ['t20', 20],
    ]);
    await clock.advance(10);
    expect(seen).toHaveLength(3);
  });

  test('a cancelled timer does not fire; cancelling twice or after firing does nothing', async () => {
    const clock = createVirtualClock();
    let fired = 0;
    const first = clock.setTimer('a', 10, () => fired++);
    const second = clock.setTimer('b', 10, () => fired++);
    first.cancel();
    first.cancel();
    expect(clock.pending()).toEqual([{ name: 'b', dueMs: 10 }]);
    await clock.advance(10);
    second.cancel();
    expect(fired).toBe(1);
  });

  const tieOrder = (seed: number) => {
    const clock = createVirtualClock({ seed });
    const order: number[] = [];
    for (let index = 0; index < 20; index++) clock.setTimer('t', 5, () => order.push(index));
    clock.runUntilIdle();
    return order;
  };

  test('ties at one instant are ordered by the seed: same seed same order', () => {
    expect(tieOrder(1)).toEqual(tieOrder(1));
    expect(tieOrder(1)).not.toEqual(tieOrder(2));
    expect(tieOrder(1)).not.toEqual(tieOrder(1).toSorted((a, b) => a - b));
    const firsts = new Set(Array.from({ length: 200 }, (_, seed) => tieOrder(seed)[0]));
    expect(firsts.size).toBeGreaterThan(15);
  });

  test('promise chains run before time moves on', async () => {
    const clock = createVirtualClock();
    const seen: string[] = [];
    const walk = async () => {
      await sleep(clock, 10);
      for (let step = 0; step < 50; step++) await Promise.resolve();
      seen.push(`walker at ${clock.monotonicMs()}`);
      await sleep(clock, 5);
      seen.push(`walker at ${clock.monotonicMs()}`);
    };
    const walking = walk();
    clock.setTimer('other', 11, () => seen.push(`other at ${clock.monotonicMs()}`));
    await clock.settle(walking);
    expect(seen).toEqual(['walker at 10', 'other at 11', 'walker at 15']);
  });

  test('settle returns the result, passes the rejection on, and moves no further than needed', async () => {
    const clock = createVirtualClock();
    clock.setTimer('far', 1000, () => undefined);
    expect(await clock.settle(sleep(clock, 10).then(() => 'done'))).toBe('done');
    expect(clock.monotonicMs()).toBe(10);
    await expect(clock.settle(sleep(clock, 10).then(() => Promise.reject(new Error('no'))))).rejects.toThrow(
      'no',
    );
    expect(clock.monotonicMs()).toBe(20);
    expect(await clock.settle(Promise.resolve(1))).toBe(1);
  });

  test('settle fails after its virtual limit and names what waits', async () => {
    const clock = createVirtualClock();
    const settling = clock.settle(sleep(clock, 7_200_000, 'boot of sw-0001'));
    await expect(settling).rejects.toMatchObject({
      code: 'VIRTUAL_LIMIT',
      message: expect.stringContaining('boot of sw-0001 at 7200000 ms'),
    });
    expect(clock.monotonicMs()).toBe(0);
  });

  test('settle fails when nothing is left that could happen', async () => {
    const clock = createVirtualClock();
    await expect(clock.settle(new Promise(() => undefined))).rejects.toMatchObject({ code: 'VIRTUAL_STUCK' });
  });

  test('time stands still while real I/O is held', async () => {
    const clock = createVirtualClock();
    const release = clock.hold('read of a file');
    let isOver = false;
    const advancing = clock.advance(10).then(() => {
      isOver = true;
    });
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect([isOver, clock.monotonicMs()]).toEqual([false, 0]);
    expect(() => clock.stepOnce()).toThrow(/read of a file/);
    const second = clock.hold('another');
    release();
    release();
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    second();
    await advancing;
    expect(clock.monotonicMs()).toBe(10);
  });

  test('a promise that waits for real I/O may settle while no timer waits', async () => {
    const clock = createVirtualClock();
    const release = clock.hold('immediate');
    const reading = new Promise<string>((resolve) => {
      setImmediate(() => setImmediate(() => resolve('bytes')));
    }).finally(release);
    expect(await clock.settle(reading)).toBe('bytes');
  });

  test('two drivers at once do not lose or repeat a timer', async () => {
    const clock = createVirtualClock();
    let fired = 0;
    for (let ms = 1; ms <= 100; ms++) clock.setTimer('t', ms, () => fired++);
    await Promise.all([clock.advance(60), clock.settle(sleep(clock, 100))]);
    expect([fired, clock.monotonicMs()]).toEqual([100, 100]);
  });

  test('runUntilIdle is synchronous, keeps its limit and counts', () => {
    const clock = createVirtualClock();
    let fired = 0;
    const again = () => {
      if (++fired < 10) clock.setTimer('again', 1000, again);
    };
    clock.setTimer('again', 1000, again);
    expect(clock.runUntilIdle({ limitMs: 5000 })).toBe(5);
    expect(clock.runUntilIdle()).toBe(5);
    expect([clock.stepOnce(), clock.monotonicMs()]).toEqual([false, 10_000]);
  });

  test('property: whatever is set and cancelled, what fires is due, in order of time, and only once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ delay: fc.nat({ max: 50 }), cancel: fc.boolean(), nested: fc.nat({ max: 5 }) }),
          { maxLength: 60 },
        ),
        fc.nat(),
        (plans, seed) => {
          const clock = createVirtualClock({ seed });
          const fired: number[] = [];
          let expected = 0;
          for (const { delay, cancel, nested } of plans) {
            const timer = clock.setTimer('t', delay, () => {
              expect(clock.monotonicMs()).toBe(delay);
              fired.push(clock.monotonicMs());
              if (nested > 0) clock.setTimer('n', nested, () => fired.push(clock.monotonicMs()));
            });
            if (cancel) timer.cancel();
            else expected += nested > 0 ? 2 : 1;
          }
          clock.runUntilIdle();
          expect(fired).toHaveLength(expected);
          expect(fired).toEqual(fired.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
