import { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import type { CssmControl } from '../control/cssm-control.ts';
import type { GroundEntry } from '../journal/journal.ts';
import {
  balances,
  dayOf,
  decideAccountStatus,
  decideDeposit,
  decideExpiry,
  decideTransfer,
  isRefusal,
} from './ledger/index.ts';
import type { LedgerChange, Refusal, SmartAccountState } from './ledger/index.ts';
import type { CssmParts } from './parts.ts';
import { lotOf } from './world.ts';

const word = z.string().min(1).max(253);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const lotType = z.enum(['PERPETUAL', 'TERM', 'DEMO', 'STANDARD']);
const deletion = z.strictObject({ answer: z.enum(['error', 'forbidden', 'not-found']).optional() });
const pool = { account: word, virtualAccount: word, license: word };
const expiry = z.strictObject(pool);
const deposit = z.strictObject({
  ...pool,
  quantity: z.int().min(1),
  type: lotType.optional(),
  start: day.optional(),
  end: day.optional(),
});
const transfer = z.strictObject({
  account: word,
  from: word,
  to: word,
  license: word,
  type: lotType.default('PERPETUAL'),
  quantity: z.int().min(1),
});

/** What a person or a test does to CSSM from outside; none of it exists under Cisco's paths. */
export interface CssmControlDesk extends CssmControl {
  /** Every account with its balances of today, deleted ones too. */
  accounts(): readonly CssmAccountView[];
  /** Deletes the account of a domain or numeric id; `{answer}` says how calls about it are answered: `error`, `forbidden`, `not-found`. */
  deleteAccount(id: string, body?: unknown): CssmAccountView;
  /** `{account, virtualAccount, license}`: its terms end yesterday. */
  expire(body: unknown): CssmAccountView;
  /** `{account, virtualAccount, license, quantity, type?, start?, end?}` */
  deposit(body: unknown): CssmAccountView;
  /** `{account, from, to, license, type?, quantity}` */
  transfer(body: unknown): CssmAccountView;
  /** CSSM's lines of the ground truth from `seq` on. */
  journal(from?: number): readonly GroundEntry[];
}

/** An account as the control API shows it. */
export interface CssmAccountView {
  readonly id: number;
  readonly domain: string;
  readonly name: string;
  readonly status: string;
  readonly virtualAccounts: readonly {
    readonly id: number;
    readonly name: string;
    readonly default: boolean;
    readonly instances: number;
    readonly pools: readonly {
      readonly license: string;
      readonly quantity: number;
      readonly inUse: number;
      readonly reserved: number;
      readonly available: number;
    }[];
  }[];
}

/** Makes the desk. Errors: `CSSM_CONTROL_REQUEST` for a body that cannot be read, `CSSM_CONTROL_REFUSED` when the ledger does not do it. */
export function createCssmControl({ ledger, clock, journal }: CssmParts): CssmControlDesk {
  const today = (): string => dayOf(clock.wallMs());

  function perform(domain: string, decision: LedgerChange | Refusal): CssmAccountView {
    const event = ledger.record(decision, clock.wallMs());
    if (isRefusal(event)) {
      throw new ConfigError('CSSM_CONTROL_REFUSED', event.message, { context: { refusal: event.refusal } });
    }
    return view(accountBy(domain), today());
  }

  function accountBy(id: string): SmartAccountState {
    for (const account of ledger.state.accounts.values()) {
      if (account.domain === id.toLowerCase() || String(account.id) === id) return account;
    }
    const known = [...ledger.state.accounts.keys()].slice(0, 10).join(', ');
    throw new ConfigError('CSSM_CONTROL_REFUSED', `There is no Smart Account ${id}.`, {
      context: { refusal: 'account-unknown' },
      hint: `Known: ${known}.`,
    });
  }

  return {
    accounts: () => [...ledger.state.accounts.values()].map((account) => view(account, today())),

    deleteAccount(id, body = {}) {
      const { answer } = read(deletion, body);
      const { domain } = accountBy(id);
      return perform(domain, decideAccountStatus(ledger.state, domain, 'deleted', answer));
    },

    expire(body) {
      const asked = read(expiry, body);
      const { domain } = accountBy(asked.account);
      const { virtualAccount, license } = asked;
      return perform(domain, decideExpiry(ledger.state, domain, virtualAccount, license, today()));
    },

    deposit(body) {
      const asked = read(deposit, body);
      const { domain } = accountBy(asked.account);
      const lot = lotOf(asked, today());
      return perform(domain, decideDeposit(ledger.state, domain, asked.virtualAccount, lot));
    },

    transfer(body) {
      const { account, ...asked } = read(transfer, body);
      const { domain } = accountBy(account);
      return perform(domain, decideTransfer(ledger.state, domain, asked, today()));
    },

    journal: (from = 1) => journal.from(from).filter((entry) => entry.device === 'cssm'),
  };
}

function view(account: SmartAccountState, day: string): CssmAccountView {
  const { id, domain, name, status } = account;
  const virtualAccounts = [...account.virtualAccounts.values()].map((row) => ({
    id: row.id,
    name: row.name,
    default: row.isDefault,
    instances: row.instances.size,
    pools: balances(row, day).map(({ license, quantity, inUse, reserved, available }) => ({
      license,
      quantity,
      inUse,
      reserved,
      available,
    })),
  }));
  return { id, domain, name, status, virtualAccounts };
}

function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new ConfigError(
    'CSSM_CONTROL_REQUEST',
    `The request cannot be read: ${place}: ${issue?.message ?? ''}`,
  );
}
