/** Steps of a change, for tests that begin in the middle of one. */
import { expect } from 'vitest';
import type { MemoryLab } from './lab.ts';

/** Levels of these tests. */
export const ADVANTAGE = { network: 'network-advantage', addon: null } as const;
export const ESSENTIALS = { network: 'network-essentials', addon: null } as const;

/** Identified and locked. */
export async function locked(lab: MemoryLab): Promise<string> {
  const sessionEpoch = await lab.identified();
  const outcome = await lab.run({ op: 'lock', sessionEpoch, patienceMs: 0 });
  expect(outcome.result).toBe('ok');
  return sessionEpoch;
}

/** Edited and saved, on the session that holds the lock. */
export async function saved(lab: MemoryLab): Promise<string> {
  const sessionEpoch = await locked(lab);
  expect((await lab.run({ op: 'edit', sessionEpoch, level: ADVANTAGE, patienceMs: 0 })).result).toBe('ok');
  expect((await lab.run({ op: 'save', sessionEpoch })).result).toBe('ok');
  return sessionEpoch;
}

/** Ready to be watched: the reload was asked for. */
export async function reloading(lab: MemoryLab): Promise<string> {
  const bootTimeBefore = await bootTime(lab);
  const sessionEpoch = await saved(lab);
  await lab.run({ op: 'reload', sessionEpoch, reason: 'liclab c-1' });
  return bootTimeBefore;
}

export async function bootTime(lab: MemoryLab): Promise<string> {
  const outcome = await lab.run({ op: 'identify' });
  return outcome.result === 'ok' ? outcome.value.bootTime : '';
}
