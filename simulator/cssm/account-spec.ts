/** What a lab file, a world or a test says of Smart Accounts. Plain data. */
import type { Addon, NetworkLevel } from '../../core/model/level.ts';
import type { AccountStatus, LotType, RoleGrant } from './ledger/index.ts';

/** Equal product instances that CSSM lists beside the lab's switches: nobody can reach them, their licenses are in use. */
export interface ListedSpec {
  readonly count: number;
  /** Model, e.g. `C9300-48P`. */
  readonly platform: string;
  readonly level: NetworkLevel;
  readonly addon?: Addon | 'none' | undefined;
  readonly release?: string | undefined;
  /** Host names are PREFIX-0001 and so on. */
  readonly prefix: string;
  /** Days since they were last heard of. Default 0: they reported when the lab began. */
  readonly silentDays?: number | undefined;
}

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
  /** Product instances besides the lab's own switches. */
  readonly instances?: readonly ListedSpec[] | undefined;
}

/** A user with one role; several entries add up. Without a Virtual Account it is a role of the Smart Account. */
export interface UserSpec {
  readonly name: string;
  readonly role: RoleGrant['role'];
  readonly virtualAccount?: string | undefined;
}

/** A Smart Account of a lab. `default` is the agent's affair (`reference/cssm.md` 3.2) and means nothing here. */
export interface AccountSpec {
  readonly name: string;
  readonly domain: string;
  readonly default?: boolean | undefined;
  readonly status?: Exclude<AccountStatus, 'deleted'> | undefined;
  readonly users?: readonly UserSpec[] | undefined;
  /** Name of an SSM On-Prem that mirrors the account. */
  readonly onPrem?: string | undefined;
  readonly virtualAccounts: readonly VirtualAccountSpec[];
}
