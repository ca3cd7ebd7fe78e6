import { TransportError } from '../../core/errors.ts';
import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Http, HttpResponse } from '../../core/ports/http.ts';
import type { CssmHandler, Cut } from './routes/http.ts';

/**
 * The agent's way to CSSM without a network: whatever host a URL names, the handler answers it. Time-outs and the limit of
 * size hold as they do over https; a cut connection is
 * `HTTP_UNREACHABLE`, a certificate that is not accepted `HTTP_TLS`.
 */
export function createMemoryHttp(handle: CssmHandler, clock: Clock): Http {
  return {
    request(request, done) {
      const url = new URL(request.url);
      const { response, delayMs, cut } = handle({
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
        else if (response === null) done(cutOff(cut ?? 'refused', place));
        else done(sized(response, request.responseBytesMax, place));
      });
    },
  };
}

type Place = Readonly<Record<string, string>>;

/** As the agent's own HTTP client words them over a real network. */
function cutOff(cut: Cut, place: Place): LicenseLabError {
  switch (cut) {
    case 'name':
      return failure('HTTP_UNREACHABLE', `${place['host'] ?? ''} cannot be reached (ENOTFOUND).`, place);
    case 'refused':
      return failure('HTTP_UNREACHABLE', 'The connection was refused.', place);
    case 'certificate':
      return failure(
        'HTTP_TLS',
        `The certificate of ${place['host'] ?? ''} is not accepted (UNABLE_TO_GET_ISSUER_CERT).`,
        place,
      );
  }
}

function sized(response: HttpResponse, bytesMax: number, place: Place): HttpResponse | LicenseLabError {
  if (Buffer.byteLength(response.body) <= bytesMax) return response;
  return failure('HTTP_TOO_LARGE', `The answer has more than ${bytesMax} bytes.`, place);
}

function failure(code: string, message: string, place: Place): LicenseLabError {
  return new TransportError(code, message, {
    definite: code !== 'HTTP_TIMEOUT' && code !== 'HTTP_TOO_LARGE',
    context: place,
  });
}
