import { ConfigError } from '../../../errors.ts';
import type { EffectKind } from '../../../machine.ts';
import {
  FILE_LOCATION,
  ID_TOKEN,
  RELOAD_REASON,
  checkLocation,
  checkReason,
  checkToken,
} from '../arguments.ts';

/** One entry of the closed list of CLI lines. */
export interface CliLine {
  readonly name: CliLineName;
  /** A read changes nothing on the device or at CSSM. */
  readonly kind: 'read' | 'change';
  /** How it may be repeated after its outcome was lost. */
  readonly repeat: EffectKind;
}

/** Lines without arguments. Each is written out in full: an abbreviation may mean something else in the next release. */
const PLAIN_LINES = {
  'terminal-length': ['read', 'read', 'terminal length 0'],
  'terminal-width': ['read', 'read', 'terminal width 0'],
  enable: ['read', 'read', 'enable'],
  exit: ['read', 'read', 'exit'],
  'show-version': ['read', 'read', 'show version'],
  'show-license-summary': ['read', 'read', 'show license summary'],
  'show-license-status': ['read', 'read', 'show license status'],
  'show-license-tech-support': ['read', 'read', 'show license tech support'],
  'show-switch': ['read', 'read', 'show switch'],
  'show-startup-level': ['read', 'read', 'show startup-config | include ^license boot level'],
  'show-config-differences': [
    'read',
    'read',
    'show archive config differences nvram:startup-config system:running-config',
  ],
  'show-clock': ['read', 'read', 'show clock'],
  'show-reload': ['read', 'read', 'show reload'],
  'show-install-summary': ['read', 'read', 'show install summary'],
  'show-netconf-sessions': ['read', 'read', 'show netconf-yang sessions'],
  // Makes the switch report to CSSM; harmless to repeat.
  'license-sync': ['change', 'mutation', 'license smart sync all'],
  // The same before 17.3.2.
  'license-renew': ['change', 'mutation', 'license smart renew auth'],
  'license-deregister': ['change', 'at-most-once', 'license smart deregister'],
  reload: ['change', 'at-most-once', 'reload'],
} as const satisfies Readonly<Record<string, readonly [CliLine['kind'], EffectKind, string]>>;

/** Lines with one argument: what stands before it, and the pattern of it and of what follows. */
const ARGUMENT_LINES = {
  // Believed, not captured: IOS takes `reload LINE` as well, so that the text is the reason either way.
  'reload-reason': ['change', 'at-most-once', 'reload reason ', RELOAD_REASON, ['']],
  'license-trust': [
    'change',
    'at-most-once',
    'license smart trust idtoken ',
    ID_TOKEN,
    [' all', ' all force'],
  ],
  // Both write or read one file of usage; harmless to repeat.
  'license-save-usage': [
    'change',
    'mutation',
    'license smart save usage unreported file ',
    FILE_LOCATION,
    [''],
  ],
  'license-import': ['change', 'mutation', 'license smart import ', FILE_LOCATION, ['']],
  'license-register': ['change', 'at-most-once', 'license smart register idtoken ', ID_TOKEN, ['', ' force']],
} as const satisfies Readonly<
  Record<string, readonly [CliLine['kind'], EffectKind, string, RegExp, readonly string[]]>
>;

/** Name of a line without arguments. */
export type PlainLineName = keyof typeof PLAIN_LINES;

/** Name of a line of the closed list. */
export type CliLineName = PlainLineName | keyof typeof ARGUMENT_LINES;

/** Text of a line without arguments, as shown and sent. */
export function plainLine(name: PlainLineName): string {
  return PLAIN_LINES[name][2];
}

/** `reload reason TEXT`. Throws `RELOAD_REASON_INVALID`. */
export function reloadLine(reason: string): string {
  return `${ARGUMENT_LINES['reload-reason'][2]}${checkReason(reason)}`;
}

/** `license smart trust idtoken TOKEN all [force]`. The line holds a secret. Throws `ID_TOKEN_INVALID`. */
export function trustLine(token: string, { force }: { readonly force: boolean }): string {
  return `${ARGUMENT_LINES['license-trust'][2]}${checkToken(token)} all${force ? ' force' : ''}`;
}

/** `license smart save usage unreported file PLACE`, 17.3.2 and later. Throws `FILE_LOCATION_INVALID`. */
export function saveUsageLine(location: string): string {
  return `${ARGUMENT_LINES['license-save-usage'][2]}${checkLocation(location)}`;
}

/** `license smart import PLACE`, 17.3.2 and later. Throws `FILE_LOCATION_INVALID`. */
export function importLine(location: string): string {
  return `${ARGUMENT_LINES['license-import'][2]}${checkLocation(location)}`;
}

/** `license smart register idtoken TOKEN [force]`, before 17.3.2. The line holds a secret. Throws `ID_TOKEN_INVALID`. */
export function registerLine(token: string, { force }: { readonly force: boolean }): string {
  return `${ARGUMENT_LINES['license-register'][2]}${checkToken(token)}${force ? ' force' : ''}`;
}

/**
 * Which entry of the closed list a line is, without its line end; null when it is none. `configure terminal`, `copy`,
 * `write erase`, `license smart factory reset`, and every abbreviation are none.
 */
export function recogniseLine(line: string): CliLine | null {
  for (const [name, [kind, repeat, text]] of Object.entries(PLAIN_LINES)) {
    if (line === text) return { name: name as PlainLineName, kind, repeat };
  }
  for (const [name, [kind, repeat, start, pattern, ends]] of Object.entries(ARGUMENT_LINES)) {
    if (!line.startsWith(start)) continue;
    const isComplete = ends.some(
      (end) => line.endsWith(end) && pattern.test(line.slice(start.length, line.length - end.length)),
    );
    if (isComplete) return { name: name as CliLineName, kind, repeat };
  }
  return null;
}

/** Bytes for a line of the closed list: the line and a line feed. Throws `CLI_LINE_REFUSED` for any other text (T28). */
export function writeLine(line: string): string {
  if (recogniseLine(line) === null || hasControl(line)) {
    throw new ConfigError(
      'CLI_LINE_REFUSED',
      'Expected a line of the closed list, got another one; it was not sent.',
    );
  }
  return `${line}\n`;
}

/** Longest secret that a switch is sent. */
const SECRET_LENGTH_MAX = 255;

/**
 * Bytes that answer `Password:`. Throws `CLI_SECRET_REFUSED` for an empty one, one above 255 characters, and one with
 * control characters: a line feed in it would be the start of a command.
 */
export function writeSecret(secret: string): string {
  if (secret === '' || secret.length > SECRET_LENGTH_MAX || hasControl(secret)) {
    throw new ConfigError(
      'CLI_SECRET_REFUSED',
      'Expected a password of 1 to 255 characters without control characters; nothing was sent.',
    );
  }
  return `${secret}\n`;
}

/** Bytes that say yes to `[confirm]`: RETURN. Anything but RETURN and `y` says no. */
export const CONFIRM = '\n';

/** Bytes that ask for the next page at ` --More-- `. */
export const NEXT_PAGE = ' ';

/** True for a C0 or C1 control character or DELETE anywhere. */
function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  }
  return false;
}
