import { describe, expect, test } from 'vitest';
import {
  parseInstallSummary,
  parseNetconfSessions,
  parseShowClock,
  parseShowReload,
} from '../../../../../core/wire/ios-xe/index.ts';

describe('show clock', () => {
  test.each([
    ['12:19:01.163 UTC Tue Nov 16 2021', true, '2021-11-16T12:19:01Z'],
    ['*08:00:00.001 UTC Mon Mar 1 1993', false, '1993-03-01T08:00:00Z'],
    ['.23:59:59 GMT Wed Dec 31 2025', false, '2025-12-31T23:59:59Z'],
  ])('%s', (line, isSynchronized, utc) => {
    const clock = parseShowClock(['Load for five secs: 1%/0%; one minute: 2%', line]);
    expect(clock).toMatchObject({ isSynchronized, utc });
  });

  test('a zone that is only an abbreviation is shown and not computed with', () => {
    expect(parseShowClock(['12:00:00.000 EST Tue Nov 16 2021'])).toEqual({
      text: '12:00:00.000 EST Tue Nov 16 2021',
      isSynchronized: true,
      utc: null,
    });
  });

  test.each([[[]], [['% Invalid input']], [['12:00:00.000 UTC Tue Nov 16']]])('nothing in %j', (lines) => {
    expect(parseShowClock(lines)).toBeNull();
  });
});

test.each([
  [['No reload is scheduled.'], ''],
  [
    ['', 'Reload scheduled for 02:00:00 UTC Sat Nov 20 2021 by admin'],
    'Reload scheduled for 02:00:00 UTC Sat Nov 20 2021 by admin',
  ],
  [['% Invalid input detected'], null],
])('show reload: %j', (lines, said) => {
  expect(parseShowReload(lines)).toBe(said);
});

test('show install summary: what is not committed, and the timer', () => {
  const lines = [
    '[ Switch 1 ] Installed Package(s) Information:',
    'Type  St   Filename/Version',
    '-----',
    'IMG   C    17.09.04.0.6270',
    'SMU   U    flash:cat9k.CSC.SPA.smu.bin',
    'Auto abort timer: active , time before rollback - 01:59:30',
  ];
  expect(parseInstallSummary(lines)).toEqual({
    packages: [
      { type: 'IMG', state: 'C', name: '17.09.04.0.6270' },
      { type: 'SMU', state: 'U', name: 'flash:cat9k.CSC.SPA.smu.bin' },
    ],
    isAbortTimerActive: true,
  });
  expect(parseInstallSummary(['nothing of it'])).toBeNull();
});

test('show netconf-yang sessions: who is there and who holds a lock', () => {
  const lines = [
    'R: Global-lock on running datastore',
    'Number of sessions : 2',
    'session-id  transport    username             source-host            global-lock',
    '--------',
    '24          netconf-ssh  admin                192.0.2.35              None',
    '31          netconf-ssh  robot                2001:db8::7             R',
  ];
  expect(parseNetconfSessions(lines)).toEqual([
    { session: 24, transport: 'netconf-ssh', user: 'admin', host: '192.0.2.35', locks: '' },
    { session: 31, transport: 'netconf-ssh', user: 'robot', host: '2001:db8::7', locks: 'R' },
  ]);
  expect(parseNetconfSessions(['There are no active sessions', ''])).toEqual([]);
  expect(parseNetconfSessions(['% Invalid input'])).toBeNull();
});
