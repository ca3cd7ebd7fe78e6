import { z } from 'zod';
import { checkShape, id, someText, text } from './fields.ts';
import type { JsonObject } from './json.ts';

/** A Smart Account this client may see. */
export interface SmartAccount {
  readonly domain: string;
  readonly name: string;
  /** State as CSSM writes it; `Active` is the only literal that is public. */
  readonly status: string;
  readonly isUsable: boolean;
  readonly type: string;
  readonly roles: readonly { readonly role: string; readonly virtualAccount: string }[];
}

/** A Smart Account that exists, whether or not this client has a role on it. */
export interface FoundAccount {
  readonly domain: string;
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly isUsable: boolean;
}

const myAccounts = z.object({
  accounts: z.array(
    z.object({
      accountName: someText,
      accountDomain: someText,
      accountStatus: text,
      accountType: text,
      roles: z.array(z.object({ role: text, virtualAccount: text })).nullish(),
    }),
  ),
});

const found = z.object({
  totalRecords: z.int().min(0),
  accounts: z.array(z.object({ domain: someText, name: text, id, status: text })),
});

/** Answer of `GET /v2/accounts`. It has no account ids. */
export function decodeAccounts(body: JsonObject): readonly SmartAccount[] {
  return checkShape(myAccounts, body, 'list of Smart Accounts').accounts.map((row) => ({
    domain: row.accountDomain,
    name: row.accountName,
    status: row.accountStatus,
    isUsable: isUsable(row.accountStatus),
    type: row.accountType,
    roles: row.roles ?? [],
  }));
}

/** Answer of `GET /v1/accounts/search`. The search matches parts of a domain: compare exactly ({@link accountOf}). */
export function decodeFoundAccounts(body: JsonObject): readonly FoundAccount[] {
  return checkShape(found, body, 'search for Smart Accounts').accounts.map((row) => ({
    ...row,
    isUsable: isUsable(row.status),
  }));
}

/** The account of exactly this domain; null when it is not among them. */
export function accountOf<Row extends { readonly domain: string }>(
  rows: readonly Row[],
  domain: string,
): Row | null {
  return rows.find((row) => row.domain.toLowerCase() === domain.toLowerCase()) ?? null;
}

function isUsable(status: string): boolean {
  return status.toLowerCase() === 'active';
}
