import { ALERTS } from './alert-kinds.ts';
import { usableAccount, usableVirtualAccount } from './decide-accounts.ts';
import type { ChangeOf } from './events.ts';
import { LIMITS, full } from './limits.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { ROLES } from './state.ts';
import type { LedgerState, ReportingPolicy, RoleGrant } from './state.ts';

/** Longest time a policy may give: ten years. */
const POLICY_DAYS_MAX = 3650;
const USER_CHARS_MAX = 100;

/** Makes a Virtual Account the default one: unassigned orders go there [D, S24]. */
export function decideDefault(
  state: LedgerState,
  domain: string,
  name: string,
): ChangeOf<'virtual-account-default'> | Refusal {
  const found = usableVirtualAccount(state, domain, name);
  return isRefusal(found) ? found : { type: 'virtual-account-default', domain: domain.toLowerCase(), name };
}

/** States all roles of a user; an empty list takes every role away. */
export function decideRoles(
  state: LedgerState,
  domain: string,
  user: string,
  roles: readonly RoleGrant[],
): ChangeOf<'roles-set'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  if (!/^[\w.@+-]+$/.test(user) || user.length > USER_CHARS_MAX)
    return refuse('name', 'A user needs a name.');
  for (const { role, virtualAccount } of roles) {
    if (!ROLES.includes(role)) return refuse('role', `There is no role '${role}'.`);
    if (role.startsWith('Smart Account') !== (virtualAccount === null)) {
      return refuse(
        'role',
        `'${role}' does not go with ${virtualAccount === null ? 'no' : 'a'} Virtual Account.`,
      );
    }
    if (virtualAccount !== null && !account.virtualAccounts.has(virtualAccount)) {
      return refuse('virtual-account-unknown', `There is no Virtual Account '${virtualAccount}'.`);
    }
  }
  const isNew = roles.length > 0 && !account.roles.has(user.toLowerCase());
  const beyond = isNew ? full(account.roles.size, LIMITS.users, 'users') : null;
  if (beyond !== null) return beyond;
  return { type: 'roles-set', domain: account.domain, user: user.toLowerCase(), roles };
}

/** The policy that goes out with acknowledgements from now on. */
export function decidePolicy(
  state: LedgerState,
  domain: string,
  policy: ReportingPolicy,
): ChangeOf<'policy-set'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  const days = [policy.perpetual, policy.subscription, policy.enforced, policy.exported].flatMap(
    ({ first, frequency, onChange }) => [first, frequency, onChange],
  );
  if (!days.every((value) => Number.isInteger(value) && value >= 0 && value <= POLICY_DAYS_MAX)) {
    return refuse('policy', `The days of a policy are whole numbers from 0 to ${POLICY_DAYS_MAX}.`);
  }
  return { type: 'policy-set', domain: account.domain, policy };
}

/** Raises an alert that no rule derives, or one that a rule derives, as if it did. */
export function decideAlert(
  state: LedgerState,
  domain: string,
  name: string,
  source: string,
): ChangeOf<'alert-raised'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  if (!ALERTS.some((alert) => alert.name === name))
    return refuse('alert-unknown', `There is no alert '${name}'.`);
  const beyond = full(account.alerts.size, LIMITS.alerts, 'raised alerts');
  if (beyond !== null) return beyond;
  return { type: 'alert-raised', domain: account.domain, id: `A${state.alertsMade + 1}`, name, source };
}

export function decideAlertClearing(
  state: LedgerState,
  domain: string,
  id: string,
): ChangeOf<'alert-cleared'> | Refusal {
  const account = usableAccount(state, domain);
  if (isRefusal(account)) return account;
  if (!account.alerts.has(id)) return refuse('alert-unknown', `There is no alert ${id} to clear.`);
  return { type: 'alert-cleared', domain: account.domain, id };
}
