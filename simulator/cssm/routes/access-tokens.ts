import type { Clock } from '../../../core/ports/clock.ts';
import type { Random } from '../../../core/ports/random.ts';
import { tokenText } from '../ledger/identifiers.ts';
import type { CssmApiClient, CssmOptions } from '../options.ts';

/** Tokens held at once; the oldest go first. */
const TOKENS_MAX = 10_000;

/** Who a good bearer stands for. */
export interface Bearer {
  readonly client: string;
  /** Whose roles count; null: a service, which may everything. */
  readonly user: string | null;
  /** False: the application has no API, every call is `403 Invalid Client` (`reference/cssm.md` 0.7). */
  readonly isSubscribed: boolean;
}

/** A token, or why there is none. */
export type Issued =
  | { readonly token: string; readonly lifeS: number }
  | { readonly refused: 'client' | 'user' };

/** Access tokens of the identity provider. There is no refresh token for client credentials (`reference/cssm.md` 0.6). */
export interface AccessTokens {
  /** A token for a client, or for a user who signs in through it. Unknown and not yet propagated clients look alike [D, S4]. */
  issue(id: string, secret: string, user?: { readonly name: string; readonly password: string }): Issued;
  /** The holder of an `Authorization` header; null when the token is missing, unknown or expired. */
  holderOf(authorization: string | undefined): Bearer | null;
  /** Ends a token early: what a fault asks for. */
  drop(authorization: string | undefined): void;
}

export function createAccessTokens(
  clock: Clock,
  random: Random,
  options: Pick<CssmOptions, 'clients' | 'users'>,
  lifeMs: number,
): AccessTokens {
  const held = new Map<string, Bearer & { readonly expiresMs: number }>();
  const startedMs = clock.monotonicMs();
  const isLive = (client: CssmApiClient): boolean =>
    clock.monotonicMs() - startedMs >= (client.liveAfterMs ?? 0);

  return {
    issue(id, secret, asked) {
      const client = options.clients.find((one) => one.id === id && one.secret === secret);
      if (client === undefined || !isLive(client)) return { refused: 'client' };
      const user =
        asked && options.users.find((one) => one.name === asked.name && one.password === asked.password);
      if (asked !== undefined && user === undefined) return { refused: 'user' };
      const token = tokenText(random);
      held.set(token, {
        client: id,
        user: user?.name ?? client.user ?? null,
        isSubscribed: client.isSubscribed ?? true,
        expiresMs: clock.monotonicMs() + lifeMs,
      });
      const [oldest] = held.keys();
      if (held.size > TOKENS_MAX && oldest !== undefined) held.delete(oldest);
      return { token, lifeS: Math.floor(lifeMs / 1000) };
    },

    holderOf(authorization) {
      const token = bearerOf(authorization);
      const found = held.get(token);
      if (found === undefined) return null;
      if (clock.monotonicMs() < found.expiresMs) return found;
      held.delete(token);
      return null;
    },

    drop: (authorization) => void held.delete(bearerOf(authorization)),
  };
}

function bearerOf(authorization: string | undefined): string {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}
