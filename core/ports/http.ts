import type { LicenseLabError } from '../errors.ts';

/** One HTTP request; bodies are text. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute URL. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Milliseconds from start to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Largest answer taken, in bytes after decompression. */
  readonly responseBytesMax: number;
}

/** One HTTP answer; header names are lower-case. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * HTTP without cookies and without following redirects. `done` is called exactly once, never in the same tick, with a
 * response of any status or an error: `HTTP_UNREACHABLE`, `HTTP_TLS` and `HTTP_PROXY` (definite), `HTTP_TIMEOUT`, `HTTP_RESET`,
 * `HTTP_TOO_LARGE`.
 */
export interface Http {
  request(request: HttpRequest, done: (answer: HttpResponse | LicenseLabError) => void): void;
}
