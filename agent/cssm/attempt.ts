import { isLicenseLabError } from '../../core/errors.ts';
import type { LicenseLabError } from '../../core/errors.ts';

/** Runs a decoder; an expected error becomes a value, a defect goes on. */
export function attempt<Value>(decode: () => Value): Value | LicenseLabError {
  try {
    return decode();
  } catch (error) {
    if (isLicenseLabError(error)) return error;
    throw error;
  }
}
