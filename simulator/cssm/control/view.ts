import { ackDueAt, balances, standingOf } from '../ledger/index.ts';
import type { InstanceState, LedgerState, SmartAccountState } from '../ledger/index.ts';

/** An account as the control API shows it. */
export interface CssmAccountView {
  readonly id: number;
  readonly domain: string;
  readonly name: string;
  readonly status: string;
  readonly policy: string;
  readonly onPrem: string | null;
  readonly users: readonly { readonly name: string; readonly roles: readonly string[] }[];
  readonly virtualAccounts: readonly {
    readonly id: number;
    readonly name: string;
    readonly default: boolean;
    readonly instances: number;
    readonly pools: readonly CssmPoolView[];
  }[];
}

/** A license in a Virtual Account. */
export interface CssmPoolView {
  readonly license: string;
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  readonly borrowed: number;
  readonly lent: number;
  readonly available: number;
}

/** A product instance as the control API shows it. */
export interface CssmInstanceView {
  readonly uuid: string;
  readonly account: string;
  readonly virtualAccount: string;
  readonly hostname: string;
  readonly serials: readonly string[];
  readonly release: string;
  readonly lastContact: string;
  readonly usage: readonly { readonly license: string; readonly quantity: number }[];
  readonly authorized: readonly { readonly license: string; readonly quantity: number }[];
  /** Reports that are not acknowledged yet. */
  readonly waiting: number;
  readonly ackDue: string | null;
  readonly isStale: boolean;
  readonly isDuplicate: boolean;
}

/** Balances of that day. */
export function accountView(account: SmartAccountState, day: string): CssmAccountView {
  const { id, domain, name, status, policy, onPrem } = account;
  const users = [...account.roles].map(([user, grants]) => ({
    name: user,
    roles: grants.map(({ role, virtualAccount }) =>
      virtualAccount === null ? role : `${role}: ${virtualAccount}`,
    ),
  }));
  const virtualAccounts = [...account.virtualAccounts.values()].map((row) => ({
    id: row.id,
    name: row.name,
    default: row.isDefault,
    instances: row.instances.size,
    pools: balances(row, day).map(({ license, quantity, inUse, reserved, borrowed, lent, available }) => ({
      license,
      quantity,
      inUse,
      reserved,
      borrowed,
      lent,
      available,
    })),
  }));
  return {
    id,
    domain,
    name,
    status,
    policy: policy.name,
    onPrem: onPrem?.name ?? null,
    users,
    virtualAccounts,
  };
}

/** As of a moment, in milliseconds since 1970-01-01 UTC. */
export function instanceView(state: LedgerState, instance: InstanceState, at: number): CssmInstanceView {
  const { uuid, domain, virtualAccount, hostname, udis, release, usage, authorized, waiting } = instance;
  const policy = state.accounts.get(domain)?.policy;
  const due = policy === undefined ? null : ackDueAt(instance, policy);
  const { isStale, isDuplicate } = standingOf(state, instance, at);
  return {
    uuid,
    account: domain,
    virtualAccount,
    hostname,
    serials: udis.map(({ serial }) => serial),
    release,
    lastContact: new Date(instance.lastContactAt).toISOString(),
    usage,
    authorized,
    waiting: waiting.length,
    ackDue: due === null ? null : new Date(due).toISOString(),
    isStale,
    isDuplicate,
  };
}
