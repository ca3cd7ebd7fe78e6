import { DEFAULT_RULE } from '../../core/model/expiry-alarms.ts';
import type { LoadedConfig } from './load.ts';
import { formatDuration } from './duration.ts';
import type { Config } from './schema.ts';
import { SETTINGS, settingName } from './settings.ts';

/** One setting for people: value as text, and where it comes from. */
export interface ShownSetting {
  readonly key: string;
  /** Null: not set. */
  readonly value: string | null;
  readonly origin: string;
}

/** Every setting with its origin; a password inside a URL is hidden. */
export function showConfig({ config, origins }: LoadedConfig): readonly ShownSetting[] {
  return SETTINGS.map((entry) => {
    const key = settingName(entry);
    return { key, value: shownValue(config, entry.path), origin: origins.get(key) ?? 'default' };
  });
}

function shownValue(config: Config, [outer, inner]: readonly [string, string?]): string | null {
  if (inner !== undefined) {
    const deadlines: Readonly<Record<string, number>> = { ...config.deadlines };
    return formatDuration(deadlines[`${inner}Ms`] ?? 0);
  }
  if (outer === 'time')
    return config.time.mode === 'scaled' ? `scaled:${config.time.factor}` : config.time.mode;
  if (outer === 'alarms') return shownAlarms(config.alarms);
  if (outer === 'database') return config.database === undefined ? null : withoutPassword(config.database);
  const values: Readonly<Record<string, unknown>> = { ...config };
  const value = values[outer];
  if (typeof value === 'string') return value;
  return value === undefined ? null : JSON.stringify(value);
}

function shownAlarms({ rules, webhook }: Config['alarms']): string {
  const named = [...rules, DEFAULT_RULE].map(({ name, days }) => `${name} at ${days.join('/') || 'no'} days`);
  return `${named.join(', ')}; webhook ${webhook === null ? 'none' : new URL(webhook.url).host}`;
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  if (parsed.password !== '') parsed.password = 'hidden';
  // Parameters may hold one too: ?password=...
  return parsed.search === '' ? parsed.href : parsed.href.replace(parsed.search, '?hidden');
}
