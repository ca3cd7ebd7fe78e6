import { z } from 'zod';
import { ROLES } from '../cssm/ledger/index.ts';
import { instancesSchema } from './instances.ts';

/** Longest name of an account, a Virtual Account or a license. */
const NAME_MAX = 120;
/** Most licenses of one entry. */
const QUANTITY_MAX = 10_000_000;

const name = z.string().min(1).max(NAME_MAX);
const day = z.iso.date();
const days = z.int().min(-3_650).max(3_650);

/** Licenses bought. */
const poolSchema = z.strictObject({
  license: name.describe('Name of the license as CSSM shows it, e.g. C9300 Network Advantage.'),
  type: z
    .enum(['PERPETUAL', 'TERM', 'SUBSCRIPTION', 'DEMO', 'STANDARD'])
    .optional()
    .describe('A SUBSCRIPTION is a TERM with an id. Default: that for DNA licenses, else PERPETUAL.'),
  quantity: z.int().min(1).max(QUANTITY_MAX),
  start: day.optional().describe('First day, e.g. 2026-01-31.'),
  end: day.optional().describe('Last day. Default for a term: three years from the start of the lab.'),
  startsInDays: days.optional().describe('In place of start: days from the start of the lab.'),
  endsInDays: days.optional().describe('In place of end: days from the start of the lab.'),
});

const virtualAccountSchema = z.strictObject({
  name,
  default: z.boolean().optional().describe('The account’s default Virtual Account. Default: the first one.'),
  pools: z.array(poolSchema).default([]),
  instances: z
    .array(instancesSchema)
    .optional()
    .describe('Product instances besides the lab’s own switches: listed, with their licenses in use.'),
});

const userSchema = z
  .strictObject({
    name: z.string().regex(/^[\w.@+-]{1,100}$/, 'expected a user name such as ann@campus.example'),
    role: z.enum(ROLES),
    virtualAccount: name.optional().describe('Of a role of a Virtual Account: which one.'),
  })
  .check((context) => {
    const { role, virtualAccount } = context.value;
    if (role.startsWith('Smart Account') === (virtualAccount === undefined)) return;
    const message = `${role} goes with ${virtualAccount === undefined ? 'a' : 'no'} virtualAccount`;
    context.issues.push({ code: 'custom', input: context.value, path: ['role'], message });
  });

/** A Smart Account of the simulated CSSM. */
export const accountSchema = z.strictObject({
  name: name.describe('Name as a person reads it.'),
  domain: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,118}[A-Za-z0-9])?$/, 'expected a domain such as campus.example')
    .describe('Domain: what calls and groups name it by.'),
  default: z.boolean().optional().describe('The Smart Account of groups that name none.'),
  status: z.enum(['pending', 'active', 'deactivated']).optional().describe('Default: active.'),
  users: z
    .array(userSchema)
    .max(1_000)
    .optional()
    .describe('Who has a role in it; a user with several has several entries.'),
  onPrem: name.optional().describe('Name of an SSM On-Prem that mirrors it.'),
  virtualAccounts: z.array(virtualAccountSchema).min(1),
});

/** A Smart Account as the file states it. */
export type LabAccount = z.infer<typeof accountSchema>;

/** The Virtual Account that is used where none is named. */
export function defaultVirtualAccount(account: LabAccount): string {
  const { virtualAccounts } = account;
  return (virtualAccounts.find((one) => one.default === true) ?? virtualAccounts[0])?.name ?? '';
}

/** The account of that domain or name. */
export function findAccount(accounts: readonly LabAccount[], wanted: string): LabAccount | undefined {
  const folded = wanted.toLowerCase();
  return accounts.find((one) => one.domain.toLowerCase() === folded || one.name.toLowerCase() === folded);
}
