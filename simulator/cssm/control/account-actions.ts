import { z } from 'zod';
import {
  CISCO_DEFAULT,
  ROLES,
  decideAccount,
  decideAccountStatus,
  decideAlert,
  decideAlertClearing,
  decideDefault,
  decideOnPrem,
  decidePolicy,
  decideRoles,
  decideSynchronization,
  decideVirtualAccount,
  decideVirtualAccountClosing,
} from '../ledger/index.ts';
import { accountBy, action, perform } from './action.ts';
import type { CssmAction } from './action.ts';

const word = z.string().min(1).max(253);
const place = { account: word, virtualAccount: word };
const days = z.strictObject({ first: z.int(), frequency: z.int(), onChange: z.int() });

/** What is done to accounts, Virtual Accounts, users, policies, alerts and On-Prem. */
export const ACCOUNT_ACTIONS: readonly CssmAction[] = [
  action(
    'create-account',
    'Opens a Smart Account with an empty default Virtual Account.',
    z.strictObject({
      domain: word,
      name: word,
      virtualAccount: z
        .string()
        .regex(/^(?=.*\S)\P{Cc}{1,200}$/u)
        .default('DEFAULT'),
      type: z.enum(['CUSTOMER', 'HOLDING']).default('CUSTOMER'),
    }),
    (parts, { domain, name, virtualAccount, type: accountType }) => {
      const { ledger, options } = parts;
      const opened = decideAccount(ledger.state, {
        domain,
        name,
        accountType,
        goneAnswer: options.goneAnswer,
      });
      perform(parts, opened);
      const account = accountBy(parts, domain).domain;
      perform(parts, decideVirtualAccount(ledger.state, account, { name: virtualAccount }));
      return { account };
    },
  ),
  action(
    'deactivate-account',
    'A Smart Account is deactivated: it stays in the lists, calls about it are refused.',
    z.strictObject({ account: word }),
    (parts, { account: id }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideAccountStatus(parts.ledger.state, account, 'deactivated'));
      return { account };
    },
  ),
  action(
    'restore-account',
    'A pending or deactivated Smart Account becomes active; a deleted one stays deleted.',
    z.strictObject({ account: word }),
    (parts, { account: id }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideAccountStatus(parts.ledger.state, account, 'active'));
      return { account };
    },
  ),
  action(
    'account-status',
    'A Smart Account becomes pending, active or deactivated.',
    z.strictObject({ account: word, status: z.enum(['pending', 'active', 'deactivated']) }),
    (parts, { account: id, status }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideAccountStatus(parts.ledger.state, account, status));
      return { account };
    },
  ),
  action(
    'create-virtual-account',
    'Opens a Virtual Account.',
    z.strictObject({ ...place, default: z.boolean().default(false) }),
    (parts, { account: id, virtualAccount: name, default: isDefault }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideVirtualAccount(parts.ledger.state, account, { name, isDefault }));
      return { account };
    },
  ),
  action(
    'delete-virtual-account',
    'Deletes a Virtual Account: an empty one, or with another that takes what it holds.',
    z.strictObject({ ...place, to: word.optional() }),
    (parts, { account: id, virtualAccount, to }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideVirtualAccountClosing(parts.ledger.state, account, virtualAccount, to ?? null));
      return { account };
    },
  ),
  action(
    'default-virtual-account',
    'Makes a Virtual Account the default one.',
    z.strictObject(place),
    (parts, asked) => {
      const account = accountBy(parts, asked.account).domain;
      perform(parts, decideDefault(parts.ledger.state, account, asked.virtualAccount));
      return { account };
    },
  ),
  action(
    'roles',
    'States all roles of a user; none takes every role away.',
    z.strictObject({
      account: word,
      user: word,
      roles: z
        .array(z.strictObject({ role: z.enum(ROLES), virtualAccount: word.nullable().default(null) }))
        .max(100),
    }),
    (parts, { account: id, user, roles }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideRoles(parts.ledger.state, account, user, roles));
      return { account };
    },
  ),
  action(
    'policy',
    'The reporting policy that goes out with acknowledgements from now on; what is left out is Cisco’s default.',
    z.strictObject({
      account: word,
      name: word,
      isAckRequired: z.boolean().optional(),
      perpetual: days.optional(),
      subscription: days.optional(),
      enforced: days.optional(),
      exported: days.optional(),
    }),
    (parts, { account: id, ...said }) => {
      const account = accountBy(parts, id).domain;
      const policy = { ...CISCO_DEFAULT, ...defined(said) };
      perform(parts, decidePolicy(parts.ledger.state, account, policy));
      return { account };
    },
  ),
  action(
    'raise-alert',
    'Raises an alert by its name.',
    z.strictObject({ account: word, name: word, source: word }),
    (parts, { account: id, name, source }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideAlert(parts.ledger.state, account, name, source));
      return { account };
    },
  ),
  action(
    'clear-alert',
    'Clears an alert that was raised.',
    z.strictObject({ account: word, id: word }),
    (parts, asked) => {
      const account = accountBy(parts, asked.account).domain;
      perform(parts, decideAlertClearing(parts.ledger.state, account, asked.id));
      return { account };
    },
  ),
  action(
    'on-prem',
    'Registers an SSM On-Prem that mirrors the account.',
    z.strictObject({ account: word, name: word }),
    (parts, { account: id, name }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideOnPrem(parts.ledger.state, account, name, parts.clock.wallMs()));
      return { account };
    },
  ),
  action(
    'synchronize',
    'The On-Prem of an account synchronizes: somebody signs in, or by schedule.',
    z.strictObject({ account: word, how: z.enum(['manual', 'scheduled']).default('manual') }),
    (parts, { account: id, how }) => {
      const account = accountBy(parts, id).domain;
      perform(parts, decideSynchronization(parts.ledger.state, account, how, parts.clock.wallMs()));
      return { account };
    },
  ),
];

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function defined<T extends object>(said: T): Defined<T> {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Defined<T>;
}
