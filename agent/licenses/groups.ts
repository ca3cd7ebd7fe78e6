import { isGlobMatch } from '../../core/model/glob.ts';
import { compare } from './balances.ts';
import type { PoolBalance } from './balances.ts';

/** What balances can be grouped by, as `--by` takes it. */
export const GROUPINGS = ['account', 'virtual-account', 'level', 'model', 'license'] as const;

/** One of {@link GROUPINGS}. */
export type Grouping = (typeof GROUPINGS)[number];

/** Stands where a license does not say what it is for. */
export const NOT_SAID = '(not said)';

const VALUE: Readonly<Record<Grouping, (row: PoolBalance) => string>> = {
  account: ({ account }) => account,
  'virtual-account': ({ virtualAccount }) => virtualAccount,
  level: ({ level }) => level ?? NOT_SAID,
  // A license that several model lines share counts once, under all of them.
  model: ({ models }) => (models.length === 0 ? NOT_SAID : models.join('/')),
  license: ({ license }) => license,
};

/** Balances that have the same values of what they are grouped by. */
export interface BalanceGroup {
  readonly by: Readonly<Partial<Record<Grouping, string>>>;
  readonly pools: number;
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  /** Sum of what is left in pools: what one has left does not cover what another lacks. */
  readonly available: number;
  /** Sum of what pools lack. */
  readonly short: number;
  readonly expires: string | null;
}

/** Adds balances up, in the order of their values. */
export function groupBalances(
  balances: readonly PoolBalance[],
  by: readonly Grouping[],
): readonly BalanceGroup[] {
  const groups = Map.groupBy(balances, (row) => JSON.stringify(by.map((name) => VALUE[name](row))));
  return [...groups]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([key, rows]) => {
      const values = JSON.parse(key) as readonly string[];
      const sum = (field: 'quantity' | 'inUse' | 'reserved' | 'available' | 'short'): number =>
        rows.reduce((total, row) => total + row[field], 0);
      const ends = rows.map(({ expires }) => expires).filter((end) => end !== null);
      return {
        by: Object.fromEntries(by.map((name, index) => [name, values[index] ?? ''])),
        pools: rows.length,
        quantity: sum('quantity'),
        inUse: sum('inUse'),
        reserved: sum('reserved'),
        available: sum('available'),
        short: sum('short'),
        expires: ends.toSorted()[0] ?? null,
      };
    });
}

/** What a view is narrowed to: globs, null for all. */
export interface BalanceFilter {
  readonly virtualAccount: string | null;
  readonly license: string | null;
  readonly level: string | null;
  readonly model: string | null;
  /** True: only pools that lack licenses. */
  readonly onlyShort: boolean;
}

/** Balances that pass a filter. */
export function filterBalances(
  balances: readonly PoolBalance[],
  { virtualAccount, license, level, model, onlyShort }: BalanceFilter,
): readonly PoolBalance[] {
  const fits = (glob: string | null, text: string): boolean => glob === null || isGlobMatch(glob, text);
  return balances.filter(
    (row) =>
      fits(virtualAccount, row.virtualAccount) &&
      fits(license, row.license) &&
      fits(level, row.level ?? NOT_SAID) &&
      (model === null || row.models.some((one) => isGlobMatch(model, one))) &&
      (!onlyShort || row.short > 0),
  );
}
