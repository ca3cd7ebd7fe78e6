import type { ChangeOf } from './events.ts';
import { LIMITS, full } from './limits.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { findAccount } from './state.ts';
import type {
  AccountStatus,
  GoneAnswer,
  LedgerState,
  SmartAccountState,
  VirtualAccountState,
} from './state.ts';

/** Numeric ids begin here: six digits, as in every public sample. */
const ID_FIRST = 100_001;
/** Longest name of an account. */
const NAME_CHARS_MAX = 200;

export interface NewAccount {
  readonly domain: string;
  readonly name: string;
  readonly accountType?: 'CUSTOMER' | 'HOLDING';
  readonly status?: AccountStatus;
  readonly goneAnswer: GoneAnswer;
}

export function decideAccount(state: LedgerState, asked: NewAccount): ChangeOf<'account-opened'> | Refusal {
  const domain = asked.domain.toLowerCase();
  if (!/^[a-z0-9][a-z0-9.-]{0,252}$/.test(domain))
    return refuse('name', `"${asked.domain}" is not a domain.`);
  if (!isName(asked.name)) return refuse('name', 'An account needs a name.');
  if (state.accounts.has(domain))
    return refuse('account-exists', `There is a Smart Account ${domain} already.`);
  const beyond = full(state.accounts.size, LIMITS.accounts, 'Smart Accounts');
  if (beyond !== null) return beyond;
  return {
    type: 'account-opened',
    domain,
    id: ID_FIRST + state.idsMade,
    name: asked.name,
    accountType: asked.accountType ?? 'CUSTOMER',
    status: asked.status ?? 'active',
    goneAnswer: asked.goneAnswer,
  };
}

/** A deleted account stays deleted; every other state may follow every other. */
export function decideAccountStatus(
  state: LedgerState,
  domain: string,
  status: AccountStatus,
  goneAnswer?: GoneAnswer,
): ChangeOf<'account-status'> | Refusal {
  const account = findAccount(state, domain);
  if (account === undefined) return refuse('account-unknown', `There is no Smart Account ${domain}.`);
  if (account.status === 'deleted') return refuse('account-unavailable', `${account.domain} was deleted.`);
  return {
    type: 'account-status',
    domain: account.domain,
    status,
    goneAnswer: goneAnswer ?? account.goneAnswer,
  };
}

export interface NewVirtualAccount {
  readonly name: string;
  readonly description?: string;
  readonly access?: string;
  readonly isDefault?: boolean;
}

/** The first Virtual Account of an account is its default one. */
export function decideVirtualAccount(
  state: LedgerState,
  domain: string,
  asked: NewVirtualAccount,
): ChangeOf<'virtual-account-opened'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  if (!isName(asked.name)) return refuse('name', 'A Virtual Account needs a name.');
  if (account.virtualAccounts.has(asked.name)) {
    return refuse('virtual-account-exists', `There is a Virtual Account '${asked.name}' already.`);
  }
  const beyond = full(account.virtualAccounts.size, LIMITS.virtualAccounts, 'Virtual Accounts');
  if (beyond !== null) return beyond;
  return {
    type: 'virtual-account-opened',
    domain: account.domain,
    id: ID_FIRST + state.idsMade,
    name: asked.name,
    description: asked.description ?? '',
    access: asked.access ?? 'PUBLIC',
    isDefault: asked.isDefault === true || account.virtualAccounts.size === 0,
  };
}

/** Only an empty Virtual Account goes, unless another takes what it holds; never the default one (assumed, `reference/cssm.md` 3.2). */
export function decideVirtualAccountClosing(
  state: LedgerState,
  domain: string,
  name: string,
  transferTo: string | null,
): ChangeOf<'virtual-account-closed'> | Refusal {
  const found = usableVirtualAccount(state, domain, name);
  if (isRefusal(found)) return found;
  if (found.isDefault) return refuse('virtual-account-default', `'${name}' is the default Virtual Account.`);
  if (transferTo === null && !isEmpty(found)) {
    return refuse('virtual-account-not-empty', `'${name}' still holds licenses or product instances.`);
  }
  if (transferTo !== null) {
    if (transferTo === name)
      return refuse('virtual-account-unknown', `'${name}' cannot take its own content.`);
    const taker = usableVirtualAccount(state, domain, transferTo);
    if (isRefusal(taker)) return taker;
  }
  return { type: 'virtual-account-closed', domain: domain.toLowerCase(), name, transferTo };
}

/** The account, when it is there and active. */
export function usableAccount(state: LedgerState, domain: string): SmartAccountState | Refusal {
  const account = findAccount(state, domain);
  if (account === undefined || account.status === 'deleted') {
    return refuse('account-unknown', `There is no Smart Account ${domain}.`);
  }
  if (account.status !== 'active')
    return refuse('account-unavailable', `${account.domain} is ${account.status}.`);
  return account;
}

/** The Virtual Account, when it and its account are there and active. */
export function usableVirtualAccount(
  state: LedgerState,
  domain: string,
  name: string,
): VirtualAccountState | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  const found = account.virtualAccounts.get(name);
  return (
    found ?? refuse('virtual-account-unknown', `There is no Virtual Account '${name}' in ${account.domain}.`)
  );
}

function isEmpty(virtualAccount: VirtualAccountState): boolean {
  return (
    virtualAccount.lots.size === 0 &&
    virtualAccount.instances.size === 0 &&
    virtualAccount.reserved.size === 0
  );
}

function isName(text: string): boolean {
  return text.trim() !== '' && text.length <= NAME_CHARS_MAX && !/\p{Cc}/u.test(text);
}
