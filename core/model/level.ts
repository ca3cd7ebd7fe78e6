/** Network license level of a Catalyst 9000 switch (perpetual). `Cisco-IOS-XE-license` names. */
export type NetworkLevel = 'network-essentials' | 'network-advantage';

/** Add-on subscription. */
export type Addon = 'dna-essentials' | 'dna-advantage';

/** A license level with its add-on, as `license boot level` takes it. */
export interface Level {
  readonly network: NetworkLevel;
  readonly addon: Addon | null;
}

/** Every level a Catalyst 9000 accepts; `network-essentials` with `dna-advantage` is refused by the schema (17.15.1, yanglint). */
export const LEVELS: readonly Level[] = [
  { network: 'network-essentials', addon: null },
  { network: 'network-essentials', addon: 'dna-essentials' },
  { network: 'network-advantage', addon: null },
  { network: 'network-advantage', addon: 'dna-essentials' },
  { network: 'network-advantage', addon: 'dna-advantage' },
];

/** True when the pair is one a switch accepts. */
export function isLevelAllowed(level: Level): boolean {
  return LEVELS.some((allowed) => isSameLevel(allowed, level));
}

/** True when both name the same level and add-on. */
export function isSameLevel(a: Level, b: Level): boolean {
  return a.network === b.network && a.addon === b.addon;
}

/** The level as a person and the CLI write it, e.g. `network-advantage addon dna-advantage`. */
export function formatLevel(level: Level): string {
  return level.addon === null ? level.network : `${level.network} addon ${level.addon}`;
}

/** Reads `network-advantage`, `network-advantage addon dna-advantage`, or `network-advantage+dna-advantage`; null when it is no level. */
export function parseLevel(text: string): Level | null {
  const [network, addon, ...rest] = text.trim().split(/\s+addon\s+|\+|\s+/);
  if (rest.length > 0) return null;
  const found = LEVELS.find((level) => level.network === network && level.addon === (addon ?? null));
  return found ?? null;
}
