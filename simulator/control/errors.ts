import { ConfigError, isLicenseLabError } from '../../core/errors.ts';

/** An error as the control API tells it. */
export interface ControlFailure {
  readonly status: number;
  readonly body: {
    readonly error: { readonly code: string; readonly message: string; readonly hint?: string };
  };
}

/** HTTP status by code: unknown things 404; what cannot be done now 409. Other expected errors are 400 or 409 by their class. */
const STATUS: Readonly<Record<string, number>> = {
  DEVICE_UNKNOWN: 404,
  FILE_UNKNOWN: 404,
  FAULT_NOT_WAITING: 404,
  CSSM_CONTROL_REFUSED: 409,
};

/** Turns what was thrown into an answer. What is not expected is told without details. */
export function failureOf(error: unknown): ControlFailure {
  if (isLicenseLabError(error)) {
    const status = STATUS[error.code] ?? (error instanceof ConfigError ? 400 : 409);
    return failure(status, error.code, error.message, error.hint);
  }
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
  if (typeof statusCode === 'number' && statusCode < 500) {
    return failure(statusCode, code ?? 'BAD_REQUEST', message ?? 'The request cannot be read.', null);
  }
  return failure(500, 'INTERNAL', 'The simulator failed; its log says more.', null);
}

/** An answer with that error. */
export function failure(status: number, code: string, message: string, hint: string | null): ControlFailure {
  return { status, body: { error: { code, message, ...(hint === null ? {} : { hint }) } } };
}
