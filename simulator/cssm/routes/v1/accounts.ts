import type { AccountStatus, SmartAccountState } from '../../ledger/index.ts';
import { rightsOf } from '../rights.ts';
import { failure, success } from './envelope.ts';
import type { Operation } from '../operation.ts';
import { pagingOf } from './page.ts';

/** `Active` is the only literal that is public; the others are assumed (`reference/cssm.md` 8). */
const STATUS: Readonly<Record<Exclude<AccountStatus, 'deleted'>, string>> = {
  pending: 'Pending',
  active: 'Active',
  deactivated: 'Deactivated',
};
const SEARCH_MAX = 1000;

/** `GET /v2/accounts`: no account ids in it; accounts in which the user has a role [C, S7, S12]. */
export const listAccounts: Operation = {
  name: 'listMySmartAccounts',
  dialect: 'v1',
  method: 'GET',
  path: '/v2/accounts',
  about: 'nothing',
  run({ parts, user }) {
    const mine = present(parts.ledger.state.accounts.values()).filter(
      (account) => rightsOf(account, user).isMember,
    );
    const accounts = mine.map((account) => ({
      accountName: account.name,
      accountDomain: account.domain,
      accountStatus: statusOf(account),
      accountType: account.type,
      roles: rolesOf(account, user),
    }));
    return success({ accounts }, accounts.length);
  },
};

/** `GET /v1/accounts/search`: matches a part of the domain; ids are numbers here [C, S7]. */
export const searchAccounts: Operation = {
  name: 'searchSmartAccounts',
  dialect: 'v1',
  method: 'GET',
  path: '/v1/accounts/search',
  about: 'nothing',
  run(call) {
    const page = pagingOf(call.query, SEARCH_MAX);
    if (page === null) return failure('limit and offset must be whole numbers.');
    const part = (call.query.get('domain') ?? '').toLowerCase();
    const type = call.query.get('type');
    const found = present(call.parts.ledger.state.accounts.values()).filter(
      (account) => account.domain.includes(part) && (type === null || account.type === type),
    );
    const accounts = found.slice(page.offset, page.offset + page.limit).map((account) => ({
      domain: account.domain,
      name: account.name,
      id: account.id,
      type: account.type,
      status: statusOf(account),
    }));
    return success({ totalRecords: found.length, accounts }, accounts.length);
  },
};

function present(accounts: Iterable<SmartAccountState>): readonly SmartAccountState[] {
  return [...accounts].filter((account) => account.status !== 'deleted');
}

/** Roles as the ledger has them; of a service one role, which is our choice among those seen. */
function rolesOf(account: SmartAccountState, user: string | null): readonly object[] {
  if (user === null) return [{ role: 'Smart Account User' }];
  return (account.roles.get(user.toLowerCase()) ?? []).map(({ role, virtualAccount }) => ({
    role,
    ...(virtualAccount === null ? {} : { virtualAccount }),
  }));
}

function statusOf({ status }: SmartAccountState): string {
  return status === 'deleted' ? '' : STATUS[status];
}
