import { ConfigError, LicensingError } from '../../errors.ts';
import { LEVELS, formatLevel, isLevelAllowed } from '../../model/level.ts';
import type { Level } from '../../model/level.ts';

/** What a reload reason may be made of, on both transports: nothing that a CLI or a log could take for something else (T28). */
export const RELOAD_REASON = /^[A-Za-z0-9 ._:-]{1,60}$/;

/**
 * What a registration token may be made of: CSSM's are URL-encoded base64, so neither a space nor the CLI's `?` and `|`
 * can be in one. Length by `id-token` of cisco-smart-license.
 */
export const ID_TOKEN = /^[A-Za-z0-9%+/=_.~-]{1,255}$/;

/**
 * Where a switch writes or reads a file: its own flash, or a server by a URL without user and password, which would be a secret on
 * the switch's command line. No spaces, no `?`, no `|`.
 */
export const FILE_LOCATION =
  /^(?:(?:flash|flash-[1-9]|bootflash|usbflash[0-9]):|(?:https?|tftp|ftp|scp|sftp):\/\/)[A-Za-z0-9._~/:%+=,-]{1,200}$/;

/** The location, unless it is not one. Throws `FILE_LOCATION_INVALID`. */
export function checkLocation(location: string): string {
  if (FILE_LOCATION.test(location)) return location;
  throw new ConfigError(
    'FILE_LOCATION_INVALID',
    `Expected a place that a switch can reach, got "${location.slice(0, 80)}".`,
    {
      hint: 'For example flash:usage.xml or https://files.example/usage.xml; no user, password or spaces in it.',
    },
  );
}

/** The reason, unless it is not one. Throws `RELOAD_REASON_INVALID`. */
export function checkReason(reason: string): string {
  if (RELOAD_REASON.test(reason)) return reason;
  throw new ConfigError(
    'RELOAD_REASON_INVALID',
    'Expected a reload reason of 1 to 60 letters, digits, spaces and . _ : -, got something else.',
  );
}

/** The token, unless it is not one; it is a secret and stands in no message. Throws `ID_TOKEN_INVALID`. */
export function checkToken(token: string): string {
  if (ID_TOKEN.test(token)) return token;
  throw new ConfigError(
    'ID_TOKEN_INVALID',
    `Expected a registration token of 1 to 255 characters of URL-encoded base64, got ${token.length} characters.`,
    { hint: 'Copy the token again; it has no spaces and no line breaks.' },
  );
}

/** The level, unless no switch accepts it. Throws `LEVEL_NOT_ALLOWED`. */
export function checkLevel(level: Level): Level {
  if (isLevelAllowed(level)) return level;
  throw new LicensingError('LEVEL_NOT_ALLOWED', `No switch accepts the level "${formatLevel(level)}".`, {
    definite: true,
    hint: `Valid: ${LEVELS.map(formatLevel).join('; ')}.`,
  });
}
