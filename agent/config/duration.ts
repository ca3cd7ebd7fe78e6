import { z } from 'zod';
import { described } from './described.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const DURATION = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?(?:(\d{1,9})ms)?$/;

/** Reads `500ms`, `90s`, `20m`, `1h30m`, `2d` into milliseconds; null when it is none. A number alone has no unit and is none. */
export function parseDuration(text: string): number | null {
  const match = text === '' ? null : DURATION.exec(text);
  if (match === null) return null;
  const [, days, hours, minutes, seconds, milliseconds] = match;
  const part = (amount: string | undefined, unit: string): number => Number(amount ?? 0) * (UNITS[unit] ?? 0);
  return (
    part(days, 'd') + part(hours, 'h') + part(minutes, 'm') + part(seconds, 's') + part(milliseconds, 'ms')
  );
}

/** The shortest text that {@link parseDuration} reads back: `20m`, `1h30m`, `1m500ms`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds);
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms']) {
    const size = UNITS[unit] ?? 1;
    const amount = Math.floor(rest / size);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return text === '' ? '0s' : text;
}

/** A duration in a file: text with its unit, read into milliseconds within `minMs` and `maxMs`. */
export function duration(minMs: number, maxMs: number, about: string): z.ZodType<number, string> {
  const expected = `a duration with its unit from ${formatDuration(minMs)} to ${formatDuration(maxMs)}, such as 90s, 20m or 1h30m`;
  const text = z.string().transform((value, context) => {
    const milliseconds = parseDuration(value);
    if (milliseconds !== null && milliseconds >= minMs && milliseconds <= maxMs) return milliseconds;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
  return described(text.meta({ description: about }), { expected });
}
