/** Durations of scenario time, in milliseconds. A bare number in a scenario does not say its unit; these do. */

/** `count` seconds of scenario time. */
export function seconds(count: number): number {
  return count * 1_000;
}

/** `count` minutes of scenario time. */
export function minutes(count: number): number {
  return count * 60_000;
}

/** `count` hours of scenario time. */
export function hours(count: number): number {
  return count * 3_600_000;
}

/** `count` days of scenario time. */
export function days(count: number): number {
  return count * 86_400_000;
}

/** Scenario time as people read it: `00:12:03.450` since the lab began. */
export function formatClock(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const millis = String(whole % 1_000).padStart(3, '0');
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1_000) % 60)}.${millis}`;
}

/** A duration in few words: `450 ms`, `12 s`, `7 min 30 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const whole = Math.round(ms / 1_000);
  if (whole < 60) return `${whole} s`;
  const [large, small, words] =
    whole < 3_600
      ? [Math.floor(whole / 60), whole % 60, ['min', 's']]
      : [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), ['h', 'min']];
  return small === 0 ? `${large} ${words[0]}` : `${large} ${words[0]} ${small} ${words[1]}`;
}
