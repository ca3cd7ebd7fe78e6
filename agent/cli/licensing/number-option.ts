import { ConfigError } from '../../../core/errors.ts';
import type { Invocation } from '../verb.ts';
import { textOption } from './open.ts';

/** Ten years. */
const DAYS_MAX = 3_660;

/** An option that is a number of days; `absent` where it is not given. Throws `OPTION_INVALID`. */
export function daysOption<Absent>(
  invocation: Invocation,
  name: string,
  flag: string,
  absent: Absent,
): number | Absent {
  const given = textOption(invocation, name);
  if (given === null) return absent;
  const days = Number(given);
  if (/^[0-9]{1,4}$/.test(given) && days <= DAYS_MAX) return days;
  throw new ConfigError(
    'OPTION_INVALID',
    `${flag}: expected a number of days from 0 to ${DAYS_MAX}, got "${given}".`,
  );
}
