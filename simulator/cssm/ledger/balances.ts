import { loansOf } from './substitution.ts';
import type { Loan } from './substitution.ts';
import type { Lot, VirtualAccountState } from './state.ts';

/** One license in one Virtual Account on one day. */
export interface Balance {
  readonly license: string;
  /** Owned on that day: lots that have begun and not ended. */
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  /** Covered by the level above, and given to the level below. */
  readonly borrowed: number;
  readonly lent: number;
  /** Quantity plus borrowed, minus in use, reserved and lent; negative in a shortage (assumed, `reference/cssm.md` 8). */
  readonly available: number;
  readonly isCompliant: boolean;
  /** What stands in for it. */
  readonly loans: readonly Loan[];
  /** Every lot of that license, ended ones too. */
  readonly lots: readonly Lot[];
}

/** True when the lot counts on that day; its first and last day do. */
export function isCurrent(lot: Lot, day: string): boolean {
  return (lot.start === null || lot.start <= day) && (lot.end === null || day <= lot.end);
}

/** Balances of every license that is owned, used or reserved there, by name. */
export function balances(virtualAccount: VirtualAccountState, day: string): readonly Balance[] {
  const { inUse, reserved } = virtualAccount;
  const lots = Map.groupBy(virtualAccount.lots.values(), (lot) => lot.license);
  const names = [...new Set([...lots.keys(), ...inUse.keys(), ...reserved.keys()])].toSorted();
  const owned = new Map(names.map((name) => [name, sumOf(lots.get(name) ?? [], day)]));
  const left = names.map(
    (name) => [name, (owned.get(name) ?? 0) - (inUse.get(name) ?? 0) - (reserved.get(name) ?? 0)] as const,
  );
  const loans = loansOf(new Map(left));
  return left.map(([license, own]) => {
    const mine = loans.filter((loan) => loan.license === license);
    const borrowed = mine.reduce((sum, loan) => sum + loan.quantity, 0);
    const lent = loans.reduce((sum, loan) => sum + (loan.substitute === license ? loan.quantity : 0), 0);
    const available = own + borrowed - lent;
    return {
      license,
      quantity: owned.get(license) ?? 0,
      inUse: inUse.get(license) ?? 0,
      reserved: reserved.get(license) ?? 0,
      borrowed,
      lent,
      available,
      isCompliant: available >= 0,
      loans: mine,
      lots: lots.get(license) ?? [],
    };
  });
}

/** Balance of one license there; all zero when it is not there. */
export function balanceOf(virtualAccount: VirtualAccountState, license: string, day: string): Balance {
  const found = balances(virtualAccount, day).find((balance) => balance.license === license);
  return found ?? { ...NOTHING, license };
}

const NOTHING = {
  quantity: 0,
  inUse: 0,
  reserved: 0,
  borrowed: 0,
  lent: 0,
  available: 0,
  isCompliant: true,
  loans: [],
  lots: [],
} as const;

function sumOf(lots: readonly Lot[], day: string): number {
  return lots.reduce((sum, lot) => sum + (isCurrent(lot, day) ? lot.quantity : 0), 0);
}
