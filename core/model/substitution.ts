/** Licenses that stand in for others: CSSM lets free Advantage of a family cover missing Essentials. */

/** What of a pool matters here. */
export interface SubstitutingPool {
  readonly virtualAccount: string;
  readonly license: string;
  /** As CSSM lists them with the pool that is short; which pairs it makes is its own decision. */
  readonly substitutions: readonly {
    readonly license: string;
    readonly substituted: string;
    readonly quantity: number;
  }[];
}

/** Quantities of one pool. */
export interface Substituted {
  /** Missing here, and covered by others: no shortage. */
  readonly covered: number;
  /** Free here, and covering others: nothing to give away. */
  readonly lent: number;
}

const NOTHING: Substituted = { covered: 0, lent: 0 };

/** Gives the substitutions of each pool. Within one Virtual Account only (assumed). */
export function substitutionsOf(
  pools: readonly SubstitutingPool[],
): (pool: Pick<SubstitutingPool, 'virtualAccount' | 'license'>) => Substituted {
  const all = new Map<string, Substituted>();
  const add = (virtualAccount: string, license: string, more: Partial<Substituted>): void => {
    const key = JSON.stringify([virtualAccount, license]);
    const { covered, lent } = all.get(key) ?? NOTHING;
    all.set(key, { covered: covered + (more.covered ?? 0), lent: lent + (more.lent ?? 0) });
  };
  for (const { virtualAccount, license: own, substitutions } of pools) {
    for (const { license, substituted, quantity } of substitutions) {
      // Listed with the pool that is short; a list that repeats it with the lender counts once.
      if (license !== own) continue;
      add(virtualAccount, license, { covered: quantity });
      add(virtualAccount, substituted, { lent: quantity });
    }
  }
  return ({ virtualAccount, license }) => all.get(JSON.stringify([virtualAccount, license])) ?? NOTHING;
}
