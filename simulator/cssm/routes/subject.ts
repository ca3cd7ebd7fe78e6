/** The account and Virtual Account that a request is about: by name in the path, by number in X-CSW headers, at On-Prem by name. */
import { findAccount } from '../ledger/index.ts';
import type { LedgerState, SmartAccountState, VirtualAccountState } from '../ledger/index.ts';
import type { CssmRequest } from './http.ts';
import type { Matched } from './router.ts';

export const ACCOUNT_HEADER = 'x-csw-smart-account-id';
export const VIRTUAL_ACCOUNT_HEADER = 'x-csw-virtual-account-id';
export const SYSTEM_HEADER = 'x-csw-requesting-system';

/** What a request is about. */
export interface Subject {
  /** As the request names it; for the answer when there is none. */
  readonly said: string;
  readonly account: SmartAccountState | undefined;
}

/** Null for a request about no account. */
export function subjectOf(
  state: LedgerState,
  request: CssmRequest,
  { operation, path }: Matched,
  isOnPrem: boolean,
): Subject | null {
  if (operation.about === 'nothing') return null;
  if (operation.about === 'pool') {
    const said = request.headers[ACCOUNT_HEADER] ?? '';
    return { said, account: accountById(state, said) };
  }
  const said = path['domain'] ?? '';
  return { said, account: isOnPrem ? onPremAccount(state, said) : findAccount(state, said) };
}

/** The Virtual Account of that number; undefined when it was deleted or never was. */
export function virtualAccountById(account: SmartAccountState, id: string): VirtualAccountState | undefined {
  return account.virtualAccounts.values().find((row) => String(row.id) === id);
}

function accountById(state: LedgerState, id: string): SmartAccountState | undefined {
  return state.accounts.values().find((account) => String(account.id) === id);
}

/** An On-Prem knows its local accounts by name, and only those that it mirrors. */
function onPremAccount(state: LedgerState, name: string): SmartAccountState | undefined {
  return state.accounts.values().find((account) => account.name === name && account.onPrem !== null);
}
