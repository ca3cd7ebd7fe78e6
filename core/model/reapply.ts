/** Plans transfers of licenses between the Virtual Accounts of one Smart Account, so that shortages end. */

/** Licenses of one name in one Virtual Account. */
export interface ReapplyPool {
  readonly virtualAccount: string;
  readonly license: string;
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  /** How many of them can be moved at all; absent: all. */
  readonly movable?: number;
}

/** One transfer. */
export interface Move {
  readonly license: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
}

/** A pool that moves touch, or that stays short: what it owns, and what it lacks, before and after. */
export interface MovedBalance {
  readonly license: string;
  readonly virtualAccount: string;
  readonly quantityBefore: number;
  readonly quantityAfter: number;
  readonly shortBefore: number;
  readonly shortAfter: number;
}

/** A plan of transfers; nothing of it is done. */
export interface ReapplyPlan {
  readonly moves: readonly Move[];
  readonly balances: readonly MovedBalance[];
  /** Licenses that stay missing: nobody has any left. */
  readonly uncovered: number;
  /** True when certainly no plan has fewer moves: each shortage ends with one. False: it may or may not be so. */
  readonly isFewest: boolean;
}

/** A pool whose quantity moves. `spare` is what it can give, or, negative, what it lacks. */
interface Side {
  readonly pool: ReapplyPool;
  readonly spareBefore: number;
  spare: number;
}

/**
 * Plans as few moves as it finds quickly: first donors that have exactly what is missing, then for each shortage, the largest
 * first, the donor it leaves least at; only a shortage no donor covers is put together from several. The least number is a
 * packing problem; the plan says when it is certainly reached. What is too little for all goes to the smallest shortages first, so
 * that the most Virtual Accounts are healed. No donor gives what it uses or has reserved. Time: n log n and n moves in an array.
 */
export function planReapply(pools: readonly ReapplyPool[]): ReapplyPlan {
  const byLicense = new Map<string, Side[]>();
  for (const pool of added(pools)) {
    const free = pool.quantity - pool.inUse - pool.reserved;
    const spare = free > 0 ? Math.min(free, pool.movable ?? free) : free;
    const side: Side = { pool, spareBefore: spare, spare };
    const others = byLicense.get(pool.license);
    if (others === undefined) byLicense.set(pool.license, [side]);
    else others.push(side);
  }
  const moves: Move[] = [];
  for (const sides of byLicense.values()) moveOne(sides, moves);
  const sides = [...byLicense.values()].flat();
  const shortages = sides.filter(({ spareBefore }) => spareBefore < 0);
  const uncovered = shortages.reduce((sum, { spare }) => sum - Math.min(0, spare), 0);
  const touched = sides.filter(({ spare, spareBefore }) => spare !== spareBefore || spare < 0);
  return {
    moves,
    balances: touched.map(balanceOf),
    uncovered,
    isFewest: uncovered === 0 && moves.length === shortages.length,
  };
}

/** Pools of one license in one Virtual Account as one. */
function added(pools: readonly ReapplyPool[]): readonly ReapplyPool[] {
  const byName = new Map<string, ReapplyPool>();
  for (const pool of pools) {
    const key = JSON.stringify([pool.license, pool.virtualAccount]);
    const same = byName.get(key);
    byName.set(
      key,
      same === undefined
        ? pool
        : {
            ...same,
            quantity: same.quantity + pool.quantity,
            inUse: same.inUse + pool.inUse,
            reserved: same.reserved + pool.reserved,
            movable: (same.movable ?? same.quantity) + (pool.movable ?? pool.quantity),
          },
    );
  }
  return [...byName.values()];
}

/** Plans the moves of one license. */
function moveOne(sides: readonly Side[], moves: Move[]): void {
  const donors = sides.filter(({ spare }) => spare > 0).toSorted((a, b) => a.spare - b.spare);
  const needy = chosen(sides, donors);
  const give = (to: Side, index: number): void => {
    const from = donors[index];
    if (from === undefined) return;
    donors.splice(index, 1);
    const quantity = Math.min(from.spare, -to.spare);
    from.spare -= quantity;
    to.spare += quantity;
    const { license, virtualAccount } = from.pool;
    moves.push({ license, from: virtualAccount, to: to.pool.virtualAccount, quantity });
    if (from.spare > 0) donors.splice(firstAtLeast(donors, from.spare), 0, from);
  };
  for (const to of needy) {
    const index = firstAtLeast(donors, -to.spare);
    if (donors[index]?.spare === -to.spare) give(to, index);
  }
  for (const to of needy) {
    // Past the end: no donor covers it, so the largest gives all that it has.
    while (to.spare < 0 && donors.length > 0)
      give(to, Math.min(firstAtLeast(donors, -to.spare), donors.length - 1));
  }
}

/** Shortages that get something, the largest first; where there is too little, the smallest ones and one that gets the rest. */
function chosen(sides: readonly Side[], donors: readonly Side[]): readonly Side[] {
  let left = donors.reduce((sum, { spare }) => sum + spare, 0);
  const ascending = sides.filter(({ spare }) => spare < 0).toSorted((a, b) => b.spare - a.spare);
  const getting: Side[] = [];
  for (const side of ascending) {
    if (left <= 0) break;
    left += side.spare;
    getting.push(side);
  }
  // The one that gets the rest comes last, after those that can be healed.
  const last = left < 0 ? getting.pop() : undefined;
  const largestFirst = getting.toReversed();
  return last === undefined ? largestFirst : [...largestFirst, last];
}

/** Index of the first donor with at least `spare`, in ascending order; the length when there is none. */
function firstAtLeast(donors: readonly Side[], spare: number): number {
  let low = 0;
  let high = donors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((donors[middle]?.spare ?? 0) < spare) low = middle + 1;
    else high = middle;
  }
  return low;
}

function balanceOf({ pool, spareBefore, spare }: Side): MovedBalance {
  return {
    license: pool.license,
    virtualAccount: pool.virtualAccount,
    quantityBefore: pool.quantity,
    quantityAfter: pool.quantity + spare - spareBefore,
    shortBefore: Math.max(0, -spareBefore),
    shortAfter: Math.max(0, -spare),
  };
}
