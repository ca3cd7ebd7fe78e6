import type { LicenseLabError } from '../../core/errors.ts';
import type { HttpResponse } from '../../core/ports/http.ts';
import { isLicenseLabError } from '../../core/errors.ts';
import type { Secret } from '../secrets/secret.ts';

/** An answer in which a peer repeats our secrets no longer does: its body and headers are quoted in errors. */
export function withoutSecrets(
  answer: HttpResponse | LicenseLabError,
  secrets: readonly Secret[],
): HttpResponse | LicenseLabError {
  if (isLicenseLabError(answer)) return answer;
  const texts = secrets.map((secret) => secret.reveal()).filter((text) => text !== '');
  const clean = (said: string): string =>
    texts.reduce((left, text) => (left.includes(text) ? left.replaceAll(text, '[redacted]') : left), said);
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, clean(value)] as const);
  return { status: answer.status, headers: Object.fromEntries(headers), body: clean(answer.body) };
}
