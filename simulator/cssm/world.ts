import { ConfigError } from '../../core/errors.ts';
import {
  addDays,
  createLedger,
  decideAccount,
  decideDeposit,
  decideVirtualAccount,
  dayOf,
  isRefusal,
} from './ledger/index.ts';
import type { AccountStatus, GoneAnswer, Ledger, LedgerChange, LotType, Refusal } from './ledger/index.ts';

/** Licenses bought, as a lab file states them. */
export interface PoolSpec {
  /** CSSM's name, e.g. `C9300 Network Advantage`. */
  readonly license: string;
  /** `SUBSCRIPTION` is a term with an id. Default: that for DNA and software subscriptions, else `PERPETUAL`. */
  readonly type?: LotType | 'SUBSCRIPTION' | undefined;
  readonly quantity: number;
  /** First and last day, `2026-01-31`. Default for a term: three years from the start of the lab. */
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  /** The same, counted from the start of the lab. */
  readonly startsInDays?: number | undefined;
  readonly endsInDays?: number | undefined;
}

export interface VirtualAccountSpec {
  readonly name: string;
  /** Default: the first one. */
  readonly default?: boolean | undefined;
  readonly pools: readonly PoolSpec[];
}

/** A Smart Account of a lab. `default` is the agent's affair (`reference/cssm.md` 3.2) and means nothing here. */
export interface AccountSpec {
  readonly name: string;
  readonly domain: string;
  readonly default?: boolean | undefined;
  readonly status?: Exclude<AccountStatus, 'deleted'> | undefined;
  readonly virtualAccounts: readonly VirtualAccountSpec[];
}

/** Years of a term that states no end, the shortest Cisco sells. */
const TERM_DAYS = 3 * 365;

/** A book with these accounts. Throws `CSSM_WORLD` for what cannot be: double names, quantities below 1, days that do not exist. */
export function ledgerOf(accounts: readonly AccountSpec[], goneAnswer: GoneAnswer, atMs: number): Ledger {
  const ledger = createLedger();
  const today = dayOf(atMs);
  const record = (place: string, decision: LedgerChange | Refusal): void => {
    const event = ledger.record(decision, atMs);
    if (isRefusal(event)) {
      throw new ConfigError(
        'CSSM_WORLD',
        `The accounts of the lab cannot be made: ${place}: ${event.message}`,
      );
    }
  };
  for (const { name, domain, status, virtualAccounts } of accounts) {
    record(domain, decideAccount(ledger.state, { name, domain, goneAnswer }));
    for (const virtualAccount of virtualAccounts) {
      const { name: title, default: isDefault } = virtualAccount;
      const asked = { name: title, isDefault: isDefault === true };
      record(`${domain} ${title}`, decideVirtualAccount(ledger.state, domain, asked));
      for (const pool of virtualAccount.pools) {
        record(
          `${domain} ${title} ${pool.license}`,
          decideDeposit(ledger.state, domain, title, lotOf(pool, today)),
        );
      }
    }
    if (status !== undefined && status !== 'active') {
      record(domain, { type: 'account-status', domain: domain.toLowerCase(), status, goneAnswer });
    }
  }
  return ledger;
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
