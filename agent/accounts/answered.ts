import type { LicenseLabError } from '../../core/errors.ts';
import type { Done } from '../cssm/index.ts';

/** A call of the CSSM client as a promise; an expected error is the answer, not a rejection. */
export function answered<Value>(call: (done: Done<Value>) => void): Promise<Value | LicenseLabError> {
  return new Promise((resolve) => call(resolve));
}
