import type { ChangeOf } from './events.ts';
import type { LedgerState } from './state.ts';

export function applyTokenCreated(state: LedgerState, event: ChangeOf<'token-created'>, at: number): void {
  const { token, domain, virtualAccount, description, expiresAt, usesMax, exportControlled } = event;
  state.tokens.set(token, {
    token,
    domain,
    virtualAccount,
    description,
    createdAt: at,
    expiresAt,
    usesMax,
    exportControlled,
    uses: 0,
    isRevoked: false,
  });
}

export function applyTokenRevoked(state: LedgerState, event: ChangeOf<'token-revoked'>): void {
  const token = state.tokens.get(event.token);
  if (token !== undefined) token.isRevoked = true;
}
