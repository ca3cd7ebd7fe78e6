/**
 * Settings by numbered precedence, the later wins: 1. the default, 2. the file `liclab.yaml` (of the working directory, or
 * the one that `LICLAB_CONFIG` or `--config` names), 3. the environment (`LICLAB_DATA`; `NO_COLOR` too), 4. the flags.
 */
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { completeAlarms } from './alarms.ts';
import { problemsError, problemsOf } from './problems.ts';
import { completeConfig, configSchema } from './schema.ts';
import type { Config } from './schema.ts';
import { SETTINGS, settingName, valueOfText } from './settings.ts';
import type { Setting } from './settings.ts';
import { valueAt } from './source.ts';
import type { Source } from './source.ts';
import { readTextFile } from './text-file.ts';
import { parseYaml } from './yaml-source.ts';

/** File that is read when it exists. */
export const CONFIG_FILE = 'liclab.yaml';

/** Where settings come from. */
export interface ConfigInputs {
  /** Working directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Flags that were given, by the setting's name: `{ data: 'x' }`; `color: false` for `--no-color`. */
  readonly flags: Readonly<Record<string, unknown>>;
  /** File named by `--config`, or null. */
  readonly file: string | null;
}

/** Settings in force, and for each of {@link SETTINGS} where its value comes from. */
export interface LoadedConfig {
  readonly config: Config;
  /** By setting name: `default`, `liclab.yaml:3`, `LICLAB_DATA`, `--data`. */
  readonly origins: ReadonlyMap<string, string>;
}

/** Reads and checks all settings. Throws `ConfigError` naming the place of what is wrong: `FILE:LINE`, variable or flag. */
export function loadConfig(inputs: ConfigInputs): LoadedConfig {
  const source = configFile(inputs);
  if (source !== null) checkSource(source);
  const origins = new Map<string, string>();
  const merged: Record<string, unknown> = {};
  for (const entry of SETTINGS) {
    const found = fromFlag(entry, inputs) ?? fromEnvironment(entry, inputs) ?? fromFile(entry, source);
    origins.set(settingName(entry), found?.origin ?? 'default');
    if (found === null) continue;
    checkOne(entry, found);
    put(merged, entry.path, found.value);
  }
  const values = configSchema.parse(merged);
  const file = source === null ? null : resolve(inputs.cwd, source.file);
  return { config: completeConfig(values, completeAlarms(values.alarms, file, inputs.cwd)), origins };
}

interface Found {
  readonly value: unknown;
  readonly origin: string;
}

function configFile(inputs: ConfigInputs): Source | null {
  const named = inputs.file ?? inputs.env['LICLAB_CONFIG'] ?? null;
  const path = named ?? CONFIG_FILE;
  const absolute = isAbsolute(path) ? path : join(inputs.cwd, path);
  if (named === null && !existsSync(absolute)) return null;
  const source = parseYaml(readTextFile(absolute, 'settings file', path), path);
  // A file that holds only comments is a file without settings.
  return source.value === null ? { ...source, value: {} } : source;
}

function checkSource(source: Source): void {
  const result = configSchema.safeParse(source.value);
  if (!result.success) throw problemsError(problemsOf(result.error, configSchema, source), source.file);
}

function fromFlag(entry: Setting, inputs: ConfigInputs): Found | null {
  const value = inputs.flags[settingName(entry)];
  if (entry.flag === null || value === undefined) return null;
  return { value: typeof value === 'string' ? valueOfText(value, entry.kind) : value, origin: entry.flag };
}

function fromEnvironment(entry: Setting, { env }: ConfigInputs): Found | null {
  const text = entry.env === null ? undefined : env[entry.env];
  if (text !== undefined && text !== '')
    return { value: valueOfText(text, entry.kind), origin: entry.env ?? '' };
  // https://no-color.org: set and not empty means no colour, whatever its value.
  const isColorOff = entry.path[0] === 'color' && (env['NO_COLOR'] ?? '') !== '';
  return isColorOff ? { value: false, origin: 'NO_COLOR' } : null;
}

function fromFile(entry: Setting, source: Source | null): Found | null {
  const value = source === null ? undefined : valueAt(source.value, entry.path);
  if (source === null || value === undefined) return null;
  const isRelative =
    entry.isPath && typeof value === 'string' && !isAbsolute(value) && !/^(~(\/|$)|none$)/.test(value);
  return {
    value: isRelative ? join(dirname(source.file), value) : value,
    origin: `${source.file}:${source.lineAt(entry.path)}`,
  };
}

/** Checks one value alone, so that the message can name its variable or flag. */
function checkOne(entry: Setting, { value, origin }: Found): void {
  const alone: Record<string, unknown> = {};
  put(alone, entry.path, value);
  const result = configSchema.safeParse(alone);
  if (result.success) return;
  const source: Source = { file: origin, value: alone, lineAt: () => 1 };
  const [problem] = problemsOf(result.error, configSchema, source);
  throw new ConfigError(problem?.code ?? 'VALUE_INVALID', `${origin}: ${problem?.message ?? 'not usable'}`, {
    context: { setting: settingName(entry), origin },
    ...(typeof problem?.hint === 'string' ? { hint: problem.hint } : {}),
  });
}

function put(target: Record<string, unknown>, path: Setting['path'], value: unknown): void {
  const [outer, inner] = path;
  if (inner === undefined) target[outer] = value;
  else {
    const nested = (target[outer] ??= {}) as Record<string, unknown>;
    nested[inner] = value;
  }
}
