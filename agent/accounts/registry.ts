import { ConfigError } from '../../core/errors.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import { ACCOUNT_NAME } from '../inventory/index.ts';
import type { Inventory } from '../inventory/index.ts';
import type { Documents } from './documents.ts';

/** Why an account is of no use any more. */
export interface Gone {
  readonly atMs: number;
  readonly code: string;
  readonly text: string;
}

/** A Smart Account that is known. */
export interface Account {
  /** Domain, lower case. */
  readonly name: string;
  readonly isDefault: boolean;
  /** Where it is known from: the inventory's list, `account add`, or a switch of the inventory that names it. */
  readonly source: 'inventory' | 'added' | 'switch';
  /** Not null: CSSM said that it is deleted or not in use. */
  readonly gone: Gone | null;
}

/** The accounts of a store and an inventory. */
export interface Registry {
  readonly accounts: readonly Account[];
  /** Null: there is no default. */
  readonly default: Account | null;
  /** Removed by `account remove`; the switches that name them are orphaned. */
  readonly removed: ReadonlySet<string>;
  /** Throws `ACCOUNT_UNKNOWN`. */
  find(name: string): Account;
}

const ACCOUNT = 'account';
const DEFAULT = 'account-default';
const THE_DEFAULT = 'default';

interface AccountBody {
  readonly isAdded: boolean;
  readonly isRemoved: boolean;
  readonly gone: Gone | null;
}

/** Reads the registry: the inventory's accounts, those added, without those removed. */
export async function readRegistry(documents: Documents, inventory: Inventory): Promise<Registry> {
  const stored = new Map((await documents.list<AccountBody>(ACCOUNT)).map(({ key, body }) => [key, body]));
  const chosen = (await documents.get<{ name: string }>(DEFAULT, THE_DEFAULT))?.body.name ?? null;
  const sources = sourcesOf(inventory, stored);
  const removed = new Set([...stored].filter(([, body]) => body.isRemoved).map(([name]) => name));
  const names = [...sources.keys()].filter((name) => !removed.has(name)).toSorted();
  const theDefault = defaultAmong(names, chosen, inventory);
  const accounts = names.map((name) => ({
    name,
    isDefault: name === theDefault,
    source: sources.get(name) ?? 'added',
    gone: stored.get(name)?.gone ?? null,
  }));
  return {
    accounts,
    default: accounts.find(({ isDefault }) => isDefault) ?? null,
    removed,
    find(name) {
      const found = accounts.find((account) => account.name === name.toLowerCase());
      if (found !== undefined) return found;
      throw new ConfigError('ACCOUNT_UNKNOWN', `There is no Smart Account "${name}".`, {
        hint: names.length === 0 ? 'Add one: liclab account add DOMAIN' : suggestWord(name, names),
      });
    },
  };
}

function sourcesOf(
  inventory: Inventory,
  stored: ReadonlyMap<string, AccountBody>,
): ReadonlyMap<string, Account['source']> {
  const sources = new Map<string, Account['source']>();
  for (const { account } of inventory.devices) {
    if (account !== null) sources.set(account.toLowerCase(), 'switch');
  }
  for (const [name, body] of stored) if (body.isAdded) sources.set(name, 'added');
  for (const { name } of inventory.cssm?.accounts ?? []) sources.set(name, 'inventory');
  return sources;
}

/** What was chosen; else what the inventory says; else the only one there is. */
function defaultAmong(names: readonly string[], chosen: string | null, inventory: Inventory): string | null {
  if (chosen !== null && names.includes(chosen)) return chosen;
  const stated = inventory.cssm?.accounts.find((account) => account.default)?.name;
  if (stated !== undefined && names.includes(stated)) return stated;
  return names.length === 1 ? (names[0] ?? null) : null;
}

/** Adds an account. Throws `ACCOUNT_NAME_INVALID`, `ACCOUNT_DUPLICATE`. */
export async function addAccount(documents: Documents, registry: Registry, given: string): Promise<string> {
  const name = given.toLowerCase();
  if (!ACCOUNT_NAME.test(name)) {
    throw new ConfigError('ACCOUNT_NAME_INVALID', `Expected the domain of a Smart Account, got "${given}".`, {
      hint: 'For example example.com; CSSM shows it beside the name of the account.',
    });
  }
  if (registry.accounts.some((account) => account.name === name)) {
    throw new ConfigError('ACCOUNT_DUPLICATE', `The Smart Account ${name} is there already.`);
  }
  await documents.put(ACCOUNT, name, { isAdded: true, isRemoved: false, gone: null } satisfies AccountBody);
  return name;
}

/** Makes an account the default. Throws `ACCOUNT_UNKNOWN`, `ACCOUNT_WITHOUT_CREDENTIALS`. */
export async function makeDefault(
  documents: Documents,
  registry: Registry,
  inventory: Inventory,
  name: string,
): Promise<Account> {
  const account = registry.find(name);
  requireCredentials(inventory, account.name);
  await documents.put(DEFAULT, THE_DEFAULT, { name: account.name });
  return account;
}

/** Throws `ACCOUNT_WITHOUT_CREDENTIALS` where the inventory names no CSSM. */
export function requireCredentials(inventory: Inventory, name: string): void {
  if (inventory.cssm === null) throw noCredentials(inventory.file, name);
}

/** The error where an inventory names no CSSM. */
export function noCredentials(file: string, name: string): ConfigError {
  return new ConfigError(
    'ACCOUNT_WITHOUT_CREDENTIALS',
    `The inventory ${file} has no credentials for CSSM; ${name} cannot be retrieved.`,
    { hint: 'Add a section "cssm:" with url, tokenUrl, clientId and clientSecret.' },
  );
}

/** Refuses what `account remove` must not remove. Throws `ACCOUNT_UNKNOWN`, `ACCOUNT_IS_DEFAULT`. */
export function removable(registry: Registry, name: string): Account {
  const account = registry.find(name);
  if (!account.isDefault) return account;
  throw new ConfigError('ACCOUNT_IS_DEFAULT', `${account.name} is the default Smart Account.`, {
    hint: 'Make another one the default first: liclab account default DOMAIN',
  });
}

/** Removes an account from the registry; an inventory that names it does not bring it back. */
export function removeAccount(documents: Documents, { name, gone }: Account): Promise<void> {
  return documents.put(ACCOUNT, name, { isAdded: false, isRemoved: true, gone } satisfies AccountBody);
}

/** Notes that CSSM said an account is gone, or that it answers again (null). */
export async function noteGone(documents: Documents, name: string, gone: Gone | null): Promise<void> {
  const body = (await documents.get<AccountBody>(ACCOUNT, name))?.body;
  if ((body?.gone ?? null) === null && gone === null) return;
  const known = body ?? { isAdded: false, isRemoved: false, gone: null };
  await documents.put(ACCOUNT, name, { ...known, gone } satisfies AccountBody);
}
