/** Where each setting can come from: its key in `liclab.yaml`, its environment variable, its flag. */

/** How text from the environment or a flag becomes a value. */
type Kind = 'text' | 'number' | 'boolean' | 'section';

/** One setting. */
export interface Setting {
  /** Keys in the file, from the outside in. */
  readonly path: readonly [string] | readonly [string, string];
  /** Environment variable; null: the file alone. */
  readonly env: string | null;
  /** Flag on the command line, or null. */
  readonly flag: string | null;
  readonly kind: Kind;
  /** True: a relative path of the file counts from the file's folder. */
  readonly isPath: boolean;
}

const DEADLINE_NAMES = [
  'identify',
  'request',
  'lockPatience',
  'down',
  'up',
  'ready',
  'dwell',
  'quiet',
  'report',
];

/** Every setting, in the order in which `config show` prints them. */
export const SETTINGS: readonly Setting[] = [
  setting('inventory', '--inventory', 'text', true),
  setting('data', '--data', 'text', true),
  setting('database', '--database', 'text'),
  setting('seed', '--seed', 'number'),
  setting('time', '--time', 'text'),
  setting('color', '--no-color', 'boolean'),
  setting('knownHosts', '--known-hosts', 'text', true),
  setting('sshConfig', '--ssh-config', 'text', true),
  setting('hostKeys', '--host-keys', 'text'),
  setting('readsAtOnce', null, 'number'),
  ...DEADLINE_NAMES.map(
    (name): Setting => ({
      path: ['deadlines', name],
      env: environmentName(`deadlines_${name}`),
      flag: null,
      kind: 'text',
      isPath: false,
    }),
  ),
  { path: ['alarms'], env: null, flag: null, kind: 'section', isPath: false },
];

/** The name of a setting for people, e.g. `deadlines.up`. */
export function settingName(entry: Setting): string {
  return entry.path.join('.');
}

/** The value that text stands for; text that does not fit stays text, and the schema refuses it with the right words. */
export function valueOfText(text: string, kind: Kind): unknown {
  if (kind === 'number' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === '1')) return true;
  if (kind === 'boolean' && (text === 'false' || text === '0')) return false;
  return text;
}

function setting(key: string, flag: string | null, kind: Kind, isPath = false): Setting {
  return { path: [key], env: environmentName(key), flag, kind, isPath };
}

function environmentName(key: string): string {
  return `LICLAB_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
