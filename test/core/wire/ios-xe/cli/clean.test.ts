import { describe, expect, test } from 'vitest';
import {
  LINE_LENGTH_MAX,
  OUTPUT_LENGTH_MAX,
  OUTPUT_LINES_MAX,
  cleanOutput,
  findCliError,
} from '../../../../../core/wire/ios-xe/index.ts';

const LOG = '*Mar  1 10:00:00.123: %SYS-5-CONFIG_I: Configured from console by admin';
const ERASE = `${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}`;
const SHOW = { line: 'show switch', host: 'Switch' };

describe('cleaning', () => {
  test.each([
    ['echo and prompt', 'show switch\r\nA\r\nB\r\n\r\nSwitch#', ['A', 'B']],
    ['an echo behind the prompt', 'Switch#show switch\r\nA\r\nSwitch#', ['A']],
    ['no echo', 'A\r\nSwitch#', ['A']],
    ['a scrolled echo', 'Switch#$how switch\r\nA\r\nSwitch#', ['A']],
    [
      'the pager',
      `show switch\r\nA\r\n --More-- ${ERASE}B\r\n --More-- ${ERASE}  C\r\nSwitch#`,
      ['A', 'B', '  C'],
    ],
    ['a pager that was not erased', 'show switch\r\nA\r\n --More-- \r\nB\r\nSwitch#', ['A', 'B']],
    ['log lines', `show switch\r\nA\r\n${LOG}\r\nB\r\n${LOG}\r\nSwitch#`, ['A', 'B']],
    ['a log line after the pager', `show switch\r\nA\r\n --More-- \r\n${LOG}\r\nB\r\nSwitch#`, ['A', 'B']],
    [
      'the lines of the exec prompt timestamp',
      'show switch\r\nLoad for five secs: 1%/0%; one minute: 0%; five minutes: 0%\r\nTime source is NTP, 10:00:00.000 UTC Sun Mar 1 2026\r\n\r\nA\r\nSwitch#',
      ['A'],
    ],
    ['escape sequences', '\u001b[2Jshow switch\r\n\u001b[31mA\u001b[0m\r\nSwitch#', ['A']],
    ['indentation and empty lines inside stay', 'show switch\r\n  A\r\n\r\nB\r\nSwitch#', ['  A', '', 'B']],
    ['a prompt of another host stays', 'show switch\r\nOther#\r\nSwitch#', ['Other#']],
    ['nothing', 'show switch\r\nSwitch#', []],
    ['nothing at all', '', []],
    ['bare line feeds and double carriage returns', 'show switch\nA\r\r\nB\nSwitch#', ['A', 'B']],
  ])('%s', (_, output, lines) => {
    expect(cleanOutput(output, SHOW)).toEqual(lines);
  });

  test('without context only a prompt at the end goes', () => {
    expect(cleanOutput('show switch\r\nA\r\nanybody>')).toEqual(['show switch', 'A']);
  });
});

describe('limits', () => {
  test('a line within and a line beyond', () => {
    expect(cleanOutput('a'.repeat(LINE_LENGTH_MAX))).toHaveLength(1);
    expect(() => cleanOutput(`x\n${'a'.repeat(LINE_LENGTH_MAX + 1)}\nSwitch#`)).toThrow(
      expect.objectContaining({ code: 'CLI_LINE_TOO_LONG', name: 'ProtocolError' }),
    );
  });

  test('an output beyond', () => {
    const refusal = expect.objectContaining({ code: 'CLI_OUTPUT_TOO_LARGE', name: 'ProtocolError' });
    expect(() => cleanOutput('a\n'.repeat(OUTPUT_LENGTH_MAX / 2 + 1))).toThrow(refusal);
    expect(() => cleanOutput('\n'.repeat(OUTPUT_LINES_MAX + 1))).toThrow(refusal);
  });
});

describe('refusals of the CLI', () => {
  test.each([
    ["% Invalid input detected at '^' marker.", 'invalid-input'],
    ['% Incomplete command.', 'incomplete'],
    ['% Ambiguous command:  "sh ver"', 'ambiguous'],
    ['% Unknown command or computer name, or unable to find computer address', 'unknown-command'],
    ['Command authorization failed.', 'not-authorized'],
    ['% Authorization failed.', 'not-authorized'],
    ['% Access denied', 'enable-refused'],
    ['% Bad secrets', 'enable-refused'],
    ['% No password set', 'enable-refused'],
    ['% Error in authentication.', 'enable-refused'],
    ['Configuration mode is locked by process 12 user admin', 'config-locked'],
    ['%Error opening nvram:/startup-config (No such file or directory)', 'failed'],
  ])('%s', (line, kind) => {
    expect(findCliError(['', line, 'more'])).toEqual({ kind, text: line });
  });

  test.each([
    [[]],
    [['license boot level network-advantage']],
    [["% use 'write' command to make license boot config take effect on next boot"]],
    [['Access denied appears in a banner', 'Incomplete command set']],
    [['%SYS-5-CONFIG_I: x']],
  ])('no refusal: %j', (lines) => {
    expect(findCliError(lines)).toBeNull();
  });

  test('the first one counts', () => {
    expect(findCliError(['% Incomplete command.', '% Bad secrets'])?.kind).toBe('incomplete');
  });
});
