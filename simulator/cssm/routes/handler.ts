import type { DeviceExchange } from '../device/exchange.ts';
import type { CssmParts } from '../parts.ts';
import { jittered, takeTrouble } from '../trouble.ts';
import { createAccessTokens } from './access-tokens.ts';
import type { AccessTokens } from './access-tokens.ts';
import { answerDevice } from './device-endpoint.ts';
import { deviceAimOf } from './device-paths.ts';
import type { CssmHandler, CssmRequest, CssmResponse } from './http.ts';
import { ON_PREM_TOKEN_PATH, TOKEN_PATHS, answerOnPremToken, answerTokenRequest } from './oauth.ts';
import { CLOUD_OPERATIONS } from './operations.ts';
import { createRateLimit } from './rate-limit.ts';
import { forbidden, httpError, invalidClient, notFound, tooManyRequests, unauthorized } from './refusals.ts';
import { aimOf, match } from './router.ts';
import type { Matched } from './router.ts';
import { runOperation } from './run-operation.ts';
import { NEVER_MS, spoiled } from './spoil.ts';
import { subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';
import { ON_PREM_OPERATIONS } from './v1/operations.ts';

/** How a request ended: the answer (null: none), the rows in it, and the client when its bearer was good. */
interface Ended {
  readonly response: CssmResponse | null;
  readonly rows?: number;
  readonly summarized?: number;
  readonly client?: string;
}

/** A request that is being answered. */
interface Passing {
  readonly request: CssmRequest;
  readonly path: string;
  readonly isOnPrem: boolean;
  readonly found: Matched | null;
  readonly subject: Subject | null;
}

/**
 * Makes CSSM's northbound side, that of SSM On-Prem below `/backend`, and the device endpoint. A request passes, in this order:
 * faults, route, bearer, rate limit, body, account, role, operation. What does not match any route is journalled as `unmatched`.
 */
export function createHandler(parts: CssmParts, exchange: DeviceExchange): CssmHandler {
  const { clock, options, journal, ledger } = parts;
  const random = parts.random.split('access tokens');
  const cloud = createAccessTokens(clock, random, options, options.accessTokenLifeMs);
  const onPrem = createAccessTokens(clock, random, options, options.onPremTokenLifeMs);
  const secondsToWait = createRateLimit(clock, options.rateLimit);

  function operate({ request, path, isOnPrem, found, subject }: Passing): Ended {
    if (isTokenPath(path)) return { response: tokenAnswer(request, path, cloud, onPrem) };
    if (found === null) return { response: notFound() };
    const holder = (isOnPrem ? onPrem : cloud).holderOf(request.headers['authorization']);
    // On-Prem says 403 where the cloud says 401 [C, S15].
    if (holder === null) return { response: isOnPrem ? forbidden() : unauthorized() };
    const moment = { device: 'cssm', account: subject?.account?.domain, http: path };
    const { faults } = parts;
    if (isOnPrem && faults.take('cssm.on-prem-booting', moment) !== null)
      return { response: httpError(502, 0) };
    if (faults.take('cssm.bearer-expired', moment) !== null) {
      (isOnPrem ? onPrem : cloud).drop(request.headers['authorization']);
      return { response: unauthorized() };
    }
    if (faults.take('cssm.client-invalid', moment) !== null) return { response: invalidClient() };
    if (faults.take('cssm.role-lost', moment) !== null) return { response: forbidden() };
    const { client } = holder;
    if (!holder.isSubscribed && !isOnPrem) return { response: invalidClient(), client };
    const waitS = isOnPrem ? 0 : secondsToWait(client);
    if (waitS > 0) return { response: tooManyRequests(waitS), client };
    const ended = runOperation(parts, request, found, subject, holder);
    return { ...ended, response: spoiled(faults, moment, ended.response), client };
  }

  return (request) => {
    const { isOnPrem, path } = aimOf(request.path);
    const device = deviceAimOf(path);
    if (device !== null) return answerDevice(request, device, exchange);
    const found = match(isOnPrem ? ON_PREM_OPERATIONS : CLOUD_OPERATIONS, request.method, path);
    const subject = found && subjectOf(ledger.state, request, found, isOnPrem);
    const trouble = takeTrouble(parts, subject?.account?.domain ?? subject?.said.toLowerCase(), path);
    const ended =
      trouble.cut !== null
        ? { response: null }
        : trouble.error !== null
          ? { response: httpError(trouble.error.status, trouble.error.retryAfterS, trouble.error.retryAfter) }
          : operate({ request, path, isOnPrem, found, subject });
    const isHung = parts.faults.take('cssm.hang', {
      device: 'cssm',
      account: subject?.account?.domain,
      http: path,
    });
    const delayMs = isHung === null ? jittered(parts, delayOf(parts, ended)) + trouble.delayMs : NEVER_MS;
    const isKnown = found !== null || isTokenPath(path);
    journal.note('cssm', isKnown ? 'http' : 'unmatched', null, ended.client ?? null, {
      method: request.method,
      path: path.slice(0, 500),
      operation: found?.operation.name ?? null,
      status: ended.response?.status ?? null,
      rows: ended.rows ?? 0,
      delayMs: Math.round(delayMs),
    });
    return { response: ended.response, delayMs, ...(trouble.cut === null ? {} : { cut: trouble.cut }) };
  };
}

function isTokenPath(path: string): boolean {
  return TOKEN_PATHS.includes(path) || path === ON_PREM_TOKEN_PATH;
}

function tokenAnswer(
  request: CssmRequest,
  path: string,
  cloud: AccessTokens,
  onPrem: AccessTokens,
): CssmResponse {
  return path === ON_PREM_TOKEN_PATH
    ? answerOnPremToken(request, onPrem)
    : answerTokenRequest(request, cloud);
}

/** How long an answer takes: for the page, for its rows, for its size, and for what was added up. */
function delayOf({ options }: CssmParts, { response, rows = 0, summarized = 0 }: Ended): number {
  const { baseMs, perRowMs, perKibMs, summaryMs } = options.latency;
  const kib = (response?.body.length ?? 0) / 1024;
  return baseMs + perRowMs * rows + perKibMs * kib + summaryMs * summarized;
}
