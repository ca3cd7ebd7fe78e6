import type { ChangeOf } from './events.ts';
import { accountIn, virtualAccountIn } from './present.ts';
import type { LedgerState } from './state.ts';

export function applyDefault(state: LedgerState, event: ChangeOf<'virtual-account-default'>): void {
  const { virtualAccounts } = accountIn(state, event.domain);
  for (const other of virtualAccounts.values()) other.isDefault = false;
  virtualAccountIn(state, event.domain, event.name).isDefault = true;
}

export function applyRoles(state: LedgerState, event: ChangeOf<'roles-set'>): void {
  const { roles } = accountIn(state, event.domain);
  if (event.roles.length === 0) roles.delete(event.user);
  else roles.set(event.user, event.roles);
}

export function applyPolicy(state: LedgerState, event: ChangeOf<'policy-set'>): void {
  accountIn(state, event.domain).policy = event.policy;
}

export function applyAlertRaised(state: LedgerState, event: ChangeOf<'alert-raised'>, at: number): void {
  const { id, name, source, domain } = event;
  state.alertsMade += 1;
  accountIn(state, domain).alerts.set(id, { id, name, source, raisedAt: at });
}

export function applyAlertCleared(state: LedgerState, event: ChangeOf<'alert-cleared'>): void {
  accountIn(state, event.domain).alerts.delete(event.id);
}

export function applyOnPrem(state: LedgerState, event: ChangeOf<'on-prem-set'>): void {
  accountIn(state, event.domain).onPrem = event.onPrem;
}
