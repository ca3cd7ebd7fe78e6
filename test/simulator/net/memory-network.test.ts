import { describe, expect, test } from 'vitest';
import { memoryHostKey } from '../../../simulator/net/fingerprint.ts';
import { GREETING } from '../stub-device.ts';
import { memoryWorld } from './memory-world.ts';

const bytes = (text: string) => Buffer.from(text);

describe('opening', () => {
  test('opened comes later than open, then what the switch says first', () => {
    const { clock, open } = memoryWorld();
    const { seen, channel } = open();
    expect(seen.order).toEqual([]);
    expect(channel.write(bytes('too early'))).toBe(false);
    clock.runUntilIdle();
    expect(seen.order).toEqual(['opened', 'data']);
    expect(seen.text).toBe(GREETING.netconf);
    expect(seen.hostKey).toBe(memoryHostKey('sw-0001', 'regular'));
    expect(seen.hostKey).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });

  test.each([
    ['nobody at the address', { host: '127.16.0.9' }, 'UNREACHABLE'],
    ['nobody at the port', { netconfPort: 830 }, 'UNREACHABLE'],
    ['a wrong password', { credentials: 'wrong' }, 'AUTH_FAILED'],
    ['an unknown credential set', { credentials: 'none' }, 'AUTH_FAILED'],
    ['another pinned host key', { hostKey: 'SHA256:AAAA' }, 'HOST_KEY_CHANGED'],
    ['the CLI port asked for NETCONF', { netconfPort: 10022 }, 'SUBSYSTEM_REFUSED'],
  ])('%s: only closed is called, and it is definite', (_name, change, code) => {
    const { clock, open, device, connections } = memoryWorld();
    const { seen } = open(change);
    clock.runUntilIdle();
    expect(seen.order).toEqual(['closed']);
    expect(seen.error).toMatchObject({ code, definite: true });
    expect(device.sessions.filter((session) => session.ended === 0)).toEqual([]);
    expect(connections.count()).toBe(0);
  });

  test('a switch that does not listen is unreachable', () => {
    const { clock, open, device, journal } = memoryWorld();
    device.isUp = false;
    const { seen } = open();
    clock.runUntilIdle();
    expect(seen.error?.code).toBe('UNREACHABLE');
    expect(journal.from(1)).toMatchObject([{ op: 'connect', device: 'sw-0001', detail: { refused: true } }]);
  });

  test('a changed host key gets no password, and the message shows both fingerprints', () => {
    const { clock, open, device } = memoryWorld();
    device.key = 'foreign';
    const { seen } = open();
    clock.runUntilIdle();
    expect(seen.error?.code).toBe('HOST_KEY_CHANGED');
    expect(seen.error?.message).toContain(memoryHostKey('sw-0001', 'foreign'));
    expect(seen.error?.message).toContain(memoryHostKey('sw-0001', 'regular'));
    expect(device.attempts).toEqual([]);
  });

  test('destroyed while opening: nothing is called any more', () => {
    for (let afterMs = 0; afterMs < 12; afterMs++) {
      const { clock, open, device, connections } = memoryWorld();
      const { seen, channel } = open();
      clock.runUntilIdle({ limitMs: afterMs });
      const before = [...seen.order];
      channel.destroy();
      clock.runUntilIdle();
      expect(seen.order).toEqual(before);
      expect(device.sessions.every((session) => session.ended === 1)).toBe(true);
      expect(connections.count()).toBe(0);
    }
  });
});

describe('an open channel', () => {
  function opened(seed = 1) {
    const world = memoryWorld(seed);
    const { seen, channel } = world.open();
    world.clock.runUntilIdle();
    seen.order.length = 0;
    seen.text = '';
    return { ...world, seen, channel };
  }

  test('carries bytes both ways in order, and later', () => {
    const { clock, seen, channel } = opened();
    for (let index = 0; index < 100; index++) expect(channel.write(bytes(`${index} `))).toBe(true);
    expect([seen.text, channel.isDrained()]).toEqual(['', true]);
    clock.runUntilIdle();
    expect(seen.text).toBe(Array.from({ length: 100 }, (_, index) => `${index} `).join(''));
  });

  test('a buffer that is used again after write does not change what was written', () => {
    const { clock, seen, channel } = opened();
    const buffer = bytes('first');
    channel.write(buffer);
    buffer.write('other');
    clock.runUntilIdle();
    expect(seen.text).toBe('first');
  });

  test('big data comes in pieces of a packet', () => {
    const { clock, seen, channel } = opened();
    channel.write(bytes('x'.repeat(70_000)));
    clock.runUntilIdle();
    expect(seen.order).toHaveLength(3);
    expect(seen.text).toHaveLength(70_000);
  });

  test('end: what was written arrives, the switch hears the end once, closed(null) follows', () => {
    const { clock, seen, channel, device } = opened();
    channel.write(bytes('last'));
    channel.end();
    expect(channel.write(bytes('after'))).toBe(false);
    clock.runUntilIdle();
    expect(device.sessions).toMatchObject([{ received: 'last', ended: 1 }]);
    expect([seen.text, seen.error, seen.closes]).toEqual(['last', null, 1]);
  });

  test('the switch ends: closed(null) after the last byte', () => {
    const { clock, seen, device } = opened();
    device.sessions[0]?.channel.write(bytes('bye'));
    device.sessions[0]?.channel.end();
    clock.runUntilIdle();
    expect(seen.order).toEqual(['data', 'closed']);
    expect([seen.text, seen.error, device.sessions[0]?.ended]).toEqual(['bye', null, 1]);
  });

  test('the switch resets: CONNECTION_LOST once, not definite, and nothing after it', () => {
    const { clock, seen, device } = opened();
    device.sessions[0]?.channel.reset();
    device.sessions[0]?.channel.write(bytes('ghost'));
    clock.runUntilIdle();
    expect(seen.order).toEqual(['closed']);
    expect(seen.error).toMatchObject({ code: 'CONNECTION_LOST', definite: false });
    expect(device.sessions[0]?.ended).toBe(1);
  });

  test('a reset loses what is on its way to the switch, and a part of what is on its way back', () => {
    const arrived = new Set<number>();
    for (let seed = 1; seed <= 60; seed++) {
      const { clock, seen, channel, device } = opened(seed);
      for (let index = 0; index < 4; index++) device.sessions[0]?.channel.write(bytes('r'));
      channel.write(bytes('lost'));
      device.sessions[0]?.channel.reset();
      clock.runUntilIdle();
      expect(device.sessions[0]?.received).toBe('');
      arrived.add(seen.text.length);
    }
    expect([...arrived].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  });

  test('destroy: closed is not called; what was handed over may arrive or not, by the seed', () => {
    const arrived = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const { clock, seen, channel, device, connections } = opened(seed);
      channel.write(bytes('a'));
      channel.write(bytes('b'));
      channel.destroy();
      expect(channel.isDrained()).toBe(false);
      clock.runUntilIdle();
      expect(seen.order).toEqual([]);
      expect([device.sessions[0]?.ended, connections.count()]).toEqual([1, 0]);
      arrived.add(device.sessions[0]?.received ?? '');
    }
    expect([...arrived].toSorted()).toEqual(['', 'a', 'ab']);
  });

  test('power loss takes every connection of the switch, also one that is still logging in, and no other', () => {
    const world = memoryWorld();
    const inside = world.open();
    const other = world.open({ deviceId: 'sw-0002', host: '127.16.0.2' });
    world.clock.runUntilIdle();
    const loggingIn = world.open();
    world.clock.runUntilIdle({ limitMs: 4 });
    world.device.power(false);
    world.clock.runUntilIdle();
    expect(inside.seen.error?.code).toBe('CONNECTION_LOST');
    expect(loggingIn.seen.error?.code).toBe('HANDSHAKE_FAILED');
    expect(other.seen.closes).toBe(0);
    expect(world.connections.count()).toBe(1);
  });

  test('the same seed gives the same run', () => {
    const run = (seed: number) => {
      const { clock, seen, channel, device } = opened(seed);
      for (let index = 0; index < 9; index++) {
        channel.write(bytes(String(index)));
        device.sessions[0]?.channel.write(bytes('x'));
      }
      clock.runUntilIdle({ limitMs: 1 });
      channel.write(bytes('y'));
      device.sessions[0]?.channel.write(bytes('zzz'));
      device.sessions[0]?.channel.reset();
      clock.runUntilIdle();
      return [seen.order, seen.text, device.sessions[0]?.received];
    };
    for (let seed = 1; seed < 20; seed++) expect(run(seed)).toEqual(run(seed));
  });
});
