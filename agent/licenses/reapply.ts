/** What `license reapply` plans from: the pools of a snapshot, and what a plan's switches lack. */
import type { BalanceRow } from '../../core/model/plan.ts';
import { planReapply } from '../../core/model/reapply.ts';
import type { ReapplyPlan, ReapplyPool } from '../../core/model/reapply.ts';
import { substitutionsOf } from '../../core/model/substitution.ts';
import { callsOf, movableOf } from '../../core/model/transfers.ts';
import type { TransferCall } from '../../core/model/transfers.ts';
import type { Snapshot } from '../accounts/index.ts';

/** The moves, and the calls that they are made by. */
export interface ReapplyWork {
  readonly plan: ReapplyPlan;
  readonly calls: readonly TransferCall[];
}

/** Plans from a snapshot. `waiting`: balances of a plan whose switches wait for licenses. */
export function reapplyWork(snapshot: Snapshot | null, waiting: readonly BalanceRow[]): ReapplyWork {
  const pools = snapshot?.pools ?? [];
  const substituted = substitutionsOf(pools);
  const own = pools.map((pool): ReapplyPool => {
    const { covered, lent } = substituted(pool);
    const inUse = pool.inUse - covered;
    return { ...pool, inUse, reserved: pool.reserved + lent, movable: movableOf(pool) };
  });
  const wanted = waiting
    .filter(({ account, short }) => short > 0 && account.toLowerCase() === snapshot?.account)
    .map(({ license, virtualAccount, inUseBefore, inUseAfter }): ReapplyPool => {
      const reserved = Math.max(0, inUseAfter - inUseBefore);
      return { license, virtualAccount, quantity: 0, inUse: 0, reserved };
    });
  const plan = planReapply([...own, ...wanted]);
  return { plan, calls: callsOf(plan.moves, pools) };
}
