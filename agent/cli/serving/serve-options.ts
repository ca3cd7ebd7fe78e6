import { ConfigError } from '../../../core/errors.ts';
import { formatDuration, parseDuration } from '../../config/index.ts';
import { ACCOUNT_NAME } from '../../inventory/index.ts';
import type { ServeSettings } from '../../serve/index.ts';

/** Shortest and longest interval: CSSM limits requests, and a balance of a day ago blocks. */
const EVERY_MS_MIN = 60_000;
const EVERY_MS_MAX = 12 * 3_600_000;

/** Reads the options of `serve`. Throws `OPTION_INVALID`. */
export function serveSettings(options: Readonly<Record<string, unknown>>): ServeSettings {
  return { everyMs: everyMs(textOf(options['every'])), register: registerOf(options['register']) };
}

function everyMs(text: string): number {
  const found = parseDuration(text);
  if (found !== null && found >= EVERY_MS_MIN && found <= EVERY_MS_MAX) return found;
  throw invalid(
    '--every',
    `a duration from ${formatDuration(EVERY_MS_MIN)} to ${formatDuration(EVERY_MS_MAX)}, such as 15m`,
    text,
  );
}

function registerOf(value: unknown): ServeSettings['register'] {
  if (value === undefined) return null;
  const text = textOf(value);
  const slash = text.indexOf('/');
  const account = (slash < 0 ? text : text.slice(0, slash)).trim();
  const virtualAccount = slash < 0 ? null : text.slice(slash + 1).trim();
  if (!ACCOUNT_NAME.test(account) || virtualAccount === '' || (virtualAccount?.length ?? 0) > 128)
    throw invalid(
      '--register',
      'a Smart Account, or ACCOUNT/VIRTUAL-ACCOUNT, such as example.com/Branch',
      text,
    );
  return { account: account.toLowerCase(), virtualAccount };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function invalid(option: string, expected: string, got: string): ConfigError {
  return new ConfigError('OPTION_INVALID', `${option}: expected ${expected}, got "${got.slice(0, 80)}".`);
}
