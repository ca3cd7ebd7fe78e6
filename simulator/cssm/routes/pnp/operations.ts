import { wholeOf } from '../fields.ts';
import { observed } from '../http.ts';
import type { Answered, Call, Operation } from '../operation.ts';
import { rightsOf } from '../rights.ts';

/** Rows of a page where the request names none, and at most (assumed). */
const ROWS_DEFAULT = 100;
const ROWS_MAX = 1_000;

/** Accounts for PnP Connect [C, S11, S8]; `accountDomain` matches a part of the domain. */
const accountsAt = (name: string, path: string): Operation => ({
  name,
  dialect: 'pnp',
  method: 'GET',
  path,
  about: 'nothing',
  run(call) {
    const part = (call.query.get('accountDomain') ?? '').toLowerCase();
    const rows = [...call.parts.ledger.state.accounts.values()]
      .filter((account) => account.status === 'active' && rightsOf(account, call.user).isMember)
      .filter(({ domain }) => domain.includes(part))
      .map(({ name: companyName, domain, id }) => ({
        companyName,
        domainIdentifier: domain,
        accountIdentifier: id,
      }));
    return page(call, rows);
  },
});

/** Virtual Accounts for PnP Connect; `default` is a boolean or its text [C, S11]. */
const virtualAccountsAt = (name: string, path: string): Operation => ({
  name,
  dialect: 'pnp',
  method: 'GET',
  path,
  about: 'account',
  run(call, account) {
    const { textBooleans } = call.parts.options.quirks;
    const rows = [...account.virtualAccounts.values()]
      .filter(({ name: virtualAccount }) => call.rights.sees(virtualAccount))
      .map((row) => ({
        virtualAccountName: row.name,
        virtualAccountId: row.id,
        default: textBooleans ? String(row.isDefault) : row.isDefault,
      }));
    return page(call, rows);
  },
});

const LEGACY = '/services/api/software/dms/v2/smartaccounts';

/** The PnP lists, today's and the ones before them. */
export const PNP_OPERATIONS: readonly Operation[] = [
  accountsAt('pnpAccounts', '/pnp/v2/accounts'),
  virtualAccountsAt('pnpVirtualAccounts', '/pnp/v2/accounts/:domain/virtual-accounts'),
  accountsAt('pnpAccountsLegacy', LEGACY),
  virtualAccountsAt('pnpVirtualAccountsLegacy', `${LEGACY}/:domain/virtualaccounts`),
];

function page({ query }: Call, all: readonly object[]): Answered {
  const start = wholeOf(query.get('startIdx') ?? 0) ?? 0;
  const size = Math.min(ROWS_MAX, wholeOf(query.get('rowsPerPage') ?? ROWS_DEFAULT) ?? ROWS_DEFAULT);
  const data = all.slice(start, start + size);
  if (all.length === 0) {
    return {
      response: observed({ status: 'COMPLETE', message: 'NO DATA FOUND', messageCode: 'DMS-ERR-121' }),
      rows: 0,
    };
  }
  return { response: observed({ data, totalRows: all.length }), rows: data.length };
}
