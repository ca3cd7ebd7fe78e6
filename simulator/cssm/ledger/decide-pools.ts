import { balanceOf, isCurrent } from './balances.ts';
import { addDays, isDay } from './days.ts';
import { usableVirtualAccount } from './decide-accounts.ts';
import type { ChangeOf, LotPiece } from './events.ts';
import { LIMITS, full } from './limits.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { LedgerState, Lot, LotType } from './state.ts';

/** Largest quantity of one lot. */
const QUANTITY_MAX = 10_000_000;

export interface NewLot {
  readonly license: string;
  readonly type: LotType;
  readonly quantity: number;
  readonly start: string | null;
  readonly end: string | null;
  /** Sold as a subscription, with an id; default: every term is. */
  readonly isSubscription?: boolean;
}

/** Puts bought licenses into a Virtual Account. */
export function decideDeposit(
  state: LedgerState,
  domain: string,
  virtualAccount: string,
  asked: NewLot,
): ChangeOf<'deposited'> | Refusal {
  const found = usableVirtualAccount(state, domain, virtualAccount);
  if (isRefusal(found)) return found;
  const { license, type, quantity, start, end } = asked;
  if (license.trim() === '') return refuse('license-unknown', 'A deposit needs the name of a license.');
  if (!isQuantity(quantity)) return refuse('quantity', `A deposit takes 1 to ${QUANTITY_MAX} licenses.`);
  if ((start !== null && !isDay(start)) || (end !== null && !isDay(end))) {
    return refuse('day', 'Days are written 2026-01-31.');
  }
  if (start !== null && end !== null && end < start)
    return refuse('day', 'The last day is before the first.');
  const beyond = full(found.lots.size, LIMITS.lots, 'lots');
  if (beyond !== null) return beyond;
  const id = lotId(state, 0);
  const subscription = (asked.isSubscription ?? type === 'TERM') ? `Sub${id.slice(1)}` : null;
  const lot: Lot = { id, license, type, quantity, start, end, subscription };
  return { type: 'deposited', domain: domain.toLowerCase(), virtualAccount, lot };
}

/**
 * Ends the current lots of a license that have a last day: yesterday was it, or a day to come when `inDays` says how many days
 * are left.
 */
export function decideExpiry(
  state: LedgerState,
  domain: string,
  virtualAccount: string,
  license: string,
  today: string,
  inDays = -1,
): ChangeOf<'expired'> | Refusal {
  const found = usableVirtualAccount(state, domain, virtualAccount);
  if (isRefusal(found)) return found;
  const lots = [...found.lots.values()]
    .filter((lot) => lot.license === license && lot.end !== null && isCurrent(lot, today))
    .map((lot) => lot.id);
  if (lots.length === 0) {
    return refuse('license-unknown', `'${virtualAccount}' has no '${license}' with a last day.`);
  }
  return { type: 'expired', domain: domain.toLowerCase(), virtualAccount, lots, end: addDays(today, inDays) };
}

export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly license: string;
  readonly type: LotType;
  readonly quantity: number;
}

/**
 * Moves licenses to another Virtual Account of the same Smart Account, those that end last first (`LONGEST_TERM_FIRST`). What
 * is in use or reserved stays.
 */
export function decideTransfer(
  state: LedgerState,
  domain: string,
  asked: Transfer,
  today: string,
): ChangeOf<'transferred'> | Refusal {
  const from = usableVirtualAccount(state, domain, asked.from);
  if (isRefusal(from)) return from;
  const to = usableVirtualAccount(state, domain, asked.to);
  if (isRefusal(to)) return to;
  if (from === to)
    return refuse('virtual-account-unknown', 'Source and target are the same Virtual Account.');
  if (!isQuantity(asked.quantity)) return refuse('quantity', 'The quantity is not a whole number above 0.');
  const { available, lots } = balanceOf(from, asked.license, today);
  const usable = lots
    .filter((lot) => lot.type === asked.type && isCurrent(lot, today))
    .toSorted(longestFirst);
  if (lots.length === 0) {
    return refuse('license-unknown', `'${asked.from}' has no license '${asked.license}'.`);
  }
  const owned = usable.reduce((sum, lot) => sum + lot.quantity, 0);
  const free = Math.max(0, Math.min(available, owned));
  if (asked.quantity > free) {
    return refuse(
      'too-few',
      `'${asked.from}' has ${free} of '${asked.license}' to give, not ${asked.quantity}.`,
    );
  }
  return {
    type: 'transferred',
    domain: domain.toLowerCase(),
    from: asked.from,
    to: asked.to,
    pieces: cut(state, usable, asked.quantity),
  };
}

/** Takes licenses back out of one lot, as when an order is cancelled: even those in use, so that there is a shortage. */
export function decideWithdrawal(
  state: LedgerState,
  domain: string,
  virtualAccount: string,
  license: string,
  quantity: number,
  today: string,
): ChangeOf<'withdrawn'> | Refusal {
  const found = usableVirtualAccount(state, domain, virtualAccount);
  if (isRefusal(found)) return found;
  if (!isQuantity(quantity)) return refuse('quantity', 'The quantity is not a whole number above 0.');
  const [lot] = [...found.lots.values()]
    .filter((one) => one.license === license && isCurrent(one, today))
    .toSorted((a, b) => b.quantity - a.quantity);
  if (lot === undefined) return refuse('license-unknown', `'${virtualAccount}' has no license '${license}'.`);
  if (lot.quantity < quantity) {
    return refuse('too-few', `The largest lot of '${license}' there has ${lot.quantity}, not ${quantity}.`);
  }
  return { type: 'withdrawn', domain: domain.toLowerCase(), virtualAccount, lot: lot.id, quantity };
}

/** States how many of a license are reserved there now; 0 ends the reservation. */
export function decideReservation(
  state: LedgerState,
  domain: string,
  virtualAccount: string,
  license: string,
  quantity: number,
): ChangeOf<'reserved'> | Refusal {
  const found = usableVirtualAccount(state, domain, virtualAccount);
  if (isRefusal(found)) return found;
  if (quantity !== 0 && !isQuantity(quantity))
    return refuse('quantity', 'The quantity is not a whole number.');
  const held = [...found.instances].reduce((sum, uuid) => sum + authorizedTo(state, uuid, license), 0);
  if (quantity < held)
    return refuse('quantity', `${held} of '${license}' are authorized to product instances.`);
  return { type: 'reserved', domain: domain.toLowerCase(), virtualAccount, license, quantity };
}

function authorizedTo(state: LedgerState, uuid: string, license: string): number {
  const rows = state.instances.get(uuid)?.authorized ?? [];
  return rows.find((row) => row.license === license)?.quantity ?? 0;
}

function cut(state: LedgerState, lots: readonly Lot[], quantity: number): readonly LotPiece[] {
  const pieces: LotPiece[] = [];
  let left = quantity;
  for (const lot of lots) {
    if (left === 0) break;
    const taken = Math.min(left, lot.quantity);
    pieces.push({ lot: lot.id, quantity: taken, as: lotId(state, pieces.length) });
    left -= taken;
  }
  return pieces;
}

function longestFirst(a: Lot, b: Lot): number {
  if (a.end === b.end) return a.id < b.id ? -1 : 1;
  if (a.end === null || b.end === null) return a.end === null ? -1 : 1;
  return a.end < b.end ? 1 : -1;
}

function lotId(state: LedgerState, offset: number): string {
  return `L${String(state.lotsMade + offset + 1).padStart(6, '0')}`;
}

function isQuantity(quantity: number): boolean {
  return Number.isInteger(quantity) && quantity > 0 && quantity <= QUANTITY_MAX;
}
