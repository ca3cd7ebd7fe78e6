import type { Random } from 'catalyst-license-lab/core';

/** Ids of rollouts and workers: a prefix and ten letters that the agent draws from the system's randomness. */
const DRAWN_ID = /\b[Rw][2-9b-df-hj-np-tv-xz]{10}\b/g;

/**
 * Names for the ids that the agent draws from the system's randomness, in the order of their appearance. Nothing else
 * of a run in memory depends on chance, so with them the same seed gives the same bytes.
 */
export interface RolloutNames {
  /** Takes notice of every id in a text. */
  notice(text: string): void;
  /** Randomness whose streams are named by the names, not by the ids. */
  steady(random: Random): Random;
}

/** Keeps names; each is put into `hidden`, so that evidence shows it in place of the id. */
export function createRolloutNames(hidden: Map<string, string>): RolloutNames {
  let count = 0;
  const nameOf = (id: string): string => {
    const known = hidden.get(id);
    if (known !== undefined) return known;
    const name = `${id.startsWith('R') ? 'rollout' : 'worker'}-${++count}`;
    hidden.set(id, name);
    return name;
  };
  const steady = (random: Random): Random => ({
    next: () => random.next(),
    below: (below) => random.below(below),
    split: (label) => steady(random.split(label.replaceAll(DRAWN_ID, nameOf))),
  });
  return {
    notice(text) {
      for (const [id] of text.matchAll(DRAWN_ID)) nameOf(id);
    },
    steady,
  };
}
