/** From planned moves to calls: each has one type of license, and at most what CSSM takes at once. */
import { type MovableType, TRANSFER_MAX } from '../ports/licensing.ts';
import type { Move } from './reapply.ts';

/** One call. */
export interface TransferCall extends Move {
  readonly type: MovableType;
}

/** Licenses of one name in one Virtual Account, by purchase; those that are not active are not counted. */
export interface Stock {
  readonly virtualAccount: string;
  readonly license: string;
  readonly lots: readonly { readonly type: string; readonly quantity: number; readonly status: string }[];
}

const TYPES: readonly MovableType[] = ['TERM', 'PERPETUAL'];

/** What of a stock can be moved, of one type or of all. */
export function movableOf({ lots }: Pick<Stock, 'lots'>, types: readonly string[] = TYPES): number {
  return lots
    .filter(({ type, status }) => types.includes(type) && status === 'ACTIVE')
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/**
 * Calls in the order of the moves. A type that covers a whole move is taken alone; else the larger one gives first. What no lot
 * covers is left out: the plan counted only what can be moved.
 */
export function callsOf(moves: readonly Move[], stocks: readonly Stock[]): readonly TransferCall[] {
  const left = new Map<string, Record<MovableType, number>>();
  for (const stock of stocks) {
    const key = keyOf(stock.virtualAccount, stock.license);
    const known = left.get(key) ?? { TERM: 0, PERPETUAL: 0 };
    for (const type of TYPES) known[type] += movableOf(stock, [type]);
    left.set(key, known);
  }
  return moves.flatMap((move) => {
    const stock = left.get(keyOf(move.from, move.license));
    return stock === undefined ? [] : callsOfOne(move, stock);
  });
}

function callsOfOne(move: Move, stock: Record<MovableType, number>): TransferCall[] {
  const whole = TYPES.find((type) => stock[type] >= move.quantity);
  const order = whole === undefined ? TYPES.toSorted((a, b) => stock[b] - stock[a]) : [whole];
  const calls: TransferCall[] = [];
  let missing = move.quantity;
  for (const type of order) {
    while (missing > 0 && stock[type] > 0) {
      const quantity = Math.min(missing, stock[type], TRANSFER_MAX);
      stock[type] -= quantity;
      missing -= quantity;
      calls.push({ ...move, type, quantity });
    }
  }
  return calls;
}

const keyOf = (virtualAccount: string, license: string): string => JSON.stringify([virtualAccount, license]);
