import { createRandom } from '../../../core/random.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import { isLicenseLabError } from '../../../core/errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../../../core/ports/http.ts';
import { createCssmClient } from '../../../agent/cssm/client.ts';
import type { CssmClientSettings } from '../../../agent/cssm/client.ts';
import type { Done } from '../../../agent/cssm/done.ts';
import { Secret } from '../../../agent/secrets/secret.ts';
import { createMemoryHttp } from '../../../simulator/cssm/memory-http.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';
import type { VirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { labOf } from '../../simulator/cssm/lab.ts';

export const HOST = 'https://127.16.0.1:4443';
export const BASE = `${HOST}/services/api/smart-accounts-and-licensing`;
export const TOKEN_URL = `${HOST}/oauth2/default/v1/token`;
export const LAB_SECRET = 'lab-only-secret';

/** Runs a call with a callback to its end on virtual time; an error is thrown. */
export async function ended<Value>(clock: VirtualClock, start: (done: Done<Value>) => void): Promise<Value> {
  const answer = await endedAnyhow(clock, start);
  if (isLicenseLabError(answer)) throw answer;
  return answer;
}

/** The same, with the error as a value. */
export function endedAnyhow<Value>(
  clock: VirtualClock,
  start: (done: Done<Value>) => void,
): Promise<Value | LicenseLabError> {
  return clock.settle(new Promise((resolve) => start(resolve)));
}

/** What was logged, and a log that collects it. */
export function logOf() {
  const lines: unknown[] = [];
  return { lines, log: { write: (...line: unknown[]) => void lines.push(line) } };
}

/** An Http that records requests before it hands them on; `meddle` may answer in its place. */
export function recording(
  http: Http,
  meddle: (request: HttpRequest, count: number) => HttpResponse | null = () => null,
) {
  const requests: HttpRequest[] = [];
  const recorded: Http = {
    request(request, done) {
      requests.push(request);
      const answer = meddle(request, requests.length);
      if (answer === null) http.request(request, done);
      else queueMicrotask(() => done(answer));
    },
  };
  return { requests, http: recorded };
}

/** Paths asked for, without the base URL. */
export function pathsOf(requests: readonly HttpRequest[]): readonly string[] {
  return requests.map((request) => request.url.replace(BASE, '').replace(HOST, ''));
}

/** A client against a simulated CSSM in memory. */
export function clientOf(
  options: Parameters<typeof labOf>[0] = {},
  more: Partial<CssmClientSettings> = {},
  meddle?: Parameters<typeof recording>[1],
) {
  const lab = labOf(options);
  const { lines, log } = logOf();
  const { requests, http } = recording(createMemoryHttp(lab.cssm.handle, lab.clock), meddle);
  const client = createCssmClient({
    http,
    clock: lab.clock,
    random: createRandom(5),
    log,
    baseUrl: BASE,
    tokenUrl: TOKEN_URL,
    clientId: 'lab',
    clientSecret: new Secret(LAB_SECRET),
    allowPrivate: true,
    ...more,
  });
  return { lab, client, requests, lines };
}

/** An Http that answers from a function, on a clock of its own. */
export function scripted(answer: (request: HttpRequest, count: number) => HttpResponse | LicenseLabError) {
  const clock = createVirtualClock();
  const requests: HttpRequest[] = [];
  const http: Http = {
    request(request, done) {
      requests.push(request);
      const count = requests.length;
      clock.setTimer('scripted answer', 10, () => done(answer(request, count)));
    },
  };
  return { clock, http, requests };
}

export function jsonAnswer(body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
