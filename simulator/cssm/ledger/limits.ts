import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** How much a book takes: what clients, switches and people can make grow ends here. All assumed; Cisco's are not public. */
export const LIMITS = {
  accounts: 10_000,
  /** Of one account. */
  virtualAccounts: 10_000,
  users: 10_000,
  alerts: 1_000,
  /** Of one Virtual Account. */
  lots: 10_000,
  /** Of the whole book, ended and revoked ones too. */
  tokens: 100_000,
  instances: 250_000,
  /** Serials remembered as removed; of more the oldest are forgotten. */
  removed: 250_000,
  /** Reports of one instance that wait for their acknowledgement: as many as a switch keeps (`reference/cssm.md` 3.6). */
  waiting: 300,
} as const;

/** The refusal when a new one would be beyond a limit; null when there is room. */
export function full(count: number, most: number, what: string): Refusal | null {
  return count < most
    ? null
    : refuse('too-many', `There are ${count} ${what} already, and no more than ${most}.`);
}
