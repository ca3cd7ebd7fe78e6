import { expect, test } from 'vitest';
import { shownUsage } from '../../../../core/wire/cssm/shown.ts';

const NA = 'C9300 Network Advantage';
const NA48 = 'C9300 48P NW Advantage';
const NE = 'C9300 Network Essentials';
const row = (
  serial: string,
  licenses: readonly string[],
  lastContact = '2026-01-05T08:00:00Z',
  quantity = 1,
) => ({
  hostname: 'sw',
  virtualAccount: 'DEFAULT',
  pid: 'C9300-24T',
  serial,
  uuid: `${serial}-${lastContact}`,
  productTag: '',
  isCompliant: true,
  registered: '',
  lastContact,
  usage: licenses.map((license) => ({ license, quantity })),
});

test.each([
  ['nothing listed', [], ['S1'], [NA], false],
  ['another device', [row('S9', [NA])], ['S1'], [NA], false],
  ['the old level', [row('S1', [NE])], ['S1'], [NA], false],
  ['the new level', [row('S1', [NA])], ['S1'], [NA], true],
  ['listed with quantity 0', [row('S1', [NA], '', 0)], ['S1'], [NA], false],
  ['one of two licenses', [row('S1', [NA])], ['S1'], [NA, NA48], false],
  ['a stack in one row', [row('S2', [NA, NA48])], ['S1', 'S2', 'S3'], [NA, NA48], true],
  ['a stack in rows, all there', [row('S1', [NA]), row('S2', [NA48])], ['S1', 'S2'], [NA, NA48], true],
  [
    'a stack in rows, one missing',
    [row('S1', [NA]), row('S2', [NA48])],
    ['S1', 'S2', 'S3'],
    [NA, NA48],
    false,
  ],
  [
    'an old row of the serial that shows it, a newer one that does not',
    [row('S1', [NE], '2026-01-05T09:00:00Z'), row('S1', [NA], '2026-01-05T08:00:00Z')],
    ['S1'],
    [NA],
    false,
  ],
])('%s', (_name, rows, serials, licenses, expected) => {
  expect(shownUsage(rows, serials, licenses).isComplete).toBe(expected);
});

test('the latest contact is given', () => {
  const rows = [row('S1', [NA], '2026-01-05T08:00:00Z'), row('S2', [NA], '2026-01-05T09:00:00Z')];
  expect(shownUsage(rows, ['S1', 'S2'], [NA]).lastContact).toBe('2026-01-05T09:00:00Z');
  expect(shownUsage([], ['S1'], [NA]).lastContact).toBeNull();
});
