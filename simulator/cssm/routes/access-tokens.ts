import type { Clock } from '../../../core/ports/clock.ts';
import type { Random } from '../../../core/ports/random.ts';
import { tokenText } from '../ledger/identifiers.ts';
import type { CssmOptions } from '../options.ts';

/** Tokens held at once; the oldest go first. */
const TOKENS_MAX = 10_000;

/** Access tokens of the identity provider. There is no refresh token for client credentials (`reference/cssm.md` 0.6). */
export interface AccessTokens {
  /** A new token of that client; null when id or secret are wrong. */
  issue(id: string, secret: string): { readonly token: string; readonly lifeS: number } | null;
  /** The client of an `Authorization` header; null when the token is missing, unknown or expired. */
  clientOf(authorization: string | undefined): string | null;
}

export function createAccessTokens(clock: Clock, random: Random, options: CssmOptions): AccessTokens {
  const held = new Map<string, { readonly client: string; readonly expiresMs: number }>();
  return {
    issue(id, secret) {
      if (!options.clients.some((client) => client.id === id && client.secret === secret)) return null;
      const token = tokenText(random);
      held.set(token, { client: id, expiresMs: clock.monotonicMs() + options.accessTokenLifeMs });
      const [oldest] = held.keys();
      if (held.size > TOKENS_MAX && oldest !== undefined) held.delete(oldest);
      return { token, lifeS: Math.floor(options.accessTokenLifeMs / 1000) };
    },

    clientOf(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
      const found = held.get(token);
      if (found === undefined) return null;
      if (clock.monotonicMs() < found.expiresMs) return found.client;
      held.delete(token);
      return null;
    },
  };
}
