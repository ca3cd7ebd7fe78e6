/** What may be tried after an error: nothing, the same operation on this session, or on a new session. */
export type Retry = 'never' | 'same-session' | 'new-session';

/** Facts that place an error: device, message, account, file and so on. Never a secret, never raw configuration. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

/** How an error is made. `definite` is true when the operation certainly did not take effect. */
export interface ErrorOptions {
  readonly definite?: boolean;
  readonly retry?: Retry;
  readonly context?: ErrorContext;
  /** One sentence for the reader: what to do next. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * Base of every expected error. The message says what was expected and what came; `hint` says what to try.
 * `code` is stable and may be matched on; `definite` defaults to false (the truth is unknown), `retry` to `never`.
 */
export class LicenseLabError extends Error {
  readonly code: string;
  readonly definite: boolean;
  readonly retry: Retry;
  readonly context: ErrorContext;
  readonly hint: string | null;

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.definite = options.definite ?? false;
    this.retry = options.retry ?? 'never';
    this.context = options.context ?? {};
    this.hint = options.hint ?? null;
  }
}

/** A file, option or environment value is not usable. Nothing was changed. */
export class ConfigError extends LicenseLabError {
  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(code, message, { definite: true, ...options });
  }
}
/** Connecting, authenticating or carrying bytes failed. */
export class TransportError extends LicenseLabError {}
/** The peer broke a protocol. */
export class ProtocolError extends LicenseLabError {}
/** NETCONF framing (RFC 6242) was broken; the session cannot go on. */
export class FramingError extends ProtocolError {}
/** CSSM refused, or answered what cannot be used. */
export class CssmError extends LicenseLabError {}
/** A switch refused, or answered what cannot be used. */
export class DeviceError extends LicenseLabError {}
/** A licensing rule forbids it. */
export class LicensingError extends LicenseLabError {}
/** Our own mistake: a state that cannot be. It stops the run. */
export class DefectError extends LicenseLabError {}

/** True for every expected error, also one from a second copy of this package. */
export function isLicenseLabError(value: unknown): value is LicenseLabError {
  return (
    value instanceof Error &&
    typeof (value as Partial<LicenseLabError>).code === 'string' &&
    'definite' in value
  );
}

/** Stops the run when a condition that must hold does not: a programmer's error, never the world's. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new DefectError('DEFECT', message, { definite: false });
}
