import type { LicenseLabError } from '../../core/errors.ts';
import { isLicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Http } from '../../core/ports/http.ts';
import type { Random } from '../../core/ports/random.ts';
import { decodeAccessToken } from '../../core/wire/cssm/index.ts';
import { Secret } from '../secrets/secret.ts';
import { BACKOFF, delayBeforeNext } from './backoff.ts';
import type { Done } from './done.ts';
import { withoutSecrets } from './redact.ts';
import { attempt } from './attempt.ts';

/** Where access tokens come from. */
export interface TokenSourceSettings {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** An SSM On-Prem takes JSON instead of a form (`reference/cssm.md` 1.7). */
  readonly isJson: boolean;
}

/** Access tokens in memory, one at a time. There is no refresh token for client credentials. */
export interface TokenSource {
  /** A token that is good for a while yet; whoever asks while one is on its way gets that one. */
  get(done: Done<Secret>): void;
  /** CSSM did not accept it: the next one asked for is new. */
  reject(token: Secret): void;
}

/** A token is replaced this long before its end, as public clients do (`reference/cssm.md` 1.1); at most half its life. */
const EARLY_MS = 300_000;
/** As for every other call; at 60-fold speed it is two seconds of real time. */
const TIMEOUT_MS = 120_000;
const ANSWER_BYTES_MAX = 65_536;

export function createTokenSource(settings: TokenSourceSettings): TokenSource {
  const { http, clock, random, tokenUrl, clientId, clientSecret, isJson } = settings;
  let held: { readonly token: Secret; readonly freshUntilMs: number } | null = null;
  let waiting: Done<Secret>[] = [];

  function settle(answer: Secret | LicenseLabError): void {
    const all = waiting;
    waiting = [];
    for (const done of all) done(answer);
  }

  function fetchToken(attempts: number): void {
    const startMs = clock.monotonicMs();
    const fields = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret.reveal(),
    };
    const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
    const request = {
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': type, accept: 'application/json' },
      body: isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
      timeoutMs: TIMEOUT_MS,
      responseBytesMax: ANSWER_BYTES_MAX,
    } as const;
    http.request(request, (answer) => {
      const clean = withoutSecrets(answer, [clientSecret]);
      const token = attempt(() => decodeAccessToken(clean, clock.wallMs()));
      if (isLicenseLabError(token)) {
        const delayMs = delayBeforeNext(BACKOFF, attempts, token, random);
        if (delayMs === null) settle(token);
        else clock.setTimer('cssm token retry', delayMs, () => fetchToken(attempts + 1));
        return;
      }
      const freshMs = token.lifeMs - Math.min(EARLY_MS, token.lifeMs / 2);
      held = { token: new Secret(token.token), freshUntilMs: startMs + freshMs };
      settle(held.token);
    });
  }

  return {
    get(done) {
      const fresh = held !== null && clock.monotonicMs() < held.freshUntilMs ? held.token : null;
      if (fresh !== null) {
        clock.setTimer('cssm token', 0, () => done(fresh));
        return;
      }
      waiting.push(done);
      if (waiting.length === 1) fetchToken(1);
    },

    reject(token) {
      if (held?.token === token) held = null;
    },
  };
}
