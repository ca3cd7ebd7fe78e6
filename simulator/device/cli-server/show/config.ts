import { contextualDiff } from '../../model/config-diff.ts';
import { configLinesOf } from '../../model/config-cache.ts';
import type { DeviceState } from '../../model/state.ts';
import { clockDate } from '../../model/time-text.ts';

/** `show running-config`. */
export function showRunning(state: DeviceState): readonly string[] {
  const lines = configLinesOf(state, 'running');
  return [
    'Building configuration...',
    '',
    `Current configuration : ${bytesOf(lines)} bytes`,
    '!',
    ...lastChange(state),
    ...lines,
    '',
  ];
}

/** `show startup-config`. */
export function showStartup(state: DeviceState): readonly string[] {
  const lines = configLinesOf(state, 'startup');
  const nvram = (state.facts.platforms[0]?.nvramKb ?? 0) * 1024;
  return [`Using ${bytesOf(lines)} out of ${nvram} bytes`, '!', ...lines, ''];
}

/** `show archive config differences nvram:startup-config system:running-config`. */
export function showDifferences(state: DeviceState): readonly string[] {
  const lines = contextualDiff(configLinesOf(state, 'startup'), configLinesOf(state, 'running'));
  return ['!Contextual Config Diffs:', ...(lines.length === 0 ? ['!No changes were found'] : lines), ''];
}

function lastChange({ lastChange: change, lastSaveMs }: DeviceState): readonly string[] {
  const lines: string[] = [];
  if (change !== null) lines.push(`! Last configuration change at ${clockDate(change.ms)} by ${change.user}`);
  if (lastSaveMs !== null) lines.push(`! NVRAM config last updated at ${clockDate(lastSaveMs)}`);
  return [...lines, '!'];
}

function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
