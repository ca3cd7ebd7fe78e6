import { putRunning, type Writer } from '../actions/edit.ts';
import { cliLockMessage } from '../actions/lock.ts';
import type { Chassis } from '../chassis.ts';
import { configEdits } from '../model/config-edits.ts';
import { foreignPartialLock } from '../model/partial-lock.ts';
import {
  type ConfigChange,
  type ConfigHandler,
  GLOBAL_GRAMMAR,
  INTERFACE_GRAMMAR,
} from './config-commands.ts';
import { type Reading, readLine } from './grammar.ts';

/** How a configuration line ended. `column`: where the word begins that does not fit. */
export type ConfigLine =
  | { readonly kind: 'done'; readonly section: string | null; readonly message: string | null }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'invalid'; readonly column: number }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'ambiguous' };

/** Reads a configuration line in a section and puts it in force. A lock of somebody else stops it. */
export function enterConfigLine(
  chassis: Chassis,
  line: string,
  section: string | null,
  writer: Writer,
): ConfigLine {
  const { lock } = chassis;
  if (lock !== null) return { kind: 'refused', message: cliLockMessage(lock) };
  const reading = read(line, section);
  if (reading.kind !== 'match') return reading;
  const { running, facts } = chassis.state;
  const change: ConfigChange = reading.handler({ config: running, section, facts }, reading.args);
  if ('refused' in change) return { kind: 'refused', message: change.refused };
  const partial = foreignPartialLock(
    chassis.state.partialLocks,
    null,
    configEdits(running, change.config).map(({ path }) => path),
  );
  if (partial !== null) return { kind: 'refused', message: cliLockMessage(partial) };
  if (change.config !== running || !isSectionHeader(reading.canonical))
    putRunning(chassis, change.config, writer);
  return { kind: 'done', section: change.section, message: change.message ?? null };
}

/** In a section, its own commands come first; what is none of them is tried in global mode. */
function read(line: string, section: string | null): Reading<ConfigHandler> {
  if (section === null) return readLine(GLOBAL_GRAMMAR, line);
  const own = readLine(INTERFACE_GRAMMAR, line);
  if (own.kind === 'match' || own.kind === 'incomplete') return own;
  const global = readLine(GLOBAL_GRAMMAR, line);
  return global.kind === 'match' ? global : own;
}

function isSectionHeader(canonical: string): boolean {
  return canonical.startsWith('interface ');
}
