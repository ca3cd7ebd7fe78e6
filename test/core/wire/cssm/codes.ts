import { isLicenseLabError } from '../../../../core/errors.ts';
import type { LicenseLabError } from '../../../../core/errors.ts';
import type { HttpResponse } from '../../../../core/ports/http.ts';

/** The expected error that `act` throws; anything else fails the test. */
export function thrownBy(act: () => unknown): LicenseLabError {
  try {
    act();
  } catch (error) {
    if (isLicenseLabError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8', ...headers }, body: text };
}
