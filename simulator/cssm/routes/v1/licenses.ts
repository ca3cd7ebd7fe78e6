import { balances, isCurrent } from '../../ledger/index.ts';
import type { Balance } from '../../ledger/index.ts';
import { success } from './envelope.ts';
import type { Operation } from '../operation.ts';
import { selectionOf } from './selection.ts';

/** License usage per Virtual Account [C, S3, S7, S12, S13]. */
export const searchLicenses: Operation = {
  name: 'searchLicenseUsage',
  dialect: 'v1',
  method: 'POST',
  path: '/v1/accounts/:domain/licenses',
  about: 'account',
  run(call, account) {
    const { today } = call;
    const selection = selectionOf(call, account);
    if ('response' in selection) return selection;
    const { from, page } = selection;
    const rows = from.flatMap((virtualAccount) =>
      balances(virtualAccount, today).map((balance) => ({ virtualAccount: virtualAccount.name, balance })),
    );
    const licenses = rows
      .slice(page.offset, page.offset + page.limit)
      .map(({ virtualAccount, balance }) => licenseRow(virtualAccount, balance, today));
    return success({ totalRecords: rows.length, licenses }, licenses.length);
  },
};

/** Fields and values as observed; `Out of Compliance`, `EXPIRED`, `FUTURE` and `UPGRADE` are assumed. */
function licenseRow(virtualAccount: string, balance: Balance, today: string): object {
  return {
    license: balance.license,
    virtualAccount,
    quantity: balance.quantity,
    inUse: balance.inUse,
    available: balance.available,
    reserved: balance.reserved,
    pendingQuantity: 0,
    status: balance.isCompliant ? 'In Compliance' : 'Out of Compliance',
    billingType: 'PREPAID',
    isPortable: false,
    ahaApps: false,
    licenseDetails: balance.lots.map((lot) => ({
      licenseType: lot.type,
      quantity: lot.quantity,
      startDate: lot.start,
      endDate: lot.end,
      subscriptionId: lot.subscription,
      status: isCurrent(lot, today) ? 'ACTIVE' : lot.end !== null && lot.end < today ? 'EXPIRED' : 'FUTURE',
    })),
    licenseSubstitutions: balance.loans.map((loan) => ({
      licenseName: loan.license,
      substitutedLicense: loan.substitute,
      substitutedQuantity: loan.quantity,
      substitutionType: 'UPGRADE',
    })),
  };
}
