import { licenseKind } from '../../core/model/license-kind.ts';
import { DAY_MS, dayNumber } from '../../core/model/license-terms.ts';
import { substitutionsOf } from '../../core/model/substitution.ts';
import type { PoolLot } from '../../core/wire/cssm/index.ts';
import type { Snapshot } from '../accounts/index.ts';

/** All licenses of one name in one Virtual Account. */
export interface PoolBalance {
  readonly account: string;
  readonly license: string;
  readonly virtualAccount: string;
  /** Level or add-on that it is for, e.g. `dna-advantage`; null: its name does not say. */
  readonly level: string | null;
  /** Model families, e.g. `C9300`; empty: its name does not say. */
  readonly models: readonly string[];
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  /** Bought and not deposited yet, as CSSM says. */
  readonly pending: number;
  /**
   * What is left and covers nothing else, 0 at least: the sign of CSSM's own figure in a shortage is not public, so it is not
   * used.
   */
  readonly available: number;
  /** Missing, and covered by a higher level in the same Virtual Account, as CSSM says. */
  readonly covered: number;
  /** Missing, and covered by nothing. */
  readonly short: number;
  /** `PREPAID` or `USAGE`. */
  readonly billing: string;
  /** As CSSM says. */
  readonly compliant: boolean;
  /** The next day on which some of them end, or null; a day that is over is none. */
  readonly expires: string | null;
  /** What was bought, with its dates. */
  readonly terms: readonly PoolLot[];
}

/** Balances of a snapshot by Virtual Account and license. */
export function balancesOf({ account, pools }: Snapshot, nowMs: number): readonly PoolBalance[] {
  const today = Math.floor(nowMs / DAY_MS);
  const substituted = substitutionsOf(pools);
  return pools
    .map(({ license, virtualAccount, quantity, inUse, reserved, ...pool }) => {
      const { covered, lent } = substituted({ virtualAccount, license });
      return {
        account,
        license,
        virtualAccount,
        ...licenseKind(license),
        quantity,
        inUse,
        reserved,
        // Snapshots of an earlier release have no such figure.
        pending: pool.pending ?? 0,
        available: Math.max(0, quantity - inUse - reserved - lent),
        covered,
        // What is billed by use cannot run short (assumed: no sample shows one).
        short: pool.billing === 'USAGE' ? 0 : Math.max(0, inUse + reserved - quantity - covered),
        billing: pool.billing,
        compliant: pool.isCompliant,
        expires:
          pool.lots
            .map(({ end }) => end)
            .filter((end): end is string => end !== null && (dayNumber(end) ?? -1) >= today)
            .toSorted()[0] ?? null,
        terms: pool.lots,
      };
    })
    .toSorted((a, b) => compare(a.virtualAccount, b.virtualAccount) || compare(a.license, b.license));
}

/** Order of code units: the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
