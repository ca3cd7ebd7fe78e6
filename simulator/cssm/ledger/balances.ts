import type { Lot, VirtualAccountState } from './state.ts';

/** One license in one Virtual Account on one day. */
export interface Balance {
  readonly license: string;
  /** Owned on that day: lots that have begun and not ended. */
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  /** Quantity minus in use minus reserved; negative in a shortage (assumed, `reference/cssm.md` 8). */
  readonly available: number;
  readonly isCompliant: boolean;
  /** Every lot of that license, ended ones too. */
  readonly lots: readonly Lot[];
}

/** True when the lot counts on that day; its first and last day do. */
export function isCurrent(lot: Lot, day: string): boolean {
  return (lot.start === null || lot.start <= day) && (lot.end === null || day <= lot.end);
}

/** Balances of every license that is owned, used or reserved there, by name. */
export function balances(virtualAccount: VirtualAccountState, day: string): readonly Balance[] {
  const lots = Map.groupBy(virtualAccount.lots.values(), (lot) => lot.license);
  const names = new Set([...lots.keys(), ...virtualAccount.inUse.keys(), ...virtualAccount.reserved.keys()]);
  return [...names]
    .toSorted()
    .map((license) => balance(virtualAccount, license, lots.get(license) ?? [], day));
}

/** Balance of one license there. */
export function balanceOf(virtualAccount: VirtualAccountState, license: string, day: string): Balance {
  const lots = [...virtualAccount.lots.values()].filter((lot) => lot.license === license);
  return balance(virtualAccount, license, lots, day);
}

function balance(
  virtualAccount: VirtualAccountState,
  license: string,
  lots: readonly Lot[],
  day: string,
): Balance {
  let quantity = 0;
  for (const lot of lots) if (isCurrent(lot, day)) quantity += lot.quantity;
  const inUse = virtualAccount.inUse.get(license) ?? 0;
  const reserved = virtualAccount.reserved.get(license) ?? 0;
  const available = quantity - inUse - reserved;
  return { license, quantity, inUse, reserved, available, isCompliant: available >= 0, lots };
}
