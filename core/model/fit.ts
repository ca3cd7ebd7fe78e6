/** Who can be given licenses out of what is left: in order, nobody is served twice, nothing is promised twice. */

/** A pool by its place and name. */
export interface PoolName {
  readonly account: string;
  readonly virtualAccount: string;
  /** Name as CSSM lists it. */
  readonly license: string;
}

/** A quantity that somebody needs from a pool. */
export interface Need extends PoolName {
  readonly quantity: number;
}

/** One text per pool; letter case and spaces do not count. */
export function poolKey({ account, virtualAccount, license }: PoolName): string {
  const folded = [account, virtualAccount, license].map((text) =>
    text.trim().toLowerCase().split(/\s+/).join(' '),
  );
  return JSON.stringify(folded);
}

/** What is left per pool; taking from it is remembered. */
export interface Room {
  /** Takes all needs or none; gives the first that is not covered, with what is left of it, or null. */
  take(needs: readonly Need[]): { readonly need: Need; readonly left: number } | null;
}

/** Room from what is left per {@link poolKey}; a pool that is not there has nothing left. */
export function createRoom(left: ReadonlyMap<string, number>): Room {
  const rest = new Map(left);
  return {
    take(needs) {
      const wanted = new Map<string, number>();
      for (const need of needs) {
        const key = poolKey(need);
        const sum = (wanted.get(key) ?? 0) + need.quantity;
        const has = Math.max(0, rest.get(key) ?? 0);
        if (need.quantity > 0 && sum > has) return { need, left: has };
        wanted.set(key, sum);
      }
      for (const [key, quantity] of wanted) rest.set(key, (rest.get(key) ?? 0) - quantity);
      return null;
    },
  };
}
