import { moveInstance } from './apply-instances.ts';
import type { ChangeOf } from './events.ts';
import { CISCO_DEFAULT } from './policies.ts';
import { accountIn, virtualAccountIn } from './present.ts';
import type { LedgerState } from './state.ts';

export function applyAccountOpened(state: LedgerState, event: ChangeOf<'account-opened'>): void {
  const { id, domain, name, accountType, status, goneAnswer } = event;
  state.idsMade += 1;
  state.accounts.set(domain, {
    id,
    domain,
    name,
    type: accountType,
    status,
    goneAnswer,
    virtualAccounts: new Map(),
    policy: CISCO_DEFAULT,
    roles: new Map(),
    alerts: new Map(),
    onPrem: null,
  });
}

export function applyAccountStatus(state: LedgerState, event: ChangeOf<'account-status'>): void {
  const account = accountIn(state, event.domain);
  account.status = event.status;
  account.goneAnswer = event.goneAnswer;
}

export function applyVirtualAccountOpened(
  state: LedgerState,
  event: ChangeOf<'virtual-account-opened'>,
): void {
  const account = accountIn(state, event.domain);
  const { id, name, description, access, isDefault } = event;
  state.idsMade += 1;
  if (isDefault) for (const other of account.virtualAccounts.values()) other.isDefault = false;
  account.virtualAccounts.set(name, {
    id,
    name,
    description,
    access,
    isDefault,
    lots: new Map(),
    instances: new Set(),
    inUse: new Map(),
    reserved: new Map(),
  });
}

export function applyVirtualAccountClosed(
  state: LedgerState,
  event: ChangeOf<'virtual-account-closed'>,
): void {
  const account = accountIn(state, event.domain);
  if (event.transferTo !== null) {
    const from = virtualAccountIn(state, event.domain, event.name);
    const to = virtualAccountIn(state, event.domain, event.transferTo);
    for (const [id, lot] of from.lots) to.lots.set(id, lot);
    for (const uuid of from.instances) moveInstance(state, uuid, event.transferTo);
    // What was authorized to its instances moved with them; the rest was reserved there by itself.
    for (const [license, quantity] of from.reserved) {
      to.reserved.set(license, (to.reserved.get(license) ?? 0) + quantity);
    }
  }
  account.virtualAccounts.delete(event.name);
  for (const [user, grants] of account.roles) {
    const kept = grants.filter((grant) => grant.virtualAccount !== event.name);
    if (kept.length === grants.length) continue;
    if (kept.length === 0) account.roles.delete(user);
    else account.roles.set(user, kept);
  }
}
