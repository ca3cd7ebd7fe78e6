import type { Random } from '../../../core/ports/random.ts';
import { usableVirtualAccount } from './decide-accounts.ts';
import type { ChangeOf } from './events.ts';
import { LIMITS, full } from './limits.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { LedgerState, TokenState } from './state.ts';
import { tokenText } from './identifiers.ts';

const DAY_MS = 86_400_000;

export interface NewToken {
  readonly description: string;
  /** 1 to 365 (assumed, `reference/cssm.md` 3.4). */
  readonly expiresAfterDays: number;
  readonly exportControlled: boolean;
  readonly usesMax?: number | null;
}

export function decideToken(
  state: LedgerState,
  domain: string,
  virtualAccount: string,
  asked: NewToken,
  at: number,
  random: Random,
): ChangeOf<'token-created'> | Refusal {
  const found = usableVirtualAccount(state, domain, virtualAccount);
  if (isRefusal(found)) return found;
  const days = asked.expiresAfterDays;
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    return refuse('token-days', 'expiresAfterDays is a whole number from 1 to 365.');
  }
  const beyond = full(state.tokens.size, LIMITS.tokens, 'tokens');
  if (beyond !== null) return beyond;
  return {
    type: 'token-created',
    token: tokenText(random),
    domain: domain.toLowerCase(),
    virtualAccount,
    description: asked.description,
    expiresAt: at + days * DAY_MS,
    usesMax: asked.usesMax ?? null,
    exportControlled: asked.exportControlled,
  };
}

export function decideRevocation(state: LedgerState, token: string): ChangeOf<'token-revoked'> | Refusal {
  return state.tokens.has(token)
    ? { type: 'token-revoked', token }
    : refuse('token-unknown', 'There is no such token.');
}

/** The token, when it lets a device in now. A bad one blocks new trust only (assumed, `reference/cssm.md` 3.4). */
export function usableToken(state: LedgerState, token: string, at: number): TokenState | Refusal {
  const found = state.tokens.get(token);
  if (found === undefined) return refuse('token-unknown', 'The token is not known.');
  if (found.isRevoked) return refuse('token-revoked', 'The token was revoked.');
  if (at >= found.expiresAt) return refuse('token-expired', 'The token has expired.');
  if (found.usesMax !== null && found.uses >= found.usesMax) {
    return refuse('token-used-up', 'The token was used as often as it may be.');
  }
  return found;
}
