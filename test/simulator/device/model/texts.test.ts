import { expect, test } from 'vitest';
import { contextualDiff } from '../../../../simulator/device/model/config-diff.ts';
import {
  clockDate,
  licenseDate,
  uptimeText,
  yangDate,
} from '../../../../simulator/device/model/time-text.ts';
import { usageOf } from '../../../../simulator/device/model/usage.ts';

const AT = Date.UTC(2021, 9, 14, 12, 10, 2, 345);

test('dates in the forms of the switch', () => {
  expect(licenseDate(AT)).toBe('Oct 14 12:10:02 2021 UTC');
  expect(yangDate(AT)).toBe('2021-10-14T12:10:02+00:00');
  expect(clockDate(AT)).toBe('12:10:02 UTC Thu Oct 14 2021');
  expect(clockDate(AT, true)).toBe('12:10:02.345 UTC Thu Oct 14 2021');
});

test.each([
  [0, '0 minutes'],
  [59_000, '0 minutes'],
  [60_000, '1 minute'],
  [3_660_000, '1 hour, 1 minute'],
  [86_400_000, '1 day'],
  [
    (365 + 22 * 7 + 6) * 86_400_000 + 9 * 3_600_000 + 38 * 60_000,
    '1 year, 22 weeks, 6 days, 9 hours, 38 minutes',
  ],
])('uptime of %i ms', (ms, text) => {
  expect(uptimeText(ms)).toBe(text);
});

test.each([
  ['nothing', ['a', '!', 'end'], ['a', '!', 'end'], []],
  ['a global line', ['a'], ['b'], ['+b', '-a']],
  [
    'a line of a section',
    ['interface x', ' mtu 1', '!'],
    ['interface x', ' mtu 2', '!'],
    ['interface x', ' +mtu 2', ' -mtu 1'],
  ],
  ['a whole section', ['a'], ['a', 'vlan 7', ' name seven'], ['+vlan 7', ' +name seven']],
  ['a section taken away', ['vlan 7', ' name seven'], [], ['-vlan 7', ' -name seven']],
])('difference: %s', (_name, from, to, lines) => {
  expect(contextualDiff(from, to)).toEqual(lines);
});

test('members that are not ready use nothing', () => {
  const member = { slot: 1, serial: 'A', model: 'C9300-24T', role: 'active', state: 'ready' } as const;
  const level = { network: 'network-advantage', addon: null } as const;
  expect(
    usageOf(level, [member, { ...member, slot: 2, state: 'version-mismatch' }]).map((row) => row.count),
  ).toEqual([1]);
  expect(usageOf(null, [member])).toEqual([]);
});
