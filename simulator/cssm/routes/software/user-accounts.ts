import { rightsOf } from '../rights.ts';
import { assumed } from '../http.ts';
import type { Operation } from '../operation.ts';
import { failure } from '../v1/envelope.ts';

/** Accounts of a user [C, S8]; only `domain` is public of the inner fields. `addRoleDipslayName` is spelt so in the service. */
export const searchUserAccounts: Operation = {
  name: 'searchUserSmartAccounts',
  dialect: 'software',
  method: 'GET',
  path: '/accounts/v1/user/search-smart-accounts',
  about: 'nothing',
  run({ parts, query }) {
    const userId = query.get('userId') ?? '';
    if (userId === '') return failure('userId is required.');
    const only = query.get('smartAccountDomain')?.toLowerCase();
    const accounts = [...parts.ledger.state.accounts.values()]
      .filter((account) => account.status === 'active' && rightsOf(account, userId).isMember)
      .filter(({ domain }) => only === undefined || domain === only)
      .map((account) => ({
        domain: account.domain,
        name: account.name,
        ...(query.get('addRoleDipslayName') === 'true'
          ? { roles: account.roles.get(userId.toLowerCase())?.map(({ role }) => role) ?? [] }
          : {}),
        ...(query.get('addVirtualAccounts') === 'true'
          ? { virtualAccounts: [...account.virtualAccounts.values()].map(({ name }) => ({ name })) }
          : {}),
      }));
    return { response: assumed({ accounts }), rows: accounts.length };
  },
};
