import { parseLevel } from '../../../model/level.ts';
import type { Level } from '../../../model/level.ts';

const BEGINNING = 'license boot level ';

/**
 * The boot level in startup-config, from `show startup-config | include ^license boot level`. Null when there is no such
 * line, more than one, or one that names no level of a Catalyst 9000. `lines`: from `cleanOutput`.
 */
export function parseStartupLevel(lines: readonly string[]): Level | null {
  const found = lines.filter((line) => line.startsWith(BEGINNING));
  const [line] = found;
  return line === undefined || found.length > 1 ? null : parseLevel(line.slice(BEGINNING.length));
}
