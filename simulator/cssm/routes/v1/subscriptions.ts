import { isCurrent } from '../../ledger/index.ts';
import type { Lot, SmartAccountState } from '../../ledger/index.ts';
import { isFields } from '../fields.ts';
import { assumed, observed } from '../http.ts';
import type { Operation } from '../operation.ts';
import { assumedSuccess } from './envelope.ts';
import { selectionOf } from './selection.ts';

/** Terms with a subscription id. The call is known, its rows are not [C]: those are ours. */
export const searchLicenseSubscriptions: Operation = {
  name: 'searchLicenseSubscriptions',
  dialect: 'v1',
  method: 'POST',
  path: '/v1/accounts/:domain/license-subscriptions',
  about: 'account',
  run(call, account) {
    const selection = selectionOf(call, account);
    if ('response' in selection) return selection;
    const { from, page } = selection;
    const rows = from.flatMap(({ name, lots }) =>
      [...lots.values()].filter(isSold).map((lot) => ({
        virtualAccount: name,
        license: lot.license,
        subscriptionId: lot.subscription,
        quantity: lot.quantity,
        startDate: lot.start,
        endDate: lot.end,
        status: isCurrent(lot, call.today) ? 'ACTIVE' : 'EXPIRED',
      })),
    );
    const subscriptions = rows.slice(page.offset, page.offset + page.limit);
    return assumedSuccess({ totalRecords: rows.length, subscriptions }, subscriptions.length);
  },
};

/** Offers behind the subscriptions of several accounts [C, S7; D]: 422 without a source. */
export const subscriptionSearch: Operation = {
  name: 'subscriptionSearch',
  dialect: 'v1',
  method: 'POST',
  path: '/v1/subscription/search',
  about: 'nothing',
  run({ parts, fields }) {
    const { source, smartAccount } = fields;
    if (typeof source !== 'string') {
      return { response: assumed({ message: 'source is required.' }, 422), rows: 0 };
    }
    const asked: readonly unknown[] = Array.isArray(smartAccount) ? smartAccount : [];
    const domains = new Set(asked.map((one) => (isFields(one) ? one['domain'] : undefined)));
    const offerDetails = [...parts.ledger.state.accounts.values()]
      .filter(({ domain, status }) => status === 'active' && domains.has(domain))
      .map((account) => ({ smartAccountId: account.id, subscriptions: offersOf(account) }));
    return { response: observed({ source, status: 'SUCCESS', offerDetails }), rows: offerDetails.length };
  },
};

function offersOf(account: SmartAccountState): readonly object[] {
  return [...account.virtualAccounts.values()].flatMap(({ id, name, lots }) =>
    [...lots.values()].filter(isSold).map((lot) => ({
      subRefId: lot.subscription,
      vaDetails: [{ virtualAccountId: id, virtualAccountName: name }],
      suites: [{ suiteName: lot.license, atoName: lot.license, architecture: 'ENTERPRISE NETWORKING' }],
      additionalParams: [],
    })),
  );
}

function isSold(lot: Lot): boolean {
  return lot.subscription !== null;
}
