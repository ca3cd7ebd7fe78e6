import { assert } from '../../../core/errors.ts';
import {
  applyAccountOpened,
  applyAccountStatus,
  applyVirtualAccountClosed,
  applyVirtualAccountOpened,
} from './apply-accounts.ts';
import {
  applyAcknowledged,
  applyAuthorized,
  applyInstanceRemoved,
  applyReported,
  applyTrusted,
  moveInstance,
} from './apply-instances.ts';
import {
  applyDeposited,
  applyExpired,
  applyReserved,
  applyTransferred,
  applyWithdrawn,
} from './apply-pools.ts';
import {
  applyAlertCleared,
  applyAlertRaised,
  applyDefault,
  applyOnPrem,
  applyPolicy,
  applyRoles,
} from './apply-settings.ts';
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
    case 'virtual-account-default':
      return applyDefault(state, event);
    case 'roles-set':
      return applyRoles(state, event);
    case 'policy-set':
      return applyPolicy(state, event);
    case 'alert-raised':
      return applyAlertRaised(state, event, event.at);
    case 'alert-cleared':
      return applyAlertCleared(state, event);
    case 'on-prem-set':
      return applyOnPrem(state, event);
    case 'withdrawn':
      return applyWithdrawn(state, event);
    case 'authorized':
      return applyAuthorized(state, event);
    case 'instance-moved':
      return moveInstance(state, event.uuid, event.to);
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
      return applyAcknowledged(state, event, event.at);
    case 'instance-removed':
      return applyInstanceRemoved(state, event);
  }
}
