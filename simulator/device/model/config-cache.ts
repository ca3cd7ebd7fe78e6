import type { Config } from './config.ts';
import { configLines } from './config-text.ts';
import { activeMember } from './members.ts';
import type { DeviceState } from './state.ts';

/** Lines by configuration: a fleet of 10,000 asks for them again and again, and a configuration never changes. */
const cache = new WeakMap<Config, { readonly serial: string; readonly lines: readonly string[] }>();

/** The lines of running or startup, `version` to `end`. */
export function configLinesOf(state: DeviceState, which: 'running' | 'startup'): readonly string[] {
  const config = state[which];
  const { facts } = state;
  const serial = activeMember(state.members)?.serial ?? facts.serials[0] ?? '';
  const known = cache.get(config);
  if (known?.serial === serial) return known.lines;
  const { platforms, release, username } = facts;
  const lines = configLines(config, { platforms, release, serial, username });
  cache.set(config, { serial, lines });
  return lines;
}

/** The same as one text, each line ended by a line feed. */
export function configText(state: DeviceState, which: 'running' | 'startup'): string {
  return `${configLinesOf(state, which).join('\n')}\n`;
}
