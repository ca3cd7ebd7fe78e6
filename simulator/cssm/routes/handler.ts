import { DEVICE_PATH } from '../device/exchange.ts';
import type { DeviceExchange } from '../device/exchange.ts';
import { dayOf, findAccount } from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';
import { jittered, takeTrouble } from '../trouble.ts';
import { createAccessTokens } from './access-tokens.ts';
import { answerDevice } from './device-endpoint.ts';
import type { CssmHandler, CssmRequest, CssmResponse } from './http.ts';
import { TOKEN_PATHS, answerTokenRequest } from './oauth.ts';
import { createRateLimit } from './rate-limit.ts';
import { accountGone, httpError, notFound, tooManyRequests, unauthorized } from './refusals.ts';
import { readRequestBody } from './request-body.ts';
import { match, plainPath } from './router.ts';
import type { Matched } from './router.ts';
import { V1_OPERATIONS } from './v1/operations.ts';

/** How a request ended: the answer (null: none), the rows in it, and the client when its bearer was good. */
interface Ended {
  readonly response: CssmResponse | null;
  readonly rows?: number;
  readonly client?: string;
}

/**
 * Makes CSSM's northbound side with the device endpoint. A request passes, in this order: faults, route, bearer, rate limit,
 * body, account, operation. What does not match any route is journalled as `unmatched`.
 */
export function createHandler(parts: CssmParts, exchange: DeviceExchange): CssmHandler {
  const { clock, options, journal } = parts;
  const tokens = createAccessTokens(clock, parts.random.split('access tokens'), options);
  const secondsToWait = createRateLimit(clock, options.rateLimit);

  function operate(request: CssmRequest, path: string, found: Matched | null): Ended {
    if (TOKEN_PATHS.includes(path)) return { response: answerTokenRequest(request, tokens) };
    if (found === null) return { response: notFound() };
    const client = tokens.clientOf(request.headers['authorization']);
    if (client === null) return { response: unauthorized() };
    const waitS = secondsToWait(client);
    if (waitS > 0) return { response: tooManyRequests(waitS), client };
    return { ...runOperation(parts, request, found, client), client };
  }

  return (request) => {
    const path = plainPath(request.path);
    if (path === DEVICE_PATH) return answerDevice(request, exchange);
    const found = match(V1_OPERATIONS, request.method, path);
    const trouble = takeTrouble(parts, found?.path['domain']?.toLowerCase(), path);
    const ended = trouble.isCut
      ? { response: null }
      : trouble.error !== null
        ? { response: httpError(trouble.error.status, trouble.error.retryAfterS) }
        : operate(request, path, found);
    const { baseMs, perRowMs } = options.latency;
    const delayMs = jittered(parts, baseMs + perRowMs * (ended.rows ?? 0)) + trouble.delayMs;
    const isKnown = found !== null || TOKEN_PATHS.includes(path);
    journal.note('cssm', isKnown ? 'http' : 'unmatched', null, ended.client ?? null, {
      method: request.method,
      path: path.slice(0, 500),
      operation: found?.operation.name ?? null,
      status: ended.response?.status ?? null,
      rows: ended.rows ?? 0,
      delayMs: Math.round(delayMs),
    });
    return { response: ended.response, delayMs };
  };
}

function runOperation(parts: CssmParts, request: CssmRequest, found: Matched, client: string): Ended {
  const { operation, path } = found;
  const body = readRequestBody(request);
  if ('refused' in body) return { response: body.refused };
  const at = parts.clock.wallMs();
  const { fields } = body;
  const call = { parts, at, today: dayOf(at), path, query: request.query, fields, client };
  if (operation.about === 'nothing') return operation.run(call);
  const domain = path['domain'] ?? '';
  const account = findAccount(parts.ledger.state, domain);
  if (account?.status === 'active') return operation.run(call, account);
  return { response: accountGone(domain, account, parts.options.goneAnswer) };
}
