import { isLicenseLabError } from '../../core/errors.ts';
import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Http, HttpResponse } from '../../core/ports/http.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Random } from '../../core/ports/random.ts';
import { ANSWER_BYTES_MAX, onPremOperation, readV1 } from '../../core/wire/cssm/index.ts';
import type { CssmOperation, JsonObject } from '../../core/wire/cssm/index.ts';
import type { Secret } from '../secrets/secret.ts';
import { attempt } from './attempt.ts';
import { BACKOFF, delayBeforeNext } from './backoff.ts';
import type { Done } from './done.ts';
import { createLimiter } from './limiter.ts';
import type { Limiter } from './limiter.ts';
import { withoutSecrets } from './redact.ts';
import type { TokenSource } from './token-source.ts';

export interface CallerSettings {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  readonly clientSecret: Secret;
  /** Not null: an SSM On-Prem. */
  readonly localNames: ReadonlyMap<string, string> | null;
}

/** Makes one call and brings it to an end: pace, token, back-off, one new token after a 401. */
export interface Caller {
  /** `deadlineMs` is a moment of the monotonic clock; no attempt begins after it. */
  call<Value>(
    operation: CssmOperation,
    decode: (body: JsonObject) => Value,
    deadlineMs: number,
    done: Done<Value>,
  ): void;
}

/** Milliseconds of one attempt: a page of 500 rows of a slow CSSM takes half a minute. */
const TIMEOUT_MS = 120_000;
/** Accounts with a pace of their own; calls about none share one. */
const LIMITERS_MAX = 1000;

export function createCaller(settings: CallerSettings): Caller {
  const { http, clock, random, log, baseUrl, tokens, clientSecret, localNames } = settings;
  // On-Prem says 403 where the cloud says 401 (`reference/cssm.md` 1.7).
  const unauthorized = localNames === null ? 'CSSM_UNAUTHORIZED' : 'CSSM_FORBIDDEN';
  const limiters = new Map<string, Limiter>();

  function limiterOf(scope: string): Limiter {
    const found = limiters.get(scope);
    if (found !== undefined) return found;
    if (limiters.size >= LIMITERS_MAX) limiters.clear();
    const made = createLimiter(clock);
    limiters.set(scope, made);
    return made;
  }

  function send(
    operation: CssmOperation,
    token: Secret,
    deadlineMs: number,
    done: (answer: HttpResponse | LicenseLabError) => void,
  ): void {
    const request = {
      method: operation.method,
      url: baseUrl + operation.path,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token.reveal()}`,
        ...(operation.body === null ? {} : { 'content-type': 'application/json' }),
      },
      body: operation.body,
      timeoutMs: Math.max(1, Math.min(TIMEOUT_MS, deadlineMs - clock.monotonicMs())),
      responseBytesMax: ANSWER_BYTES_MAX,
    };
    http.request(request, (answer) => done(withoutSecrets(answer, [token, clientSecret])));
  }

  return {
    call(asked, decode, deadlineMs, done) {
      const operation = localNames === null ? asked : attempt(() => onPremOperation(asked, localNames));
      if (isLicenseLabError(operation)) {
        clock.setTimer('cssm not offered', 0, () => done(operation));
        return;
      }
      perform(operation, decode, deadlineMs, done);
    },
  };

  function perform<Value>(
    operation: CssmOperation,
    decode: (body: JsonObject) => Value,
    deadlineMs: number,
    done: Done<Value>,
  ): void {
    const limiter = limiterOf(operation.scope ?? '');
    let attempts = 0;
    let hasNewToken = false;

    function begin(): void {
      attempts += 1;
      limiter.enter((leave) => {
        if (isLicenseLabError(leave)) {
          clock.setTimer('cssm refused', 0, () => done(leave));
          return;
        }
        tokens.get((token) => {
          if (isLicenseLabError(token)) {
            leave();
            done(token);
            return;
          }
          send(operation, token, deadlineMs, (answer) => {
            leave();
            conclude(
              attempt(() => decode(readV1(answer, clock.wallMs()))),
              token,
            );
          });
        });
      });
    }

    function conclude(answer: Parameters<typeof done>[0], token: Secret): void {
      if (!isLicenseLabError(answer)) {
        done(answer);
        return;
      }
      log.write('info', 'cssm.call-failed', {
        operation: operation.name,
        account: operation.scope,
        code: answer.code,
        attempt: attempts,
      });
      if (answer.code === unauthorized && !hasNewToken) {
        hasNewToken = true;
        tokens.reject(token);
        begin();
        return;
      }
      const delayMs = delayBeforeNext(BACKOFF, attempts, answer, random);
      const mayRepeat = operation.kind === 'read' || answer.definite;
      if (delayMs === null || !mayRepeat || clock.monotonicMs() + delayMs >= deadlineMs) {
        done(answer);
        return;
      }
      if (answer.code === 'CSSM_RATE_LIMITED') limiter.pause(delayMs);
      clock.setTimer('cssm retry', delayMs, begin);
    }

    begin();
  }
}
