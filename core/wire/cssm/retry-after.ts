import { RETRY_AFTER_MS_MAX } from './limits.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Milliseconds that a Retry-After header asks to wait, at most {@link RETRY_AFTER_MS_MAX}; null when there is none, or
 * none that means anything (it is then as if absent). Takes seconds and the preferred date form (RFC 9110 10.2.3, 5.6.7).
 * `wallMs` is the present.
 */
export function retryAfterMs(header: string | undefined, wallMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^[0-9]{1,15}$/.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_MS_MAX);
  const dateMs = httpDateMs(text);
  return dateMs === null ? null : Math.min(Math.max(0, dateMs - wallMs), RETRY_AFTER_MS_MAX);
}

/** Milliseconds since 1970-01-01 UTC of `Sun, 06 Nov 1994 08:49:37 GMT`; null when it is none. Core has no Date. */
export function httpDateMs(text: string): number | null {
  const found = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/.exec(text);
  if (found === null) return null;
  const [day, year, hours, minutes, seconds] = [1, 3, 4, 5, 6].map((group) => Number(found[group]));
  const month = MONTHS.indexOf(found[2] ?? '');
  if (day === undefined || year === undefined || hours === undefined) return null;
  if (minutes === undefined || seconds === undefined || month < 0) return null;
  if (day < 1 || day > 31 || hours > 23 || minutes > 59 || seconds > 60 || year < 1970) return null;
  const days = daysSince1970(year, month + 1, day);
  return ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000;
}

/** Days from 1970-01-01 to a date of the Gregorian calendar; years are taken to begin in March, so that the leap day is last. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}
