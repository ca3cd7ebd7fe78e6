import { formatLevel, type Level } from '../../../core/model/level.ts';
import type { Chassis } from '../chassis.ts';
import { beginSync } from './lock.ts';
import { configEdits } from '../model/config-edits.ts';
import type { Config, InterfaceConfig } from '../model/config.ts';
import type { Actor } from '../model/notice.ts';

/** Who writes configuration, and how. `session` is null for another operator of the control API. */
export interface Writer {
  readonly via: 'netconf' | 'cli' | 'control';
  readonly session: number | null;
  readonly user: string;
}

/** How log messages name a user at a terminal. */
export function whoIs(user: string): string {
  return `${user} on vty0`;
}

/**
 * Puts a configuration in force and notes it. A configuration that says the same as before changes nothing, unless it was
 * typed: IOS marks the configuration as changed by any command.
 */
export function putRunning(chassis: Chassis, config: Config, writer: Writer): void {
  const before = chassis.state.running;
  const isChanged = !isSameConfig(before, config);
  if (isChanged || writer.via !== 'netconf') {
    const running = isChanged ? config : before;
    chassis.dispatch({ type: 'edited', atMs: chassis.now(), config: running, user: writer.user });
    if (writer.via === 'netconf') {
      const by = `Configured from NETCONF/RESTCONF by ${writer.user}, transaction-id ${chassis.nextTransaction()}`;
      chassis.log('DMI-5-CONFIG_I', `R0/0: dmiauthd: ${by}`);
    }
  }
  if (isChanged && writer.via !== 'netconf') beginSync(chassis);
  if (isChanged)
    chassis.publish({ kind: 'config-change', by: actorOf(writer), edits: configEdits(before, config) });
  noteEdit(chassis, config, writer, { applied: true, changed: isChanged }, before);
}

/** Who writes, as events name it; the switch itself where no session is behind it. */
export function actorOf({ via, session, user }: Writer): Actor | null {
  if (via === 'netconf') return session === null ? null : { session, user };
  return { session: 0, user };
}

/** Notes an edit with the boot level before and after it; `detail` says whether it was applied, and if not why. */
export function noteEdit(
  chassis: Chassis,
  after: Config,
  { via, session, user }: Writer,
  detail: Readonly<Record<string, unknown>>,
  before: Config = chassis.state.running,
): void {
  const levels = { before: levelText(before.level), after: levelText(after.level) };
  chassis.note('edit', session, user, { via, ...levels, ...detail });
}

/** A level for the journal; `none` where a configuration names none. */
export function levelText(level: Level | null): string {
  return level === null ? 'none' : formatLevel(level);
}

/** True when two configurations print the same lines. */
function isSameConfig(a: Config, b: Config): boolean {
  return (
    a === b ||
    (a.hostname === b.hostname &&
      levelText(a.level) === levelText(b.level) &&
      a.smart.transport === b.smart.transport &&
      a.smart.url === b.smart.url &&
      a.smart.cslu === b.smart.cslu &&
      a.smart.usageIntervalDays === b.smart.usageIntervalDays &&
      isSameList(a.others, b.others) &&
      isSameSections(a.sections, b.sections) &&
      isSameInterfaces(a.interfaces, b.interfaces))
  );
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((line, index) => line === b[index]));
}

function isSameSections(a: Config['sections'], b: Config['sections']): boolean {
  return (
    a === b ||
    (a.size === b.size && [...a].every(([header, own]) => isSameList(own, b.get(header) ?? MISSING)))
  );
}

/** No section has this line. */
const MISSING = ['\n'];

function isSameInterfaces(a: Config['interfaces'], b: Config['interfaces']): boolean {
  return a === b || (a.size === b.size && [...a].every(([name, own]) => isSameInterface(own, b.get(name))));
}

function isSameInterface(a: InterfaceConfig, b: InterfaceConfig | undefined): boolean {
  return b !== undefined && a.description === b.description && a.isShutdown === b.isShutdown;
}
