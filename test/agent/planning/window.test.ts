import { expect, test } from 'vitest';
import { resolveWindow } from '../../../agent/planning/index.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');

test.each([
  ['Sat 02:00-04:00 Europe/Berlin', '2026-11-28T01:00:00Z', '2026-11-28T03:00:00Z'],
  ['sat 2:00 - 4:00 UTC', '2026-11-28T02:00:00Z', '2026-11-28T04:00:00Z'],
  ['Tue 13:00-14:00 Europe/Berlin', '2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z'],
  ['Tue 12:00-12:30 Europe/Berlin', '2026-12-01T11:00:00Z', '2026-12-01T11:30:00Z'],
  ['Mon 23:00-14:00 Europe/Berlin', '2026-11-23T22:00:00Z', '2026-11-24T13:00:00Z'],
  ['Fri 23:30-01:30 America/New_York', '2026-11-28T04:30:00Z', '2026-11-28T06:30:00Z'],
  ['Tue 23:00-03:00 Pacific/Kiritimati', '2026-11-24T09:00:00Z', '2026-11-24T13:00:00Z'],
  ['2027-03-28 01:30-03:30 Europe/Berlin', '2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z'],
  ['2027-10-31 02:30/first-04:00 Europe/Berlin', '2027-10-31T00:30:00Z', '2027-10-31T03:00:00Z'],
  ['2027-10-31 02:30/second-04:00 Europe/Berlin', '2027-10-31T01:30:00Z', '2027-10-31T03:00:00Z'],
  ['2027-10-31 02:10/first-02:20/second Europe/Berlin', '2027-10-31T00:10:00Z', '2027-10-31T01:20:00Z'],
])('the window %s opens at %s and closes at %s', (text, from, to) => {
  expect(resolveWindow(text, NOW)).toEqual({ text, fromMs: Date.parse(from), toMs: Date.parse(to) });
});

test.each([
  ['Sat 02:00-04:00', 'WINDOW_INVALID', 'a day, two times and a zone'],
  ['Sta 02:00-04:00 UTC', 'WINDOW_INVALID', 'Did you mean "Sat"?'],
  ['2026-02-30 02:00-04:00 UTC', 'WINDOW_INVALID', 'there is no day'],
  ['Sat 24:00-04:00 UTC', 'WINDOW_INVALID', 'there is no time 24:00'],
  ['Sat 02:60-04:00 UTC', 'WINDOW_INVALID', 'there is no time 02:60'],
  ['Sat 02:00/third-04:00 UTC', 'WINDOW_INVALID', 'only /first and /second'],
  ['Sat 02:00/first-04:00 UTC', 'WINDOW_INVALID', 'once'],
  ['2027-10-31 02:10/first-02:10/second Europe/Berlin', 'WINDOW_INVALID', 'once'],
  ['Sat 02:00-04:00 CET', 'WINDOW_ZONE_UNKNOWN', 'CET'],
  ['Sat 02:00-04:00 +02:00', 'WINDOW_ZONE_UNKNOWN', '+02:00'],
  ['Sat 02:00-04:00 Europe/Berln', 'WINDOW_ZONE_UNKNOWN', 'Europe/Berln'],
  ['2027-03-28 02:30-04:00 Europe/Berlin', 'WINDOW_TIME_SKIPPED', '2027-03-28 02:30'],
  ['2027-03-28 01:00-02:30 Europe/Berlin', 'WINDOW_TIME_SKIPPED', '2027-03-28 02:30'],
  ['2027-10-31 02:30-04:00 Europe/Berlin', 'WINDOW_TIME_AMBIGUOUS', 'twice'],
  ['2026-11-23 02:00-04:00 Europe/Berlin', 'WINDOW_PAST', 'is over'],
])('the window %s is refused with %s', (text, code, words) => {
  const resolve = () => resolveWindow(text, NOW);
  expect(resolve).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
});

test('hints name what was probably meant, and both instants of a time that comes twice', () => {
  const zone = () => resolveWindow('Sat 02:00-04:00 Europe/Berln', NOW);
  expect(zone).toThrow(expect.objectContaining({ hint: 'Did you mean "Europe/Berlin"?' }));
  const twice = () => resolveWindow('2027-10-31 02:30-04:00 Europe/Berlin', NOW);
  expect(twice).toThrow(
    expect.objectContaining({
      hint: expect.stringMatching(/first \(2027-10-31T00:30:00Z\).*second \(2027-10-31T01:30:00Z\)/),
    }),
  );
});
