import { z } from 'zod';
import { isLicenseLabError } from '../../core/errors.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import { worldOf } from '../cssm/worlds/index.ts';
import { FLEET_MAX } from '../fleet/fleet.ts';
import { parseTimeMode } from '../time/mode.ts';
import { accountSchema, findAccount } from './accounts.ts';
import type { LabAccount } from './accounts.ts';
import { cssmSchema } from './cssm.ts';
import { groupSchema } from './groups.ts';
import type { LabGroup } from './groups.ts';
import { idsOf } from './ids.ts';

/** Most accounts and groups of one lab. */
const ENTRIES_MAX = 10_000;

const time = z.string().check((context) => {
  try {
    parseTimeMode(context.value);
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    context.issues.push({ code: 'custom', input: context.value, message: error.message });
  }
});

const fields = z.strictObject({
  seed: z.int().min(0).default(1).describe('Names every draw of the lab: same seed, same lab.'),
  time: time.default('real').describe('real, scaled:N (N up to 60 times faster) or virtual.'),
  cssm: cssmSchema.optional().describe('How the simulated CSSM behaves; everything has a default.'),
  accounts: z.array(accountSchema).max(ENTRIES_MAX).default([]),
  groups: z.array(groupSchema).min(1).max(ENTRIES_MAX),
});

/** A lab: what the file means, defaults filled in, with the accounts of its world behind its own. */
export const labSchema = fields.transform(withWorld).check((context) => {
  const lab = context.value;
  const problem: Problem = (path, message) => {
    context.issues.push({ code: 'custom', input: lab, path, message });
  };
  checkAccounts(lab.accounts, problem);
  for (const [index, group] of lab.groups.entries()) checkTrust(lab.accounts, group, index, problem);
  const total = lab.groups.reduce((sum, group) => sum + group.count, 0);
  if (total > FLEET_MAX) problem(['groups'], `expected at most ${FLEET_MAX} switches, got ${total}`);
  else checkIds(lab.groups, problem);
  const listed = lab.accounts
    .flatMap(({ virtualAccounts }) => virtualAccounts.flatMap(({ instances = [] }) => instances))
    .reduce((sum, { count }) => sum + count, 0);
  if (listed > FLEET_MAX)
    problem(['accounts'], `expected at most ${FLEET_MAX} product instances, got ${listed}`);
});

/** A lab as the file states it, defaults filled in. */
export type LabFile = z.infer<typeof labSchema>;
/** A lab as a person or a test writes it. */
export type LabInput = Unchanging<z.input<typeof labSchema>>;

/** The same, lists and objects not to be changed. */
type Unchanging<T> = T extends object ? { readonly [Key in keyof T]: Unchanging<T[Key]> } : T;

/** Adds the accounts of the world; one of the file's replaces that of the same domain, its default account theirs. */
function withWorld(lab: z.output<typeof fields>): z.output<typeof fields> {
  const { world } = lab.cssm ?? {};
  if (world === undefined) return lab;
  const own = new Set(lab.accounts.map(({ domain }) => domain.toLowerCase()));
  const hasDefault = lab.accounts.some((one) => one.default === true);
  const added = (worldOf(world)?.accounts ?? [])
    .filter(({ domain }) => !own.has(domain))
    .map((account) => accountSchema.parse({ ...account, default: account.default === true && !hasDefault }));
  return { ...lab, accounts: [...lab.accounts, ...added] };
}

type Problem = (path: (string | number)[], message: string) => void;

function checkAccounts(accounts: readonly LabAccount[], problem: Problem): void {
  const domains = new Set<string>();
  for (const [index, account] of accounts.entries()) {
    const domain = account.domain.toLowerCase();
    if (domains.has(domain)) {
      problem(['accounts', index, 'domain'], `the domain ${account.domain} is used twice`);
    }
    domains.add(domain);
    const place = ['accounts', index, 'virtualAccounts'];
    const names = account.virtualAccounts.map((one) => one.name);
    const double = names.findIndex((name, position) => names.indexOf(name) !== position);
    if (double !== -1) {
      problem([...place, double, 'name'], `the Virtual Account ${names[double] ?? ''} is used twice`);
    }
    for (const [position, user] of (account.users ?? []).entries()) {
      if (user.virtualAccount === undefined || names.includes(user.virtualAccount)) continue;
      const message = `${account.domain} has no Virtual Account "${user.virtualAccount}". ${suggestWord(user.virtualAccount, names)}`;
      problem(['accounts', index, 'users', position, 'virtualAccount'], message);
    }
    const defaults = account.virtualAccounts.filter((one) => one.default === true).length;
    if (defaults > 1) problem(place, `expected one default Virtual Account, got ${defaults}`);
  }
  const defaults = accounts.filter((one) => one.default === true).length;
  if (defaults > 1) problem(['accounts'], `expected one default account, got ${defaults}`);
}

function checkTrust(accounts: readonly LabAccount[], group: LabGroup, index: number, problem: Problem): void {
  const { account: wanted, virtualAccount } = group;
  if (wanted === undefined || wanted === 'none') return;
  const account = findAccount(accounts, wanted);
  if (account === undefined) {
    const known = [...accounts.map((one) => one.domain), 'none'];
    problem(['groups', index, 'account'], `no account is called "${wanted}". ${suggestWord(wanted, known)}`);
    return;
  }
  const names = account.virtualAccounts.map((one) => one.name);
  if (virtualAccount === undefined || names.includes(virtualAccount)) return;
  const message = `${account.domain} has no Virtual Account "${virtualAccount}". ${suggestWord(virtualAccount, names)}`;
  problem(['groups', index, 'virtualAccount'], message);
}

/** Ids that differ in case only would be one host name. */
function checkIds(groups: readonly LabGroup[], problem: Problem): void {
  const seen = new Map<string, number>();
  for (const [index, ids] of idsOf(groups).entries()) {
    for (const [position, id] of ids.entries()) {
      const before = seen.get(id.toLowerCase());
      const place = groups[index]?.ids === undefined ? [] : ['ids', position];
      if (before !== undefined) {
        problem(['groups', index, ...place], `the id ${id} is used twice, first in groups[${before}]`);
      }
      seen.set(id.toLowerCase(), index);
    }
  }
}
