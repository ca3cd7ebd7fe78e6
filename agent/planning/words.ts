/** Most names a sentence lists. */
const NAMES_MAX = 5;

/** Names for a sentence: all of a few, else the first and how many more. */
export function listDevices(names: readonly string[]): string {
  if (names.length <= NAMES_MAX) return names.join(', ');
  return `${names.slice(0, NAMES_MAX).join(', ')} and ${names.length - NAMES_MAX} more`;
}

/** `1 switch`, `3 switches`. */
export function switches(count: number): string {
  return count === 1 ? '1 switch' : `${count} switches`;
}
