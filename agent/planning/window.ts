import { ConfigError } from '../../core/errors.ts';
import type { WindowInstant } from '../../core/machine.ts';
import { nearestWord, suggestWord } from '../../core/model/nearest.ts';
import {
  addDays,
  instantsOf,
  isDate,
  isZone,
  knownZones,
  localTime,
  rfc3339,
  weekday,
} from './zoned-time.ts';
import type { LocalTime } from './zoned-time.ts';

/** A maintenance window as it was written, and its instants. */
export type PlannedWindow = WindowInstant & { readonly text: string };

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const WINDOW = /^(\S+)\s+(\d{1,2}:\d{2})(\/\w+)?\s*-\s*(\d{1,2}:\d{2})(\/\w+)?\s+(\S+)$/;

const EXAMPLE = 'Write it as "Sat 02:00-04:00 Europe/Berlin" or "2026-11-28 02:00-04:00 Europe/Berlin".';

/**
 * The next time that a window such as `Sat 02:00-04:00 Europe/Berlin` is open after `nowMs`, or is open now. One window
 * means one night: nobody has approved the Saturday after. A time that the clocks skip is refused; one that they show
 * twice needs `/first` or `/second` after it: `Sun 02:30/first-04:00`. Throws `WINDOW_INVALID`, `WINDOW_ZONE_UNKNOWN`,
 * `WINDOW_TIME_SKIPPED`, `WINDOW_TIME_AMBIGUOUS`, `WINDOW_PAST`.
 */
export function resolveWindow(text: string, nowMs: number): PlannedWindow {
  const match = WINDOW.exec(text.trim());
  if (match === null) throw invalid(text, 'expected a day, two times and a zone');
  const [, day = '', from = '', fromMark, to = '', toMark, zone = ''] = match;
  checkZone(text, zone);
  const isOvernight = clock(text, to) <= clock(text, from);
  for (const date of datesOf(text, day, localTime(nowMs, zone))) {
    const fromMs = instantOf(text, withClock(date, text, from), zone, fromMark);
    const toMs = instantOf(text, withClock(addDays(date, isOvernight ? 1 : 0), text, to), zone, toMark);
    if (toMs <= fromMs) throw invalid(text, 'it ends before it begins');
    if (toMs > nowMs) return { text: text.trim(), fromMs, toMs };
  }
  throw new ConfigError('WINDOW_PAST', `The window "${text}" is over.`, {
    hint: 'Name a day that is still to come.',
  });
}

/** Dates to try: the one named, or the days of that name from yesterday (a window may be open since then) to next week. */
function datesOf(text: string, day: string, today: LocalTime): readonly LocalTime[] {
  const named = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (named !== null) {
    const date = {
      year: Number(named[1]),
      month: Number(named[2]),
      day: Number(named[3]),
      hour: 0,
      minute: 0,
    };
    if (!isDate(date)) throw invalid(text, `there is no day ${day}`);
    return [date];
  }
  const wanted = WEEKDAYS.findIndex((name) => name.toLowerCase() === day.toLowerCase());
  if (wanted < 0) throw invalid(text, `"${day}" is no day. ${suggestWord(day, WEEKDAYS)}`);
  return Array.from({ length: 9 }, (_, index) => addDays(today, index - 1)).filter(
    (date) => weekday(date) === wanted,
  );
}

function checkZone(text: string, zone: string): void {
  if (isZone(zone)) return;
  const near = nearestWord(zone, knownZones());
  throw new ConfigError('WINDOW_ZONE_UNKNOWN', `The window "${text}": "${zone}" is no IANA time zone.`, {
    hint:
      near === null
        ? 'Write a zone such as Europe/Berlin, America/New_York or UTC.'
        : `Did you mean "${near}"?`,
  });
}

/** Minutes since midnight. */
function clock(text: string, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (hour > 23 || minute > 59) throw invalid(text, `there is no time ${time}`);
  return hour * 60 + minute;
}

function withClock(date: LocalTime, text: string, time: string): LocalTime {
  const minutes = clock(text, time);
  return { ...date, hour: Math.floor(minutes / 60), minute: minutes % 60 };
}

function instantOf(text: string, local: LocalTime, zone: string, mark: string | undefined): number {
  if (mark !== undefined && mark !== '/first' && mark !== '/second') {
    throw invalid(text, `"${mark}" is not understood, only /first and /second are`);
  }
  const [first, second] = instantsOf(local, zone);
  const shown = formatLocal(local);
  if (first === undefined) {
    throw new ConfigError(
      'WINDOW_TIME_SKIPPED',
      `The window "${text}": on that day ${zone} has no ${shown}.`,
      {
        hint: 'Clocks go forward then. Name a time that exists.',
      },
    );
  }
  if (second === undefined) {
    if (mark !== undefined) throw invalid(text, `${zone} has ${shown} once, so ${mark} means nothing`);
    return first;
  }
  if (mark === undefined) {
    throw new ConfigError(
      'WINDOW_TIME_AMBIGUOUS',
      `The window "${text}": on that day ${zone} has ${shown} twice.`,
      {
        hint: `Clocks go back then. Write /first (${rfc3339(first)}) or /second (${rfc3339(second)}) after the time.`,
      },
    );
  }
  return mark === '/first' ? first : second;
}

function formatLocal({ year, month, day, hour, minute }: LocalTime): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

function invalid(text: string, problem: string): ConfigError {
  return new ConfigError('WINDOW_INVALID', `The window "${text.slice(0, 80)}": ${problem}.`, {
    hint: EXAMPLE,
  });
}
