/** RFC 3339 in UTC with milliseconds: boundaries of a simulated switch lie closer together than a second. */
export function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** `2026-01-31 12:00:05` of an instant; a dash for none. */
export function shownInstant(at: string | null): string {
  return at === null ? '-' : at.slice(0, 19).replace('T', ' ');
}

/** `12:00:05.120`: within a report whose day is stated. */
export function shownTime(at: string): string {
  return at.slice(11, 23);
}

/** `250 ms`, `12 s`, `5 min 3 s`, `2 h 4 min` between two instants. */
export function shownSpan(from: string, to: string): string {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  if (ms < 1_000) return `${ms} ms`;
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
