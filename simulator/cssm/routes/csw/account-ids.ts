import { rightsOf } from '../rights.ts';
import type { Operation } from '../operation.ts';
import { told } from './envelope.ts';

/** Numbers of accounts and Virtual Accounts, as texts [W, S1]. */
export const getAccountIds: Operation = {
  name: 'getAccountIds',
  dialect: 'csw',
  method: 'GET',
  path: '/v2/accounts/search',
  about: 'nothing',
  run(call) {
    const { parts, user } = call;
    const accounts = [...parts.ledger.state.accounts.values()]
      .filter((account) => account.status === 'active' && rightsOf(account, user).isMember)
      .map((account) => ({
        account_id: String(account.id),
        domain: account.domain,
        name: account.name,
        virtual_accounts: [...account.virtualAccounts.values()]
          .filter(({ name }) => rightsOf(account, user).sees(name))
          .map(({ id, name, isDefault }) => ({ virtual_account_id: String(id), name, default: isDefault })),
      }));
    return told(call, 'COMPLETE', { accounts }, accounts.length);
  },
};
