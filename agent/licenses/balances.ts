import type { Snapshot } from '../accounts/index.ts';

/** All licenses of one name in one Virtual Account. */
export interface PoolBalance {
  readonly license: string;
  readonly virtualAccount: string;
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  /** What is left, 0 at least: the sign of CSSM's own figure in a shortage is not public, so it is not used. */
  readonly available: number;
  readonly short: number;
  /** `PREPAID` or `USAGE`. */
  readonly billing: string;
  /** As CSSM says. */
  readonly compliant: boolean;
  /** The next day on which some of them end, or null. */
  readonly expires: string | null;
}

/** Balances of a snapshot by Virtual Account and license. */
export function balancesOf({ pools }: Snapshot): readonly PoolBalance[] {
  return pools
    .map(({ license, virtualAccount, quantity, inUse, reserved, billing, isCompliant, lots }) => ({
      license,
      virtualAccount,
      quantity,
      inUse,
      reserved,
      available: Math.max(0, quantity - inUse - reserved),
      short: Math.max(0, inUse + reserved - quantity),
      billing,
      compliant: isCompliant,
      expires:
        lots
          .map(({ end }) => end)
          .filter((end) => end !== null)
          .toSorted()[0] ?? null,
    }))
    .toSorted((a, b) => compare(a.virtualAccount, b.virtualAccount) || compare(a.license, b.license));
}

/** Order of code units: the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
