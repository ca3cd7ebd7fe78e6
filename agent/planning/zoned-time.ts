/** The only place that knows calendars and time zones (F44). Everything else counts milliseconds since 1970-01-01 UTC. */

/** A date and time on the clocks of a zone, without saying which zone. `month` 1-12. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const DAY_MS = 86_400_000;

/** Offsets are looked up this far on both sides of a local time: no zone is further from UTC. */
const OFFSET_SPAN_MS = 26 * 3_600_000;

/** Every IANA zone of this Node, for suggestions. */
export function knownZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}

/** True for an IANA zone with a region (`Europe/Berlin`) and for `UTC`; bare abbreviations and offsets know no rules. */
export function isZone(zone: string): boolean {
  if (zone === 'UTC') return true;
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant. */
export function localTime(instantMs: number, zone: string): LocalTime {
  const parts = formatterOf(zone).formatToParts(instantMs);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
  };
}

/**
 * The instants at which the clocks of a zone show `local`: one usually, none in a gap (clocks go forward), two in an
 * overlap (clocks go back), the earlier first.
 */
export function instantsOf(local: LocalTime, zone: string): readonly number[] {
  const asUtc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute);
  const offsets = new Set([-OFFSET_SPAN_MS, 0, OFFSET_SPAN_MS].map((shift) => offsetAt(asUtc + shift, zone)));
  return [...offsets]
    .map((offset) => asUtc - offset)
    .filter((instant) => isSameTime(localTime(instant, zone), local))
    .toSorted((a, b) => a - b);
}

/** The date `days` after another one. */
export function addDays(date: LocalTime, days: number): LocalTime {
  const moved = new Date(Date.UTC(date.year, date.month - 1, date.day) + days * DAY_MS);
  return { ...date, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** Day of the week, 0 for Sunday. */
export function weekday({ year, month, day }: LocalTime): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** True for a date that the calendar has. */
export function isDate(date: LocalTime): boolean {
  const same = addDays(date, 0);
  return same.month === date.month && same.day === date.day;
}

/** RFC 3339 in UTC with seconds, e.g. `2026-11-28T01:00:00Z`. */
export function rfc3339(instantMs: number): string {
  return new Date(Math.floor(instantMs / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}

/** Milliseconds by which the zone's clocks are ahead of UTC at an instant. */
function offsetAt(instantMs: number, zone: string): number {
  const { year, month, day, hour, minute } = localTime(instantMs, zone);
  // Whole minutes: no zone rule of our time has seconds.
  const minuteMs = Math.floor(instantMs / 60_000) * 60_000;
  return Date.UTC(year, month - 1, day, hour, minute) - minuteMs;
}

function isSameTime(a: LocalTime, b: LocalTime): boolean {
  return (
    a.year === b.year && a.month === b.month && a.day === b.day && a.hour === b.hour && a.minute === b.minute
  );
}

/** Making a formatter costs more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formatters.set(zone, made);
  return made;
}
