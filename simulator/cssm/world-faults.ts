/** Faults that change an account when a request about it comes; what they change stays changed. */
import type { FaultMoment } from '../faults/contract.ts';
import {
  balances,
  dayOf,
  decideAccountStatus,
  decideExpiry,
  decideLapse,
  decidePolicy,
  decideRemoval,
  decideVirtualAccountClosing,
  decideWithdrawal,
  findAccount,
} from './ledger/index.ts';
import type { ReportingPolicy, SmartAccountState } from './ledger/index.ts';
import type { CssmParts } from './parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Change = (parts: CssmParts, account: SmartAccountState, params: Params) => void;

const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['cssm.account-deleted', withStatus('deleted')],
  ['cssm.account-deactivated', withStatus('deactivated')],
  ['cssm.virtual-account-deleted', closeVirtualAccount],
  ['cssm.shortage', takeBack],
  ['cssm.license-expired', expire],
  ['cssm.policy-changed', changePolicy],
  [
    'cssm.on-prem-lapsed',
    ({ ledger, clock }, { domain }) => {
      const at = clock.wallMs();
      ledger.record(decideLapse(ledger.state, domain, at), at);
    },
  ],
];

/** Takes the faults of that kind which wait for this moment. An account that is not known changes nothing and uses none up. */
export function changeWorld(parts: CssmParts, domain: string, moment: FaultMoment): void {
  const account = findAccount(parts.ledger.state, domain);
  if (account === undefined) return;
  for (const [name, change] of CHANGES) {
    const fault = parts.faults.take(name, moment);
    if (fault !== null) change(parts, account, fault.params);
  }
}

function withStatus(status: 'deleted' | 'deactivated'): Change {
  return ({ ledger, clock }, { domain }) => {
    ledger.record(decideAccountStatus(ledger.state, domain, status), clock.wallMs());
  };
}

/** Whoever deletes a Virtual Account has removed its product instances before (assumed, `reference/cssm.md` C3). */
function closeVirtualAccount({ ledger, clock }: CssmParts, account: SmartAccountState, params: Params): void {
  const at = clock.wallMs();
  const rows = [...account.virtualAccounts.values()];
  const named = params['virtualAccount'];
  const gone = rows.find(({ name, isDefault }) => (named === undefined ? !isDefault : name === named));
  const taker = rows.find(({ isDefault }) => isDefault);
  if (gone === undefined || gone.isDefault || taker === undefined) return;
  for (const uuid of gone.instances) ledger.record(decideRemoval(ledger.state, uuid, true), at);
  const { domain } = account;
  ledger.record(decideVirtualAccountClosing(ledger.state, domain, gone.name, taker.name), at);
}

/** An order is cancelled: of the license as many are missing as the fault says. */
function takeBack({ ledger, clock }: CssmParts, account: SmartAccountState, params: Params): void {
  const at = clock.wallMs();
  const missing = typeof params['missing'] === 'number' ? params['missing'] : 1;
  for (const row of account.virtualAccounts.values()) {
    const short = balances(row, dayOf(at)).find(
      ({ license, inUse }) => inUse > 0 && (params['license'] ?? license) === license,
    );
    if (short === undefined) continue;
    const { license, available } = short;
    const many = Math.max(0, available) + missing;
    const { domain } = account;
    ledger.record(decideWithdrawal(ledger.state, domain, row.name, license, many, dayOf(at)), at);
    return;
  }
}

function expire({ ledger, clock }: CssmParts, account: SmartAccountState, params: Params): void {
  const at = clock.wallMs();
  const inDays = typeof params['inDays'] === 'number' ? params['inDays'] : -1;
  for (const row of account.virtualAccounts.values()) {
    const lot = row.lots
      .values()
      .find(({ license, end }) => end !== null && (params['license'] ?? license) === license);
    if (lot === undefined) continue;
    const { domain } = account;
    ledger.record(decideExpiry(ledger.state, domain, row.name, lot.license, dayOf(at), inDays), at);
    return;
  }
}

/** Numbers of the customer policy that devices were seen to print [O, S5] (`reference/cssm.md` 3.6). */
const CUSTOMER_POLICY: Omit<ReportingPolicy, 'name'> = {
  isAckRequired: true,
  perpetual: { first: 30, frequency: 60, onChange: 60 },
  subscription: { first: 120, frequency: 111, onChange: 111 },
  enforced: { first: 30, frequency: 90, onChange: 60 },
  exported: { first: 30, frequency: 30, onChange: 30 },
};

function changePolicy({ ledger, clock }: CssmParts, { domain }: SmartAccountState, params: Params): void {
  const name = typeof params['name'] === 'string' ? params['name'] : 'SLE Policy';
  ledger.record(decidePolicy(ledger.state, domain, { name, ...CUSTOMER_POLICY }), clock.wallMs());
}
