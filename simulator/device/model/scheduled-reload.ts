/** A reload that somebody asked for later: `reload in` or `reload at`. A boot ends it. */
export interface ScheduledReload {
  readonly dueMs: number;
  readonly reason: string;
  /** Who asked, as `admin on vty0`. */
  readonly by: string;
}

/** Longest time ahead: 24 days, as IOS takes it. */
const AHEAD_MS_MAX = 24 * 86_400_000;

/** Reads `MM` or `HHH:MM` of `reload in`; null when it is no time or too far ahead. */
export function parseIn(text: string): number | null {
  const [, hours, minutes = ''] = /^(?:(\d{1,3}):)?(\d{1,5})$/.exec(text) ?? [];
  if (minutes === '' || (hours !== undefined && Number(minutes) > 59)) return null;
  const ms = (Number(hours ?? 0) * 60 + Number(minutes)) * 60_000;
  return ms > 0 && ms <= AHEAD_MS_MAX ? ms : null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads `HH:MM`, `HH:MM DAY MONTH` or `HH:MM MONTH DAY` of `reload at`: the next such moment in UTC. Null when it is none, or too
 * far ahead.
 */
export function parseAt(text: string, nowMs: number): number | null {
  const [clock = '', ...date] = text.trim().toLowerCase().split(/\s+/);
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(clock) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null;
  const now = new Date(nowMs);
  const at = (year: number, month: number, day: number) =>
    Date.UTC(year, month, day, Number(hours), Number(minutes));
  let dueMs = at(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  if (date.length === 0) {
    if (dueMs <= nowMs) dueMs += 86_400_000;
  } else {
    const day = Number(date.find((word) => /^\d{1,2}$/.test(word)));
    const month = MONTHS.findIndex((name) => date.some((word) => word.startsWith(name)));
    if (date.length !== 2 || !(day >= 1 && day <= 31) || month === -1) return null;
    dueMs = at(now.getUTCFullYear(), month, day);
    if (dueMs <= nowMs) dueMs = at(now.getUTCFullYear() + 1, month, day);
  }
  return dueMs - nowMs <= AHEAD_MS_MAX ? dueMs : null;
}
