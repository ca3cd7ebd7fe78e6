import { formatLevel } from '../../../core/model/level.ts';
import { INTERFACE_TYPES } from '../platforms/platform.ts';
import type { Config, InterfaceConfig } from './config.ts';

/** A node of `/native` that differs between two configurations: names from `native` down, list keys in brackets. */
export interface ConfigEdit {
  /** e.g. `['native', 'interface', "GigabitEthernet[name='1/0/1']"]`. */
  readonly path: readonly string[];
  readonly operation: 'create' | 'merge' | 'delete';
}

/**
 * What a change of configuration altered, as the topmost nodes that hold it. Lines that are kept as typed have no node of their own:
 * they are named by `/native` (RFC 6470 lets a server name an ancestor).
 */
export function configEdits(before: Config, after: Config): readonly ConfigEdit[] {
  if (before === after) return [];
  const edits: ConfigEdit[] = [];
  const compare = (path: readonly string[], from: string | null, to: string | null): void => {
    if (from === to) return;
    const operation = from === null ? 'create' : to === null ? 'delete' : 'merge';
    edits.push({ path: ['native', ...path], operation });
  };
  compare(['hostname'], before.hostname, after.hostname);
  compare(['license', 'boot', 'level'], levelOf(before), levelOf(after));
  const { smart } = before;
  compare(['license', 'smart', 'transport-type'], smart.transport, after.smart.transport);
  compare(['license', 'smart', 'url', 'name'], smart.url, after.smart.url);
  compare(['license', 'smart', 'url', 'cslu'], smart.cslu, after.smart.cslu);
  const days = ({ smart: { usageIntervalDays } }: Config) =>
    usageIntervalDays === null ? null : String(usageIntervalDays);
  compare(['license', 'smart', 'usage', 'interval'], days(before), days(after));
  for (const name of new Set([...before.interfaces.keys(), ...after.interfaces.keys()]))
    compare(
      ['interface', entryOf(name)],
      textOf(before.interfaces.get(name)),
      textOf(after.interfaces.get(name)),
    );
  if (before.others.join('\n') !== after.others.join('\n'))
    edits.push({ path: ['native'], operation: 'merge' });
  return edits;
}

function levelOf({ level }: Config): string | null {
  return level === null ? null : formatLevel(level);
}

function textOf(own: InterfaceConfig | undefined): string | null {
  return own === undefined ? null : JSON.stringify([own.description, own.isShutdown]);
}

/** `GigabitEthernet1/0/1` as a list entry of its type. */
function entryOf(name: string): string {
  const type = INTERFACE_TYPES.find((known) => name.startsWith(known)) ?? '';
  return `${type}[name='${name.slice(type.length)}']`;
}
