import type { ChangeOf } from './events.ts';
import { lotIn, virtualAccountIn } from './present.ts';
import type { LedgerState } from './state.ts';

export function applyDeposited(state: LedgerState, event: ChangeOf<'deposited'>): void {
  state.lotsMade += 1;
  virtualAccountIn(state, event.domain, event.virtualAccount).lots.set(event.lot.id, event.lot);
}

export function applyExpired(state: LedgerState, event: ChangeOf<'expired'>): void {
  const { lots } = virtualAccountIn(state, event.domain, event.virtualAccount);
  for (const id of event.lots) {
    const lot = lots.get(id);
    if (lot !== undefined) lots.set(id, { ...lot, end: event.end });
  }
}

export function applyWithdrawn(state: LedgerState, event: ChangeOf<'withdrawn'>): void {
  const holder = virtualAccountIn(state, event.domain, event.virtualAccount);
  const lot = lotIn(holder, event.lot);
  if (lot.quantity === event.quantity) holder.lots.delete(lot.id);
  else holder.lots.set(lot.id, { ...lot, quantity: lot.quantity - event.quantity });
}

export function applyTransferred(state: LedgerState, event: ChangeOf<'transferred'>): void {
  const from = virtualAccountIn(state, event.domain, event.from);
  const to = virtualAccountIn(state, event.domain, event.to);
  for (const { lot: id, quantity, as } of event.pieces) {
    const lot = lotIn(from, id);
    state.lotsMade += 1;
    if (lot.quantity === quantity) from.lots.delete(id);
    else from.lots.set(id, { ...lot, quantity: lot.quantity - quantity });
    to.lots.set(as, { ...lot, id: as, quantity });
  }
}

export function applyReserved(state: LedgerState, event: ChangeOf<'reserved'>): void {
  const { reserved } = virtualAccountIn(state, event.domain, event.virtualAccount);
  if (event.quantity === 0) reserved.delete(event.license);
  else reserved.set(event.license, event.quantity);
}
