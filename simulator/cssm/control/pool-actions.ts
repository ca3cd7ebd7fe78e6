import { z } from 'zod';
import {
  decideDeposit,
  decideExpiry,
  decideReservation,
  decideTransfer,
  decideWithdrawal,
  dayOf,
} from '../ledger/index.ts';
import { lotOf } from '../world.ts';
import { accountBy, action, perform } from './action.ts';
import type { CssmAction } from './action.ts';

const DAY_MS = 86_400_000;
const word = z.string().min(1).max(253);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const lotType = z.enum(['PERPETUAL', 'TERM', 'SUBSCRIPTION', 'DEMO', 'STANDARD']);
const pool = { account: word, virtualAccount: word, license: word };
const quantity = z.int().min(1);

/** Licenses bought, ended, moved, taken back and reserved. */
export const POOL_ACTIONS: readonly CssmAction[] = [
  action(
    'expire',
    'The terms of a license end yesterday, or in some days.',
    z.strictObject({ ...pool, inDays: z.int().min(-1).max(3650).default(-1) }),
    (parts, { account: id, virtualAccount, license, inDays }) => {
      const account = accountBy(parts, id).domain;
      const today = dayOf(parts.clock.wallMs());
      perform(parts, decideExpiry(parts.ledger.state, account, virtualAccount, license, today, inDays));
      return { account };
    },
  ),
  action(
    'deposit',
    'Licenses are bought.',
    z.strictObject({
      ...pool,
      quantity,
      type: lotType.optional(),
      start: day.optional(),
      end: day.optional(),
    }),
    (parts, asked) => {
      const account = accountBy(parts, asked.account).domain;
      const lot = lotOf(asked, dayOf(parts.clock.wallMs()));
      const decide = () => decideDeposit(parts.ledger.state, account, asked.virtualAccount, lot);
      const late = parts.faults.take('cssm.deposit-late', { device: 'cssm', account })?.params['delayDays'];
      if (typeof late !== 'number') {
        perform(parts, decide());
        return { account };
      }
      parts.clock.setTimer('cssm deposit', late * DAY_MS, () => {
        parts.ledger.record(decide(), parts.clock.wallMs());
      });
      return { account, more: { depositedInDays: late } };
    },
  ),
  action(
    'transfer',
    'Licenses move to another Virtual Account.',
    z.strictObject({
      account: word,
      from: word,
      to: word,
      license: word,
      type: z.enum(['PERPETUAL', 'TERM', 'DEMO', 'STANDARD']).default('PERPETUAL'),
      quantity,
    }),
    (parts, { account: id, ...asked }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideTransfer(parts.ledger.state, account, asked, dayOf(parts.clock.wallMs())));
      return { account };
    },
  ),
  action(
    'withdraw',
    'Licenses are taken back, even those in use: an order was cancelled.',
    z.strictObject({ ...pool, quantity }),
    (parts, { account: id, virtualAccount, license, quantity: many }) => {
      const account = accountBy(parts, id).domain;
      const today = dayOf(parts.clock.wallMs());
      perform(parts, decideWithdrawal(parts.ledger.state, account, virtualAccount, license, many, today));
      return { account };
    },
  ),
  action(
    'reserve',
    'States how many of a license are reserved; 0 ends the reservation.',
    z.strictObject({ ...pool, quantity: z.int().min(0) }),
    (parts, { account: id, virtualAccount, license, quantity: many }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideReservation(parts.ledger.state, account, virtualAccount, license, many));
      return { account };
    },
  ),
];
