import { describe, expect, test } from 'vitest';
import { isSyslogLine, readTail } from '../../../../../core/wire/ios-xe/index.ts';

const LOG = '*Mar  1 10:00:00.123: %SYS-5-CONFIG_I: Configured from console by admin on vty0 (10.0.0.5)';

describe('prompts', () => {
  test.each([
    ['Switch>', 'Switch', 'user', false],
    ['Switch#', 'Switch', 'privileged', false],
    ['output\r\nber-acc-01#', 'ber-acc-01', 'privileged', false],
    ['Switch# ', 'Switch', 'privileged', false],
    ['Switch(config)#', 'Switch', 'config', false],
    ['Switch(config-if)#', 'Switch', 'config', false],
    ['Switch-stby>', 'Switch', 'user', true],
    ['Switch(standby)#', 'Switch', 'privileged', true],
    ['a.b_c-1:d#', 'a.b_c-1:d', 'privileged', false],
    [` --More-- ${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}Switch#`, 'Switch', 'privileged', false],
    [`Switch#\r\n${LOG}\r\n`, 'Switch', 'privileged', false],
    [`Switch#\r\n${LOG}\r\n\r\n${LOG}\r\n`, 'Switch', 'privileged', false],
    ['\u001b[0mSwitch#\u001b[K', 'Switch', 'privileged', false],
  ])('%j', (output, host, mode, isStandby) => {
    expect(readTail(output)).toEqual({ kind: 'prompt', host, mode, isStandby });
  });
});

describe('questions', () => {
  test.each([
    ['Password: ', 'password'],
    ['enable secret\r\nPassword:', 'password'],
    ["admin's password:", 'password'],
    ['User Access Verification\r\n\r\nUsername: ', 'username'],
    ['login: ', 'username'],
    [' --More-- ', 'pager'],
    [`line\r\n --More-- \r\n${LOG}\r\n`, 'pager'],
    ['Proceed with reload? [confirm]', 'confirm'],
    ['Proceed with reload? [confirm] ', 'confirm'],
    ['Reload this shelf [confirm]', 'confirm'],
    ['Do you wish to proceed with reload anyway[confirm]', 'confirm'],
    ['\r\nSystem configuration has been modified. Save? [yes/no]: ', 'save'],
    ['Delete it? [yes/no]:', 'yes-no'],
    ['Sure? [y/n]', 'yes-no'],
    ['Destination filename [startup-config]? ', 'other-question'],
    ['switch: ', 'boot-loader'],
    ['rommon 1 > ', 'boot-loader'],
  ])('%j: %s', (output, kind) => {
    expect(readTail(output).kind).toBe(kind);
  });

  test('the words of the question are kept', () => {
    expect(readTail('whole stack\r\nProceed with reload? [confirm]')).toEqual({
      kind: 'confirm',
      question: 'Proceed with reload? [confirm]',
    });
  });
});

describe('nothing yet', () => {
  test.each([
    ['nothing', ''],
    ['an empty line', '\r\n'],
    ['output that goes on', 'show version\r\nCisco IOS XE'],
    [
      'a table heading that has come whole',
      '\r\nSwitch#   Role    Mac Address     Priority Version  State \r\n',
    ],
    ['half a log line', `Switch#\r\n${LOG.slice(0, 40)}`],
    ['a log line that has not ended', `Switch#\r\n${LOG}`],
    ['the echo after the prompt', 'Switch#show version'],
    ['a prompt with a space in it', 'Some text#'],
    ['a name that is too long', `${'a'.repeat(70)}#`],
    ['a caret line', '       ^'],
    ['only log lines', `${LOG}\r\n`.repeat(20)],
  ])('%s', (_, output) => {
    expect(readTail(output)).toEqual({ kind: 'none' });
  });
});

test.each([
  ['with time stamp', LOG, true],
  [
    'with sequence number',
    '000123: Mar  1 10:00:00.123 UTC: %DMI-5-SYNC_START: Switch 1 R0/0: dmiauthd: x',
    true,
  ],
  ['with uptime', '1w2d: %LINK-3-UPDOWN: Interface, changed state', true],
  ['unsynchronised clock', '.Mar  1 10:00:00: %SMART_LIC-3-COMM_FAILED: Communications failure', true],
  ['bare', '%SMART_LIC-6-REPORTING_REQUIRED: A Usage report is due', true],
  ['with subfacility', '%PLATFORM-STACK-4-OIR: x', true],
  ['a refusal', "% Invalid input detected at '^' marker.", false],
  ['a percentage', 'Load for five secs: 1%/0%; one minute: 0%', false],
  ['a line of a difference', ' +event syslog pattern "%SYS-5-CONFIG_I: x"', false],
  ['no message', '%SYS-5-CONFIG_I', false],
])('a log line: %s', (_, line, expected) => {
  expect(isSyslogLine(line)).toBe(expected);
});

test.each(['a', '#', '(', '[', '%SYS-', ' ', '\b', '\u001b[', 'Switch#\n', '--More--', 'a:/', '[yes/no'])(
  '64 KiB of %j completes',
  (piece) => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length));
    expect(readTail(text)).toHaveProperty('kind');
    expect(isSyslogLine(text)).toBe(false);
  },
);
