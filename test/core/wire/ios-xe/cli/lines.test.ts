import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  plainLine,
  recogniseLine,
  importLine,
  registerLine,
  saveUsageLine,
  reloadLine,
  trustLine,
  writeLine,
  writeSecret,
} from '../../../../../core/wire/ios-xe/index.ts';

const TOKEN = 'bm90LWEtdG9rZW4%3D%0A';

describe('the closed list of CLI lines', () => {
  test.each([
    ['terminal length 0', 'read'],
    ['terminal width 0', 'read'],
    ['enable', 'read'],
    ['exit', 'read'],
    ['show version', 'read'],
    ['show license summary', 'read'],
    ['show license status', 'read'],
    ['show switch', 'read'],
    ['show clock', 'read'],
    ['show reload', 'read'],
    ['show install summary', 'read'],
    ['show netconf-yang sessions', 'read'],
    ['show startup-config | include ^license boot level', 'read'],
    ['show archive config differences nvram:startup-config system:running-config', 'read'],
    ['license smart sync all', 'change'],
    ['license smart renew auth', 'change'],
    ['license smart deregister', 'change'],
    ['reload', 'change'],
    [saveUsageLine('flash:usage.xml'), 'change'],
    [saveUsageLine('https://files.example:8080/a/sw-1.xml'), 'change'],
    [importLine('usbflash0:ACK_sw-1.xml'), 'change'],
    [reloadLine('liclab change 7f3a'), 'change'],
    [trustLine(TOKEN, { force: false }), 'change'],
    [trustLine(TOKEN, { force: true }), 'change'],
    [registerLine(TOKEN, { force: false }), 'change'],
    [registerLine(TOKEN, { force: true }), 'change'],
  ])('%s: %s', (line, kind) => {
    expect(recogniseLine(line)?.kind).toBe(kind);
    expect(writeLine(line)).toBe(`${line}\n`);
  });

  test('lines are written in full', () => {
    expect(plainLine('show-version')).toBe('show version');
    expect(trustLine(TOKEN, { force: true })).toBe(`license smart trust idtoken ${TOKEN} all force`);
    expect(registerLine(TOKEN, { force: false })).toBe(`license smart register idtoken ${TOKEN}`);
    expect(reloadLine('a 1')).toBe('reload reason a 1');
  });

  test.each([
    '',
    ' show version',
    'show version ',
    'sh ver',
    'SHOW VERSION',
    'show running-config',
    'show startup-config',
    'show startup-config | include license',
    'configure terminal',
    'license boot level network-advantage',
    'license smart save usage all file flash:x',
    'license smart save usage unreported file flash:x y',
    'license smart import flash:x | append flash:y',
    'license smart import nvram:startup-config',
    'license smart import system:running-config',
    'license smart factory reset',
    'write erase',
    'write memory',
    'copy running-config startup-config',
    'license smart factory reset',
    'license smart trust idtoken abc local',
    'license smart trust idtoken abc all force force',
    'license smart trust idtoken  all',
    'license smart trust idtoken a b all',
    'reload in 5',
    'reload slot 2',
    'reload reason ',
    'reload reason a;b',
    `reload reason ${'a'.repeat(61)}`,
    'terminal length 24',
    'show version\nreload',
    'show version\r',
    'show version | redirect flash:x',
    'constructor',
    'reload reason '.repeat(8192),
  ])('none of it: %.60j', (line) => {
    expect(recogniseLine(line)).toBeNull();
    expect(() => writeLine(line)).toThrow(
      expect.objectContaining({ code: 'CLI_LINE_REFUSED', definite: true }),
    );
  });

  test.each([
    ['a reason', () => reloadLine('x\ny'), 'RELOAD_REASON_INVALID'],
    ['a token', () => trustLine('x\ny', { force: false }), 'ID_TOKEN_INVALID'],
    ['a token', () => registerLine('x all', { force: false }), 'ID_TOKEN_INVALID'],
  ])('%s that is none is refused', (_, act, code) => {
    expect(act).toThrow(expect.objectContaining({ code }));
  });
});

describe('over all bytes', () => {
  const bytes = fc.uint8Array({ maxLength: 80 }).map((values) => String.fromCharCode(...values));

  test('what is written is one line of the list', () => {
    const lines = fc.oneof(
      bytes,
      bytes.map((text) => `reload reason ${text}`),
      bytes.map((text) => `license smart trust idtoken ${text} all`),
      bytes.map((text) => `show version${text}`),
    );
    fc.assert(
      fc.property(lines, (line) => {
        let written: string;
        try {
          written = writeLine(line);
        } catch {
          return;
        }
        expect(written).toBe(`${line}\n`);
        expect(line).toMatch(/^[ -~]+$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('each single byte in a reason, a token and a password', () => {
    for (let code = 0; code < 256; code++) {
      const character = String.fromCharCode(code);
      const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
      const isTaken = (act: () => string) => {
        try {
          return act().includes(character);
        } catch {
          return false;
        }
      };
      expect(isTaken(() => reloadLine(character))).toBe(/[A-Za-z0-9 ._:-]/.test(character));
      expect(isTaken(() => trustLine(character, { force: false }))).toBe(
        /[A-Za-z0-9%+/=_.~-]/.test(character),
      );
      expect(isTaken(() => writeSecret(`a${character}b`))).toBe(!isControl);
    }
  });
});

test.each([
  ['an empty password', ''],
  ['a line feed', 'a\nreload'],
  ['ETX', '\u0003'],
  ['256 characters', 'a'.repeat(256)],
])('a password is refused: %s', (_, secret) => {
  const act = () => writeSecret(secret);
  expect(act).toThrow(expect.objectContaining({ code: 'CLI_SECRET_REFUSED' }));
});

test('a password is sent with a line feed, and no message repeats a refused one', () => {
  expect(writeSecret('p?ss wörd')).toBe('p?ss wörd\n');
  expect(() => writeSecret('canary\n')).not.toThrow('canary');
});

test.each([
  '',
  'flash:',
  'x.xml',
  'nvram:startup-config',
  'system:running-config',
  'https://user:pw@files.example/x',
  'flash:a b',
  'flash:a?',
  'flash:a|b',
  'flash:a\nreload',
  'file:///etc/passwd',
  `flash:${'x'.repeat(201)}`,
])('no switch is sent to the place %j', (place) => {
  for (const line of [saveUsageLine, importLine])
    expect(() => line(place)).toThrow(expect.objectContaining({ code: 'FILE_LOCATION_INVALID' }));
});
