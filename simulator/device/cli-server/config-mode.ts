import { putRunning, type Writer } from '../actions/edit.ts';
import { cliLockMessage } from '../actions/lock.ts';
import type { Chassis } from '../chassis.ts';
import { configEdits } from '../model/config-edits.ts';
import type { Config } from '../model/config.ts';
import { foreignPartialLock } from '../model/partial-lock.ts';
import { GLOBAL_GRAMMAR } from './config-commands.ts';
import type { ConfigChange, ConfigHandler } from './config-handler.ts';
import { sectionKindOf } from './config-sections.ts';
import { type Grammar, type Reading, readLine } from './grammar.ts';
import { SECTION_GRAMMARS } from './section-commands.ts';

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
  if ('invalid' in change) return { kind: 'invalid', column: line.length - change.invalid.length };
  if (isTooBig(change.config)) return { kind: 'refused', message: '% Configuration buffer full' };
  const partial = foreignPartialLock(
    chassis.state.partialLocks,
    null,
    configEdits(running, change.config).map(({ path }) => path),
  );
  if (partial !== null) return { kind: 'refused', message: cliLockMessage(partial) };
  if (change.isHeader !== true) putRunning(chassis, change.config, writer);
  return { kind: 'done', section: change.section, message: change.message ?? null };
}

/** Most lines kept as typed, in all and in one section. Own choice: nobody may grow a configuration without end. */
const LINES_MAX = 1_024;

function isTooBig({ others, sections }: Config): boolean {
  return (
    others.length + sections.size > LINES_MAX || [...sections.values()].some((own) => own.length > LINES_MAX)
  );
}

/** In a section, its own commands come first; what is none of them is tried in global mode. */
function read(line: string, section: string | null): Reading<ConfigHandler> {
  if (section === null) return readLine(GLOBAL_GRAMMAR, line);
  const own = readLine(grammarOf(section), line);
  if (own.kind === 'match' || own.kind === 'incomplete') return own;
  const global = readLine(GLOBAL_GRAMMAR, line);
  return global.kind === 'match' ? global : own;
}

/** The commands of a section, or those of global mode. */
export function grammarOf(section: string | null): Grammar<ConfigHandler> {
  return section === null
    ? GLOBAL_GRAMMAR
    : (SECTION_GRAMMARS.get(sectionKindOf(section).mode) ?? GLOBAL_GRAMMAR);
}
