/** Licenses at admission: what a balance covers is promised once, and an old balance covers nothing (I13). */
import type { PlanRow, PoolReading, Reservation } from '../../machine.ts';
import { createRoom, poolKey } from '../../model/fit.ts';
import type { PlanDevice } from '../../model/plan.ts';
import type { RolloutState } from './state.ts';

/** A balance older than this says nothing any more about what may be used. */
export const BALANCE_AGE_MS_MAX = 24 * 3_600_000;

/** What the change of a device adds; empty where its Virtual Account is not known. */
export function licensesNeeded({
  account,
  virtualAccount,
  added,
  licenses,
}: PlanDevice): readonly Reservation[] {
  if (account === null || virtualAccount === null) return [];
  return (added ?? licenses).map((entry) => ({ account, virtualAccount, ...entry }));
}

/** False: the plan said that nothing is counted, or that more may be used than is owned. */
function isCounted({ options }: RolloutState): boolean {
  return !options.withoutBalance && !options.allowOveruse;
}

/** Why nobody may begin: the balance of what `rows` need is too old; null when it is not. */
export function staleBalance(
  state: RolloutState,
  pools: readonly PoolReading[],
  rows: readonly PlanRow[],
): string | null {
  if (!isCounted(state)) return null;
  const needed = new Set(rows.flatMap((row) => licensesNeeded(row.body as PlanDevice)).map(poolKey));
  const old = pools.find((pool) => needed.has(poolKey(pool)) && pool.ageMs > BALANCE_AGE_MS_MAX);
  if (old === undefined) return null;
  const hours = Math.floor(old.ageMs / 3_600_000);
  return `the balance of ${old.account} is ${hours} hours old: retrieve it (liclab account sync ${old.account}), then resume`;
}

/** Serves rows in order; gives why one is not served, or null. A pool whose balance nobody knows was not counted by the plan either. */
export function createCounter(
  state: RolloutState,
  pools: readonly PoolReading[],
): (row: PlanRow) => string | null {
  const left = new Map(
    pools.map((pool) => [poolKey(pool), pool.quantity - pool.inUse - pool.reserved - pool.held]),
  );
  const room = createRoom(left);
  return (row) => {
    if (!isCounted(state)) return null;
    const needs = licensesNeeded(row.body as PlanDevice).filter((need) => left.has(poolKey(need)));
    const short = room.take(needs);
    if (short === null) return null;
    const { account, virtualAccount, license, quantity } = short.need;
    return `${account} / ${virtualAccount} has ${short.left} of "${license}" left, it needs ${quantity}`;
  };
}
