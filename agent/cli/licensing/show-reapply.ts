import type { ReapplyPlan } from '../../../core/model/reapply.ts';
import type { Snapshot } from '../../accounts/index.ts';
import type { Output } from '../../output/index.ts';
import type { TransferEnd } from './run-transfers.ts';

/** Shows the moves, and the balances before and after. */
export function showReapply(output: Output, plan: ReapplyPlan): void {
  output.table(
    [
      { title: 'LICENSE', fit: 'cut' },
      { title: 'QUANTITY', align: 'right' },
      { title: 'FROM', fit: 'cut' },
      { title: 'TO', fit: 'cut' },
    ],
    plan.moves.map(({ license, quantity, from, to }) => [license, String(quantity), from, to]),
  );
  output.table(
    [
      { title: 'VIRTUAL ACCOUNT', fit: 'cut' },
      { title: 'LICENSE', fit: 'cut' },
      { title: 'OWNED' },
      { title: 'SHORT' },
    ],
    plan.balances.map((row) => [
      row.virtualAccount,
      row.license,
      `${row.quantityBefore} -> ${row.quantityAfter}`,
      { text: `${row.shortBefore} -> ${row.shortAfter}`, tone: row.shortAfter > 0 ? 'bad' : 'plain' },
    ]),
  );
}

/** Shows how the transfers ended. */
export function showTransfers(output: Output, transfers: readonly TransferEnd[]): void {
  output.table(
    [
      { title: 'LICENSE', fit: 'cut' },
      { title: 'QUANTITY', align: 'right' },
      { title: 'FROM', fit: 'cut' },
      { title: 'TO', fit: 'cut' },
      { title: 'STATE' },
      { title: 'MESSAGE', fit: 'wrap' },
    ],
    transfers.map(({ license, quantity, from, to, state, message }) => [
      license,
      String(quantity),
      from,
      to,
      { text: state, tone: state === 'MOVED' ? 'good' : 'bad' },
      message,
    ]),
  );
}

/** Balances that the plan named, as a snapshot shows them now. */
export function balancesNow(plan: ReapplyPlan, snapshot: Snapshot | null) {
  return plan.balances.map(({ license, virtualAccount }) => {
    const pools = (snapshot?.pools ?? []).filter(
      (pool) => pool.license === license && pool.virtualAccount === virtualAccount,
    );
    const sum = (field: 'quantity' | 'inUse' | 'reserved') =>
      pools.reduce((total, pool) => total + pool[field], 0);
    const quantity = sum('quantity');
    const short = Math.max(0, sum('inUse') + sum('reserved') - quantity);
    return { license, virtualAccount, quantity, short };
  });
}
