import { DeviceError } from '../../../core/errors.ts';
import type { Chassis } from '../chassis.ts';
import { isCliUp } from '../model/state.ts';
import { type ConfigLine, enterConfigLine } from './config-mode.ts';

/** Name under which another operator appears in the journal. */
const OPERATOR = 'operator';

/**
 * Types configuration lines as another operator would, without a terminal. Lines before a refused one stay in force.
 * Throws `CONFIG_LOCKED` while somebody holds the lock, `CONFIG_REFUSED` for a line that the device refuses and
 * `DEVICE_DOWN` when nobody could type now.
 */
export function configureLines(chassis: Chassis, lines: readonly string[]): void {
  const context = { device: chassis.spec.id };
  if (!isCliUp(chassis.state)) {
    throw new DeviceError('DEVICE_DOWN', `expected ${chassis.spec.id} to be up, it is not`, {
      definite: true,
      context,
    });
  }
  const writer = { via: 'control', session: null, user: OPERATOR } as const;
  let section: string | null = null;
  for (const line of lines) {
    if (line.trim() === '' || line.trim().startsWith('!')) continue;
    const result: ConfigLine = enterConfigLine(chassis, cleanLine(line), section, writer);
    if (result.kind === 'done') {
      section = result.section;
      continue;
    }
    const code = chassis.lock === null ? 'CONFIG_REFUSED' : 'CONFIG_LOCKED';
    throw new DeviceError(code, `${chassis.spec.id} refused a configuration line: ${reasonOf(result)}`, {
      definite: true,
      context,
    });
  }
}

function reasonOf(result: Exclude<ConfigLine, { kind: 'done' }>): string {
  switch (result.kind) {
    case 'refused':
      return result.message;
    case 'invalid':
      return `invalid input at column ${result.column + 1}`;
    case 'incomplete':
    case 'ambiguous':
      return `${result.kind} command`;
  }
}

/** What a terminal could not have sent is taken out. */
function cleanLine(line: string): string {
  return [...line]
    .filter((character) => character >= ' ' && (character < '\x7f' || character > '\x9f'))
    .join('');
}
