import type { Level } from '../../../../core/model/level.ts';
import type { DeviceState } from '../../model/state.ts';

/** Widths of the columns *current* and *type*; the table has changed over the releases. */
type Row = (current: string, type: string, next: string) => string;

/** 9300 of the 17.5-17.6 era: a tabulator in front of each column. */
const TABBED: Row = (current, type, next) => `${current.padEnd(20)}\t${type.padEnd(30)}\t ${next.padEnd(20)}`;
/** 16.9 to 17.12. */
const SPACED: Row = (current, type, next) => `${current.padEnd(24)}${type.padEnd(33)}${next.padEnd(20)}`;
/** 17.18; assumed from 17.15 on. */
const WIDE: Row = (current, type, next) => `${current.padEnd(24)}${type.padEnd(35)}${next}`;

const ROWS = { spaces: SPACED, tabs: TABBED, wide: WIDE } as const;

/**
 * The block `Technology Package License Information` of `show version`: the level in use, and the one that the next reload
 * takes, which is what running says, saved or not.
 */
export function technologyPackage(state: DeviceState): readonly string[] {
  const { release } = state.facts;
  const row = ROWS[release.packageTable];
  const current = state.level;
  const next = state.running.level;
  return [
    'Technology Package License Information: ',
    '',
    '------------------------------------------------------------------------------',
    'Technology-package                                     Technology-package',
    'Current                        Type                       Next reboot  ',
    '------------------------------------------------------------------------------',
    row(current?.network ?? 'None', 'Smart License', next?.network ?? 'None'),
    // The last column of the add-on's row is wider, but not in the newest table.
    row(
      current?.addon ?? 'None',
      'Subscription Smart License',
      (next?.addon ?? 'None').padEnd(row === WIDE ? 0 : 30),
    ),
    ...(release.hasAirLevel
      ? [`AIR License Level: ${airLevel(current)}`, `Next reload AIR license Level: ${airLevel(next)}`]
      : []),
  ];
}

function airLevel(level: Level | null): string {
  return level?.addon === 'dna-advantage' ? 'AIR DNA Advantage' : 'AIR DNA Essentials';
}
