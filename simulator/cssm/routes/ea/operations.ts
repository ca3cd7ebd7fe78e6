import { balanceOf, isCurrent } from '../../ledger/index.ts';
import type { Lot, SmartAccountState } from '../../ledger/index.ts';
import { assumed, observed } from '../http.ts';
import type { Call, Operation } from '../operation.ts';

const DAY_MS = 86_400_000;
/** Days until the yearly true-forward (assumed). */
const TRUE_FORWARD_DAYS = 365;

/**
 * Consumption of Enterprise Agreements [C, S7, S8]: every subscription of the account counts as one. HTTP 400 when there is none;
 * its numbers are ours. `vitualAccounts` is spelt so in the service.
 */
const consumptionAt = (name: string, path: string): Operation => ({
  name,
  dialect: 'ea',
  method: 'GET',
  path,
  about: 'account',
  run(call, account) {
    const wanted = call.path['subscription'];
    const lots = [...account.virtualAccounts.values()].flatMap((holder) =>
      [...holder.lots.values()]
        .filter(({ subscription }) => subscription !== null && (wanted ?? subscription) === subscription)
        .map((lot) => ({ holder, lot })),
    );
    if (lots.length === 0) {
      const body = { code: 4001, message: 'No subscription was found for the account.', severity: 'ERROR' };
      return { response: assumed(body, 400), rows: 0 };
    }
    const subscriptions = lots.map(({ holder, lot }) => row(call, account, holder, lot));
    return { response: observed({ subscriptions }), rows: subscriptions.length };
  },
});

/** Today's call and the one before it, for one subscription. */
export const EA_OPERATIONS: readonly Operation[] = [
  consumptionAt('eaConsumption', '/ea/v1/subscription/account/:domain/consumption'),
  consumptionAt(
    'eaConsumptionLegacy',
    '/services/api/enterprise-agreements/v1/subscription/account/:domain/subscription/:subscription/consumption',
  ),
];

type Holder = Parameters<typeof balanceOf>[0];

function row({ parts, at, today }: Call, account: SmartAccountState, holder: Holder, lot: Lot): object {
  const { inUse } = balanceOf(holder, lot.license, today);
  const suite = {
    suiteName: lot.license,
    purchasedEntitlements: lot.quantity,
    totalEntitlements: lot.quantity,
    totalConsumption: inUse,
    remainingEntitlements: lot.quantity - inUse,
  };
  const key = parts.options.quirks.misspeltKeys ? 'vitualAccounts' : 'virtualAccounts';
  return {
    subscriptionID: lot.subscription,
    status: isCurrent(lot, today) ? 'ACTIVE' : 'EXPIRED',
    startDate: lot.start,
    endDate: lot.end,
    duration: lot.start === null || lot.end === null ? null : daysBetween(lot.start, lot.end),
    remainingDuration: lot.end === null ? null : Math.max(0, daysBetween(today, lot.end)),
    nextTrueForward: new Date(at + TRUE_FORWARD_DAYS * DAY_MS).toISOString().slice(0, 10),
    accounts: [{ smartAccountId: account.id, [key]: [{ virtualAccountId: holder.id, suites: [suite] }] }],
  };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
