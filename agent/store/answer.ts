import { isLicenseLabError, LicenseLabError } from '../../core/errors.ts';
import type { Answer } from '../../core/ports/store.ts';

/** The store cannot do what was asked. `definite` is true: nothing was changed. */
export class StoreError extends LicenseLabError {
  constructor(code: string, message: string, options: ConstructorParameters<typeof LicenseLabError>[2] = {}) {
    super(code, message, { definite: true, ...options });
  }
}

/** The error itself when it is expected, else one that says the store is broken. */
export function storeErrorOf(error: unknown): LicenseLabError {
  if (isLicenseLabError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreError('STORE_BROKEN', `the store failed: ${message}`, { cause: error });
}

/** Calls something back in a later turn: a microtask, or a timer of the clock that a test steps. */
export type Later = (call: () => void) => void;

/** Runs `work` now and answers later. */
export function answerLater<Value>(
  work: () => Value,
  done: Answer<Value>,
  later: Later = queueMicrotask,
): void {
  let answer: Parameters<Answer<Value>>[0];
  try {
    answer = { ok: true, value: work() };
  } catch (error) {
    answer = { ok: false, error: storeErrorOf(error) };
  }
  later(() => done(answer));
}
