import { isRestricted, tagOfLicense } from '../../device/tags.ts';
import { balances, isCurrent } from '../../ledger/index.ts';
import type { Balance, LedgerState, VirtualAccountState } from '../../ledger/index.ts';
import { textsOf } from '../fields.ts';
import type { Answered, Call, Operation } from '../operation.ts';
import { dataOf, failed, told } from './envelope.ts';

/** Balances of a Virtual Account, legacy form [W, S1]. */
export const licenseSummary: Operation = {
  name: 'licenseSummary',
  dialect: 'csw',
  method: 'POST',
  path: '/v3/licenses/summary',
  about: 'pool',
  run: (call, _account, virtualAccount) =>
    summarize(call, virtualAccount, ({ quantity, inUse, reserved }) => ({
      prepaid_entitled: quantity,
      prepaid_inuse: inUse,
      prepaid_reserved: reserved,
    })),
};

/** The same with the field names of the Software APIs [C, S8, S11]. */
export const getSummary: Operation = {
  name: 'getSummary',
  dialect: 'software',
  method: 'POST',
  path: '/licensing/v2/get-summary',
  about: 'pool',
  run: (call, _account, virtualAccount) =>
    summarize(call, virtualAccount, ({ quantity, inUse, reserved, lots }) => ({
      entitled: quantity,
      future_entitled: lots.reduce(
        (sum, lot) => sum + (lot.start !== null && lot.start > call.today ? lot.quantity : 0),
        0,
      ),
      inuse: inUse,
      reserved,
    })),
};

/** Tags that nobody owns or uses are left out; an empty list asks for all. */
function summarize(
  call: Call,
  virtualAccount: VirtualAccountState,
  counts: (balance: Balance) => object,
): Answered {
  const { parts, today } = call;
  const tags = textsOf(dataOf(call)['tags'] ?? []);
  if (tags === null) return failed(call, 'TAGS', 'tags must be a list of entitlement tags.');
  const summary = balances(virtualAccount, today)
    .map((balance) => ({ tag: tagOfLicense(balance.license), balance }))
    .filter(({ tag }) => tags.length === 0 || tags.includes(tag))
    .map(({ tag, balance }) => ({
      tag,
      display_name: balance.license,
      compliance_status: balance.isCompliant ? 'In Compliance' : 'Out of Compliance',
      enforced: isRestricted(balance.license),
      export_restricted: isRestricted(balance.license),
      ...counts(balance),
      license_details: balance.lots.map((lot) => ({
        billing_type: 'PREPAID',
        quantity: lot.quantity,
        postpaid_usage: null,
        start_date: lot.start,
        end_date: lot.end,
        subscription_id: lot.subscription,
        status: isCurrent(lot, today) ? 'ACTIVE' : lot.end !== null && lot.end < today ? 'EXPIRED' : 'FUTURE',
        billing_model: null,
        license_type: lot.type,
      })),
    }));
  const message = `Retrieved summary for ${summary.length} license${summary.length === 1 ? '' : 's'} in the pool.`;
  const fields = {
    message_code: null,
    message,
    out_standing_reports: outstanding(parts.ledger.state, virtualAccount),
    summary,
  };
  return { ...told(call, 'SUCCESS', fields), rows: 0, summarized: summary.length };
}

/** Reports that were taken and not acknowledged yet. */
function outstanding(state: LedgerState, { instances }: VirtualAccountState): number {
  let sum = 0;
  for (const uuid of instances) sum += state.instances.get(uuid)?.waiting.length ?? 0;
  return sum;
}
