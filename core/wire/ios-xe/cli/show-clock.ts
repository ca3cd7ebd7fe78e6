/** What `show clock` says. */
export interface ShowClock {
  /** As printed, without the mark. */
  readonly text: string;
  /** False: `*` or `.` stands before the time: never set, or not synchronized now. */
  readonly isSynchronized: boolean;
  /** RFC 3339; null where the zone is not UTC, because a bare abbreviation says nothing. */
  readonly utc: string | null;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

const CLOCK =
  /^([*.]?)([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,3})? ([A-Za-z]{1,8}) [A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{1,2}) ([0-9]{4})$/;

/** Reads `*12:19:01.163 UTC Tue Nov 16 2021`; null when there is no such line. `lines`: from `cleanOutput`. */
export function parseShowClock(lines: readonly string[]): ShowClock | null {
  const match = lines.map((line) => CLOCK.exec(line.trim())).find((found) => found !== null);
  if (match === undefined) return null;
  const [whole, mark = '', hours, minutes, seconds, zone = '', month = '', day = '', year] = match;
  const index = MONTHS.indexOf(month) / 3;
  const isUtc = /^(UTC|GMT)$/.test(zone) && Number.isInteger(index) && index >= 0;
  const date = `${year}-${String(index + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return {
    text: whole.slice(mark.length),
    isSynchronized: mark === '',
    utc: isUtc ? `${date}T${hours}:${minutes}:${seconds}Z` : null,
  };
}
