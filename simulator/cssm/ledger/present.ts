/** Lookups of what an event names: its being there was decided before the event was made, so its absence is a defect. */
import { assert } from '../../../core/errors.ts';
import { findAccount } from './state.ts';
import type { InstanceState, LedgerState, Lot, SmartAccountState, VirtualAccountState } from './state.ts';

export function accountIn(state: LedgerState, domain: string): SmartAccountState {
  const account = findAccount(state, domain);
  assert(account !== undefined, `no account ${domain}`);
  return account;
}

export function virtualAccountIn(state: LedgerState, domain: string, name: string): VirtualAccountState {
  const found = accountIn(state, domain).virtualAccounts.get(name);
  assert(found !== undefined, `no Virtual Account ${name} in ${domain}`);
  return found;
}

export function lotIn(virtualAccount: VirtualAccountState, id: string): Lot {
  const lot = virtualAccount.lots.get(id);
  assert(lot !== undefined, `no lot ${id}`);
  return lot;
}

export function instanceIn(state: LedgerState, uuid: string): InstanceState {
  const instance = state.instances.get(uuid);
  assert(instance !== undefined, `no instance ${uuid}`);
  return instance;
}
