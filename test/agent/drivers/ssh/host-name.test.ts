import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  knownHostsName,
  matchesHostField,
  matchesWildcard,
  parseHostField,
} from '../../../../agent/drivers/ssh/host-name.ts';

test.each([
  { host: 'Switch.Example', port: 22, name: 'switch.example' },
  { host: '10.0.0.1', port: 830, name: '[10.0.0.1]:830' },
  { host: 'FE80::1', port: 10022, name: '[fe80::1]:10022' },
])('$host port $port is looked up as $name', ({ host, port, name }) => {
  expect(knownHostsName(host, port)).toBe(name);
});

describe('patterns', () => {
  test.each([
    { field: 'switch', name: 'switch', matches: true },
    { field: 'SWITCH', name: 'switch', matches: true },
    { field: 'switch', name: 'switch2', matches: false },
    { field: 'a,b,c', name: 'b', matches: true },
    { field: '*.lab.example', name: 'sw1.lab.example', matches: true },
    { field: '*.lab.example', name: 'lab.example', matches: false },
    { field: 'sw?.lab', name: 'sw1.lab', matches: true },
    { field: 'sw?.lab', name: 'sw12.lab', matches: false },
    { field: '*,!sw1', name: 'sw1', matches: false },
    { field: '!sw1,*', name: 'sw1', matches: false },
    { field: '*,!sw1', name: 'sw2', matches: true },
    { field: '!sw1', name: 'sw2', matches: false },
    { field: '[10.0.0.1]:830', name: '[10.0.0.1]:830', matches: true },
    { field: '[10.0.0.*]:830', name: '[10.0.0.9]:830', matches: true },
    { field: '10.0.0.1', name: '[10.0.0.1]:830', matches: false },
    { field: '[10.0.0.1]:830', name: '[10.0.0.1]:8300', matches: false },
    { field: '*', name: '[10.0.0.1]:830', matches: true },
    { field: 'a,,b', name: 'b', matches: true },
  ])('$field and $name: $matches', ({ field, name, matches }) => {
    const parsed = parseHostField(field);
    expect(parsed !== null && matchesHostField(parsed, name)).toBe(matches);
  });
});

describe('hashed names', () => {
  const salt = Buffer.alloc(20, 7);
  const hashed = (name: string): string =>
    `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;

  test.each([
    { made: 'switch', name: 'switch', matches: true },
    { made: '[10.0.0.1]:830', name: '[10.0.0.1]:830', matches: true },
    { made: 'switch', name: 'switch2', matches: false },
  ])('a hash of $made and $name: $matches', ({ made, name, matches }) => {
    const field = parseHostField(hashed(made));
    expect(field !== null && matchesHostField(field, name)).toBe(matches);
  });

  test.each([
    '|1|',
    '|1|abc',
    '|2|AAAA|AAAA',
    '|1|AAAA|AAAA',
    `${hashed('x')}|more`,
    `${hashed('x')},other`,
    '|',
  ])('an unreadable hash is no field: %s', (text) => {
    expect(parseHostField(text)).toBeNull();
  });
});

test('the wildcard match agrees with a regular expression for any name and pattern', () => {
  const alphabet = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(alphabet, pattern, (name, glob) => {
      const expression = new RegExp(
        `^${glob.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')}$`,
      );
      return matchesWildcard(name, glob) === expression.test(name);
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern of many stars is matched in linear steps', () => {
  const started = performance.now();
  expect(matchesWildcard('a'.repeat(5_000), `${'*a'.repeat(500)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});
