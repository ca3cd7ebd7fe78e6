import { assert } from '../../../core/errors.ts';
import {
  applyAccountOpened,
  applyAccountStatus,
  applyVirtualAccountClosed,
  applyVirtualAccountOpened,
} from './apply-accounts.ts';
import { applyAcknowledged, applyInstanceRemoved, applyReported, applyTrusted } from './apply-instances.ts';
import { applyDeposited, applyExpired, applyReserved, applyTransferred } from './apply-pools.ts';
import { applyTokenCreated, applyTokenRevoked } from './apply-tokens.ts';
import type { LedgerEvent } from './events.ts';
import type { LedgerState } from './state.ts';

/** Folds one event into the state, in place. The only way a ledger changes. */
export function apply(state: LedgerState, event: LedgerEvent): void {
  assert(event.seq === state.seq + 1, `event ${event.seq} after event ${state.seq}`);
  state.seq = event.seq;
  switch (event.type) {
    case 'account-opened':
      return applyAccountOpened(state, event);
    case 'account-status':
      return applyAccountStatus(state, event);
    case 'virtual-account-opened':
      return applyVirtualAccountOpened(state, event);
    case 'virtual-account-closed':
      return applyVirtualAccountClosed(state, event);
    case 'deposited':
      return applyDeposited(state, event);
    case 'expired':
      return applyExpired(state, event);
    case 'transferred':
      return applyTransferred(state, event);
    case 'reserved':
      return applyReserved(state, event);
    case 'token-created':
      return applyTokenCreated(state, event, event.at);
    case 'token-revoked':
      return applyTokenRevoked(state, event);
    case 'trusted':
      return applyTrusted(state, event, event.at);
    case 'reported':
      return applyReported(state, event, event.at);
    case 'acknowledged':
      return applyAcknowledged(state, event);
    case 'instance-removed':
      return applyInstanceRemoved(state, event);
  }
}
