import { ConfigError } from '../../core/errors.ts';
import {
  addDays,
  createLedger,
  decideAccount,
  decideDeposit,
  decideVirtualAccount,
  decideOnPrem,
  decideRoles,
  dayOf,
  isRefusal,
} from './ledger/index.ts';
import type { Random } from '../../core/ports/random.ts';
import type { AccountSpec, PoolSpec } from './account-spec.ts';
import type { GoneAnswer, Ledger, LedgerChange, LedgerSettings, Refusal } from './ledger/index.ts';
import { listInstances, silenceOf } from './listed.ts';

/** Years of a term that states no end, the shortest Cisco sells. */
const TERM_DAYS = 3 * 365;

type Record = (place: string, decision: LedgerChange | Refusal, at?: number) => void;

/**
 * A book with these accounts. It begins as long before `atMs` as the instance that is silent longest, so that its events are in
 * order. Throws `CSSM_WORLD` for what cannot be: double names, quantities below 1, days that do not exist.
 */
export function ledgerOf(
  accounts: readonly AccountSpec[],
  goneAnswer: GoneAnswer,
  atMs: number,
  random: Random,
  settings: LedgerSettings = {},
): Ledger {
  const ledger = createLedger(settings);
  const beganMs = atMs - silenceOf(accounts);
  const record: Record = (place, decision, at = beganMs) => {
    const event = ledger.record(decision, at);
    if (isRefusal(event)) {
      throw new ConfigError(
        'CSSM_WORLD',
        `The accounts of the lab cannot be made: ${place}: ${event.message}`,
      );
    }
  };
  for (const account of accounts) openAccount(ledger, account, goneAnswer, dayOf(atMs), record);
  listInstances(accounts, ledger, atMs, random, record);
  for (const { domain, status, onPrem } of accounts) {
    if (onPrem !== undefined) record(domain, decideOnPrem(ledger.state, domain, onPrem, atMs), atMs);
    if (status === undefined || status === 'active') continue;
    record(domain, { type: 'account-status', domain: domain.toLowerCase(), status, goneAnswer }, atMs);
  }
  return ledger;
}

function openAccount(
  { state }: Ledger,
  { name, domain, users = [], virtualAccounts }: AccountSpec,
  goneAnswer: GoneAnswer,
  today: string,
  record: Record,
): void {
  record(domain, decideAccount(state, { name, domain, goneAnswer }));
  for (const { name: title, default: isDefault, pools } of virtualAccounts) {
    const place = `${domain} ${title}`;
    record(place, decideVirtualAccount(state, domain, { name: title, isDefault: isDefault === true }));
    for (const pool of pools) {
      record(`${place} ${pool.license}`, decideDeposit(state, domain, title, lotOf(pool, today)));
    }
  }
  for (const [user, grants] of Map.groupBy(users, (one) => one.name)) {
    const roles = grants.map(({ role, virtualAccount = null }) => ({ role, virtualAccount }));
    record(`${domain} ${user}`, decideRoles(state, domain, user, roles));
  }
}

/** What a pool's entry means on that day. */
export function lotOf(pool: PoolSpec, today: string) {
  const { license, quantity, startsInDays, endsInDays } = pool;
  const isSold = /\b(DNA|Term|Subscription)\b/.test(license);
  const said = pool.type ?? (isSold ? 'SUBSCRIPTION' : 'PERPETUAL');
  const hasTerm = said !== 'PERPETUAL';
  const start =
    pool.start ?? (startsInDays === undefined ? (hasTerm ? today : null) : addDays(today, startsInDays));
  const end = pool.end ?? (endsInDays === undefined ? null : addDays(today, endsInDays));
  return {
    license,
    type: said === 'SUBSCRIPTION' ? 'TERM' : said,
    quantity,
    start,
    end: end ?? (hasTerm && start !== null ? addDays(start, TERM_DAYS) : null),
    isSubscription: said === 'SUBSCRIPTION',
  } as const;
}
