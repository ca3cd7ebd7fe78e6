import { ENTERPRISE } from './enterprise.ts';
import { EXPIRING } from './expiring.ts';
import { MERGED } from './merged.ts';
import { SHORT } from './short.ts';
import { SMALL_LAB } from './small-lab.ts';
import type { World } from './world.ts';

/** Every world, by the name a lab file gives in `cssm.world`. */
export const WORLDS: readonly World[] = [SMALL_LAB, ENTERPRISE, EXPIRING, SHORT, MERGED];

export type { World } from './world.ts';

/** The world of that name; undefined when there is none. */
export function worldOf(name: string): World | undefined {
  return WORLDS.find((world) => world.name === name);
}
