const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const YEAR = 365 * DAY;

/** One day in milliseconds. */
export const DAY_MS = DAY * 1000;

/** RFC 3339 in whole seconds with a numeric zone, as IOS XE writes `yang:date-and-time`: `2026-11-24T04:35:16+00:00`. */
export function yangDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

/** As `show license` writes it: `Oct 14 12:10:32 2021 UTC`. */
export function licenseDate(ms: number): string {
  const date = new Date(ms);
  return `${MONTHS[date.getUTCMonth()]} ${pad(date.getUTCDate())} ${clockText(ms)} ${date.getUTCFullYear()} UTC`;
}

/** As `show license` writes a time that may be missing: `<none>`. */
export function licenseDateOrNone(ms: number | null): string {
  return ms === null ? '<none>' : licenseDate(ms);
}

/** As `show clock` and `show version` write it: `12:19:01 UTC Tue Nov 16 2021`; `milliseconds` adds `.163`. */
export function clockDate(ms: number, milliseconds = false): string {
  const date = new Date(ms);
  const fraction = milliseconds ? `.${String(date.getUTCMilliseconds()).padStart(3, '0')}` : '';
  const day = `${WEEKDAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`;
  return `${clockText(ms)}${fraction} UTC ${day} ${date.getUTCFullYear()}`;
}

/** As log messages begin, `Nov 24 10:12:13.163`; with `service timestamps log datetime msec`. */
export function logDate(ms: number): string {
  const date = new Date(ms);
  const day = String(date.getUTCDate()).padStart(2);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${clockText(ms)}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`;
}

/** As the event log of the smart agent writes it: `2021-11-17 03:31:32.920 UTC`. */
export function eventDate(ms: number): string {
  return `${new Date(ms).toISOString().replace('T', ' ').slice(0, -1)} UTC`;
}

/** As `uptime is` writes it: `1 year, 22 weeks, 6 days, 9 hours, 38 minutes`; zero parts are left out, but not minutes. */
export function uptimeText(ms: number): string {
  let left = Math.max(0, Math.floor(ms / 1000));
  const parts: string[] = [];
  for (const [unit, seconds] of UPTIME_UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0 || (unit === 'minute' && parts.length === 0)) {
      parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    }
  }
  return parts.join(', ');
}

const UPTIME_UNITS: readonly (readonly [string, number])[] = [
  ['year', YEAR],
  ['week', WEEK],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

function clockText(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
