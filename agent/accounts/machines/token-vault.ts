/**
 * Registration tokens in the memory of this process: one per Virtual Account, for all switches that are associated with it. None is
 * ever stored, journalled or shown. A process that dies takes its tokens with it: nobody holds them then, and they end after a
 * day, the shortest life there is.
 */
import { isLicenseLabError, type LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { CssmClient, Done } from '../../cssm/index.ts';
import type { Secret } from '../../secrets/index.ts';

/** Life of a token in days. */
export const TOKEN_DAYS = 1;

/** A token is not given out any more after half of its life. */
const FRESH_MS = (TOKEN_DAYS * 86_400_000) / 2;

/** A refusal is the answer for that long: a thousand switches do not ask a thousand times. */
const REFUSED_MS = 30_000;

/** One Virtual Account's token. */
interface Kept {
  token: Secret | null;
  error: LicenseLabError | null;
  untilMs: number;
  waiting: Done<Secret>[];
}

/** The tokens of a process. */
export interface TokenVault {
  /** The token of a Virtual Account; made when there is no fresh one. At most one call to CSSM is under way for it. */
  get(cssm: CssmClient, account: string, virtualAccount: string, done: Done<Secret>): void;
  /** The token that {@link TokenVault.get} gave last; null: none. */
  held(account: string, virtualAccount: string): Secret | null;
  /** CSSM did not take it: the next one asked for is new. */
  retire(account: string, virtualAccount: string): void;
}

/** Makes an empty vault. */
export function createTokenVault(clock: Clock): TokenVault {
  const places = new Map<string, Kept>();
  const keyOf = (account: string, virtualAccount: string): string =>
    JSON.stringify([account, virtualAccount]);

  function make(cssm: CssmClient, account: string, virtualAccount: string, kept: Kept): void {
    const request = {
      description: 'liclab account associate',
      expiresAfterDays: TOKEN_DAYS,
      exportControlled: false,
    };
    cssm.createToken(account, virtualAccount, request, (answer) => {
      const isError = isLicenseLabError(answer);
      kept.error = isError ? answer : null;
      if (!isError) kept.token = answer;
      kept.untilMs = clock.monotonicMs() + (isError ? REFUSED_MS : FRESH_MS);
      for (const done of kept.waiting.splice(0)) done(answer);
    });
  }

  return {
    get(cssm, account, virtualAccount, done) {
      const key = keyOf(account, virtualAccount);
      const kept = places.get(key) ?? { token: null, error: null, untilMs: 0, waiting: [] };
      places.set(key, kept);
      const answer = kept.error ?? kept.token;
      if (answer !== null && clock.monotonicMs() < kept.untilMs) {
        clock.setTimer('registration token', 0, () => done(answer));
        return;
      }
      kept.waiting.push(done);
      if (kept.waiting.length === 1) make(cssm, account, virtualAccount, kept);
    },
    held: (account, virtualAccount) => places.get(keyOf(account, virtualAccount))?.token ?? null,
    retire(account, virtualAccount) {
      const kept = places.get(keyOf(account, virtualAccount));
      if (kept !== undefined) kept.untilMs = 0;
    },
  };
}
