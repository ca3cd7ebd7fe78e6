import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLabClock, formatTimeMode, isVirtual, parseTimeMode } from '../../../simulator/time/mode.ts';
import { createRealClock, createScaledClock } from '../../../simulator/time/real-clock.ts';

describe('scaled and real clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'],
      now: 1_700_000_000_000,
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a scaled clock runs at its scale, wall and monotonic alike', () => {
    const clock = createScaledClock(60);
    vi.advanceTimersByTime(1000);
    expect(clock.monotonicMs()).toBe(60_000);
    expect(clock.wallMs()).toBe(1_700_000_060_000);
  });

  test('a timer fires when its time has come on the scaled clock, never early and never in the same tick', () => {
    const clock = createScaledClock(60);
    const firedAt: number[] = [];
    clock.setTimer('boot', 360_000, () => firedAt.push(clock.monotonicMs()));
    clock.setTimer('now', 0, () => firedAt.push(clock.monotonicMs()));
    clock.setTimer('odd', 61, () => firedAt.push(clock.monotonicMs()));
    expect(firedAt).toEqual([]);
    vi.advanceTimersByTime(5_999);
    expect(firedAt).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(firedAt).toHaveLength(3);
    expect(firedAt[1]).toBeGreaterThanOrEqual(61);
    expect(firedAt[2]).toBeGreaterThanOrEqual(360_000);
  });

  test('a timer longer than 2^31 ms fires at its time, not at once', () => {
    const clock = createRealClock();
    const days60 = 60 * 86_400_000;
    let fired = 0;
    clock.setTimer('certificate', days60, () => fired++);
    vi.advanceTimersByTime(days60 - 1);
    expect(fired).toBe(0);
    vi.advanceTimersByTime(1);
    expect(fired).toBe(1);
  });

  test('cancel and stop leave nothing that fires or keeps the process alive', () => {
    const clock = createRealClock();
    let fired = 0;
    clock.setTimer('a', 10, () => fired++).cancel();
    clock.setTimer('b', 10, () => fired++);
    clock.stop();
    clock.setTimer('c', 10, () => fired++).cancel();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(fired).toBe(0);
  });

  test('the real clock’s wall is the system’s, also after it was set', () => {
    const clock = createRealClock();
    vi.setSystemTime(5_000);
    expect(clock.wallMs()).toBe(5_000);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(0);
  });

  test.each([0, 0.5, 61, Number.NaN, -1])('scale %s is refused', (scale) => {
    expect(() => createScaledClock(scale)).toThrow(/1 to 60/);
  });
});

describe('time modes', () => {
  test.each(['real', 'scaled:60', 'scaled:1.5', 'virtual'])('%s reads and writes', (text) => {
    expect(formatTimeMode(parseTimeMode(text))).toBe(text);
  });

  test.each(['', 'fast', 'scaled', 'scaled:', 'scaled:0', 'scaled:61', 'scaled:-1', 'scaled:1e1', 'Real'])(
    '%j is refused',
    (text) => {
      expect(() => parseTimeMode(text)).toThrow(expect.objectContaining({ code: 'TIME_MODE' }));
    },
  );

  test('each mode makes its clock', () => {
    const clocks = ['real', 'scaled:2', 'virtual'].map((text) => createLabClock(parseTimeMode(text), 1));
    expect(clocks.map(isVirtual)).toEqual([false, false, true]);
  });
});
