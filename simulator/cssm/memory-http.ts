import { TransportError } from '../../core/errors.ts';
import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Http, HttpResponse } from '../../core/ports/http.ts';
import type { CssmHandler } from './routes/http.ts';

/**
 * The agent's way to CSSM without a network: whatever host a URL names, the handler answers it. Time-outs and the limit of
 * size hold as they do over https; a cut connection is `HTTP_UNREACHABLE`.
 */
export function createMemoryHttp(handle: CssmHandler, clock: Clock): Http {
  return {
    request(request, done) {
      const url = new URL(request.url);
      const { response, delayMs } = handle({
        method: request.method,
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: request.body ?? '',
      });
      const isLate = delayMs > request.timeoutMs;
      const place = { host: url.host, path: url.pathname };
      clock.setTimer('cssm answer', isLate ? request.timeoutMs : delayMs, () => {
        if (isLate)
          done(failure('HTTP_TIMEOUT', `No answer within ${Math.round(request.timeoutMs)} ms.`, place));
        else if (response === null) done(failure('HTTP_UNREACHABLE', 'The connection was refused.', place));
        else done(sized(response, request.responseBytesMax, place));
      });
    },
  };
}

type Place = Readonly<Record<string, string>>;

function sized(response: HttpResponse, bytesMax: number, place: Place): HttpResponse | LicenseLabError {
  if (Buffer.byteLength(response.body) <= bytesMax) return response;
  return failure('HTTP_TOO_LARGE', `The answer has more than ${bytesMax} bytes.`, place);
}

function failure(code: string, message: string, place: Place): LicenseLabError {
  return new TransportError(code, message, { definite: code === 'HTTP_UNREACHABLE', context: place });
}
