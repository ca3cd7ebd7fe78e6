import { usableAccount } from './decide-accounts.ts';
import type { ChangeOf } from './events.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { LedgerState, OnPremState } from './state.ts';

const DAY_MS = 86_400_000;
/** Days for which an On-Prem may synchronize by itself after somebody signed in [D, S30]. */
const SYNC_TOKEN_DAYS = 180;

/** Registers an On-Prem with the account; signing in and a first synchronization are part of it. */
export function decideOnPrem(
  state: LedgerState,
  domain: string,
  name: string,
  at: number,
): ChangeOf<'on-prem-set'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  if (name.trim() === '') return refuse('name', 'An On-Prem needs a name.');
  return onPremSet(account.domain, { name, authorizedAt: at, synchronizedAt: at });
}

/**
 * A synchronization: `manual` is somebody signing in and renews Cisco's token, `scheduled` needs one that is not older than 180
 * days (C27).
 */
export function decideSynchronization(
  state: LedgerState,
  domain: string,
  how: 'manual' | 'scheduled',
  at: number,
): ChangeOf<'on-prem-set'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  if (account.onPrem === null) return refuse('on-prem-unknown', `${account.domain} has no SSM On-Prem.`);
  if (how === 'scheduled' && hasLapsed(account.onPrem, at)) {
    return refuse(
      'token-expired',
      'The access token for scheduled synchronization has expired; sign in once.',
    );
  }
  const authorizedAt = how === 'manual' ? at : account.onPrem.authorizedAt;
  return onPremSet(account.domain, { ...account.onPrem, authorizedAt, synchronizedAt: at });
}

/** Backdates the last sign-in so that the token has just lapsed: what a fault asks for. */
export function decideLapse(
  state: LedgerState,
  domain: string,
  at: number,
): ChangeOf<'on-prem-set'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  if (account.onPrem === null) return refuse('on-prem-unknown', `${account.domain} has no SSM On-Prem.`);
  return onPremSet(account.domain, { ...account.onPrem, authorizedAt: at - SYNC_TOKEN_DAYS * DAY_MS - 1 });
}

/** True when scheduled synchronization fails. */
function hasLapsed(onPrem: OnPremState, at: number): boolean {
  return at - onPrem.authorizedAt > SYNC_TOKEN_DAYS * DAY_MS;
}

function onPremSet(domain: string, onPrem: OnPremState): ChangeOf<'on-prem-set'> {
  return { type: 'on-prem-set', domain, onPrem };
}
