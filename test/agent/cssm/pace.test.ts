import { describe, expect, test } from 'vitest';
import { cssmError } from '../../../core/wire/cssm/index.ts';
import { createRandom } from '../../../core/random.ts';
import { BACKOFF, delayBeforeNext } from '../../../agent/cssm/backoff.ts';
import { createLimiter } from '../../../agent/cssm/limiter.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';

const pace = { perSecond: 5, burst: 10, inFlightMax: 4 };

describe('limiter', () => {
  /** Starts `count` calls of `lengthMs`; gives when each began. */
  function begun(count: number, lengthMs: number, pauseMs = 0) {
    const clock = createVirtualClock();
    const limiter = createLimiter(clock, pace);
    if (pauseMs > 0) limiter.pause(pauseMs);
    const at: number[] = [];
    let inFlight = 0;
    let most = 0;
    for (let index = 0; index < count; index++) {
      limiter.enter((leave) => {
        if (typeof leave !== 'function') return;
        at.push(clock.monotonicMs());
        most = Math.max(most, ++inFlight);
        clock.setTimer('call', lengthMs, () => {
          inFlight -= 1;
          leave();
          leave();
        });
      });
    }
    clock.runUntilIdle();
    return { at, most };
  }

  test('a burst at once, then the pace', () => {
    const { at } = begun(20, 0);
    expect(at.filter((ms) => ms === 0)).toHaveLength(10);
    expect(at.at(-1)).toBeGreaterThanOrEqual(2000);
    expect(at.at(-1)).toBeLessThan(2050);
  });

  test('never more under way than allowed', () => {
    expect(begun(30, 5000).most).toBe(4);
  });

  test('nobody begins during a pause', () => {
    expect(Math.min(...begun(3, 0, 7000).at)).toBeGreaterThanOrEqual(7000);
  });

  test('a queue that is full says so', () => {
    const limiter = createLimiter(createVirtualClock(), { perSecond: 1, burst: 1, inFlightMax: 1 });
    let refused: unknown = null;
    for (let index = 0; index < 10_002; index++) {
      limiter.enter((leave) => {
        if (typeof leave !== 'function') refused = leave;
      });
    }
    expect(refused).toMatchObject({ code: 'CSSM_QUEUE_FULL', definite: true });
  });
});

describe('back-off', () => {
  const busy = (retryAfterMs: number | null) =>
    cssmError('CSSM_RATE_LIMITED', 'x', { level: 'http', retry: 'same-session', context: { retryAfterMs } });
  const random = createRandom(1);

  test.each([
    [1, 250, 500],
    [2, 500, 1000],
    [3, 1000, 2000],
    [4, 2000, 4000],
  ])('after attempt %i between %i and %i ms', (attempts, least, most) => {
    for (let draw = 0; draw < 50; draw++) {
      const delayMs = delayBeforeNext(BACKOFF, attempts, busy(null), random);
      expect(delayMs).toBeGreaterThanOrEqual(least);
      expect(delayMs).toBeLessThanOrEqual(most);
    }
  });

  test('ends after the last attempt', () => {
    expect(delayBeforeNext(BACKOFF, BACKOFF.attemptsMax, busy(null), random)).toBeNull();
  });

  test('never undercuts Retry-After', () => {
    const delayMs = delayBeforeNext(BACKOFF, 1, busy(20_000), random);
    expect(delayMs).toBeGreaterThanOrEqual(20_000);
    expect(delayMs).toBeLessThanOrEqual(22_000);
  });

  test('what will not pass is not tried again', () => {
    const lasting = cssmError('CSSM_FORBIDDEN', 'x', { level: 'http' });
    expect(delayBeforeNext(BACKOFF, 1, lasting, random)).toBeNull();
  });
});
