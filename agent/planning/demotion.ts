import { formatLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import type { Refusal } from './draft.ts';
import { listDevices } from './words.ts';
import type { Changing } from './sort-out.ts';

const NETWORK_RANK = { 'network-essentials': 0, 'network-advantage': 1 } as const;
const ADDON_RANK = { 'dna-essentials': 1, 'dna-advantage': 2 } as const;

/** True when a change takes features away: a lower network level, or a lower or no add-on. */
export function isDemotion(from: Level, target: Level): boolean {
  const addon = (level: Level): number => (level.addon === null ? 0 : ADDON_RANK[level.addon]);
  return NETWORK_RANK[target.network] < NETWORK_RANK[from.network] || addon(target) < addon(from);
}

/** The refusal where switches would lose features without consent (F56). */
export function refuseFeatureLoss(
  changing: readonly Changing[],
  target: Level,
  isAccepted: boolean,
): readonly Refusal[] {
  const losing = changing.filter(({ from }) => isDemotion(from, target));
  if (losing.length === 0 || isAccepted) return [];
  const names = listDevices(losing.map(({ device }) => device.address.deviceId));
  return [
    {
      code: 'FEATURE_LOSS',
      text: `${formatLevel(target)} is less than ${names} ${losing.length === 1 ? 'has' : 'have'} now: configured features may stop working.`,
      hint: 'Consent with --accept-feature-loss.',
    },
  ];
}
