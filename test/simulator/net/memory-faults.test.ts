import { describe, expect, test } from 'vitest';
import { GREETING } from '../stub-device.ts';
import { memoryWorld } from './memory-world.ts';

const bytes = (text: string) => Buffer.from(text);

function faulty(fault: string, params: Record<string, unknown>, seed = 1) {
  const world = memoryWorld(seed);
  world.faults.add({ fault, target: 'sw-0001', params });
  return { ...world, ...world.open() };
}

describe('net faults in memory', () => {
  test('latency delays each direction; the next connection is normal again', () => {
    const { clock, seen, open } = faulty('net.latency', { latencyMs: 500 });
    clock.runUntilIdle();
    expect(seen.order).toEqual(['opened', 'data']);
    expect(seen.at[0]).toBeGreaterThanOrEqual(1500);
    const startMs = clock.monotonicMs();
    const normal = open();
    clock.runUntilIdle();
    expect(normal.seen.at[0]).toBeLessThan(startMs + 20);
  });

  test('jitter keeps the order', () => {
    const { clock, seen, channel } = faulty('net.jitter', { jitterMs: 100, stream: 'upstream' });
    clock.runUntilIdle();
    seen.text = '';
    for (let index = 0; index < 50; index++) channel.write(bytes(String(index % 10)));
    clock.runUntilIdle();
    expect(seen.text).toBe('0123456789'.repeat(5));
  });

  test('timeout 0: silence for ever; the client’s own deadline ends it', () => {
    const { clock, seen } = faulty('net.timeout', {});
    clock.runUntilIdle();
    expect(seen.error?.code).toBe('HANDSHAKE_FAILED');
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(20_000);
  });

  test('timeout with a time closes the connection then', () => {
    const { clock, seen } = faulty('net.timeout', { timeoutMs: 700 });
    clock.runUntilIdle();
    expect(seen.error?.code).toBe('HANDSHAKE_FAILED');
    expect(clock.monotonicMs()).toBe(702);
  });

  test('reset_peer cuts an open connection at its time', () => {
    const { clock, seen, device, connections } = faulty('net.reset_peer', { timeoutMs: 5_000 });
    clock.runUntilIdle();
    expect(seen.order).toEqual(['opened', 'data', 'closed']);
    expect(seen.error?.code).toBe('CONNECTION_LOST');
    expect([clock.monotonicMs(), device.sessions[0]?.ended, connections.count()]).toEqual([5_002, 1, 0]);
  });

  test.each([
    ['in the handshake', 1000, 'HANDSHAKE_FAILED', ''],
    ['in the middle of the greeting', 2200 + 100 + 120 + 4, 'CONNECTION_LOST', GREETING.netconf.slice(0, 4)],
  ])('limit_data %s: exactly so many bytes come', (_name, limit, code, text) => {
    const { clock, seen, device } = faulty('net.limit_data', { bytes: limit });
    clock.runUntilIdle();
    expect([seen.error?.code, seen.text]).toEqual([code, text]);
    expect(device.sessions.every((session) => session.ended === 1)).toBe(true);
  });

  test('limit_data upstream: the switch hears the beginning, both sides learn the end', () => {
    const { clock, seen, channel, device } = faulty('net.limit_data', {
      bytes: 1500 + 200 + 150 + 3,
      stream: 'upstream',
    });
    clock.runUntilIdle();
    channel.write(bytes('abcdef'));
    clock.runUntilIdle();
    expect(device.sessions).toMatchObject([{ received: 'abc', ended: 1 }]);
    expect(seen.error?.code).toBe('CONNECTION_LOST');
  });

  test('bandwidth: write asks to wait, drained says when to go on', () => {
    const { clock, seen, channel } = faulty('net.bandwidth', { rateKBps: 1, stream: 'upstream' });
    clock.runUntilIdle();
    seen.order.length = 0;
    const startMs = clock.monotonicMs();
    expect([channel.write(bytes('x'.repeat(1000))), channel.isDrained()]).toEqual([false, false]);
    clock.runUntilIdle();
    expect(seen.order).toContain('drained');
    expect(clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(1000);
    expect(channel.isDrained()).toBe(true);
  });

  test('slicer: the same bytes in small pieces with pauses', () => {
    const { clock, seen } = faulty('net.slicer', { averageSizeBytes: 3, sizeVariationBytes: 2, delayMs: 10 });
    clock.runUntilIdle();
    expect(seen.text).toBe(GREETING.netconf);
    expect(seen.order.length).toBeGreaterThan(3);
    expect(new Set(seen.at).size).toBe(seen.at.length);
  });

  test('slow_close: the end comes later than the last byte', () => {
    const { clock, seen, device } = faulty('net.slow_close', { delayMs: 3000 });
    clock.runUntilIdle();
    const startMs = clock.monotonicMs();
    device.sessions[0]?.channel.end();
    clock.runUntilIdle();
    expect([seen.error, clock.monotonicMs() - startMs >= 3000]).toEqual([null, true]);
  });
});
