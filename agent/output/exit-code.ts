import { ConfigError, DefectError, isLicenseLabError, LicensingError } from '../../core/errors.ts';

/** Exit codes of every verb. */
export const EXIT = {
  /** As planned. */
  ok: 0,
  /** Finished, but not as planned. */
  different: 1,
  /** Usage or file error. */
  usage: 2,
  /** The environment: network, store, CSSM. */
  environment: 3,
  /** Refused by a safety rule. */
  refused: 4,
  /** Incomplete, and can be resumed. */
  incomplete: 5,
  interrupted: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Codes whose exit code does not follow from their class. */
const BY_CODE: Readonly<Record<string, ExitCode>> = {
  INTERRUPTED: EXIT.interrupted,
  SECRET_PROMPT_CANCELLED: EXIT.interrupted,
  PLAN_HASH_MISMATCH: EXIT.refused,
  PLAN_INVENTORY_CHANGED: EXIT.refused,
  APPROVAL_MISSING: EXIT.refused,
  APPROVAL_REFUSED: EXIT.refused,
  HOST_KEY_OTHER: EXIT.refused,
  HOST_KEY_UNKNOWN: EXIT.refused,
  HOST_KEY_CHANGED: EXIT.refused,
  HOST_KEY_REVOKED: EXIT.refused,
  IDENTITY_SERIALS: EXIT.refused,
  LAB_CREDENTIALS_OUTSIDE_LAB: EXIT.refused,
  ROLLOUT_UNKNOWN: EXIT.usage,
  PLAN_UNWRITABLE: EXIT.environment,
  EXPORT_UNWRITABLE: EXIT.environment,
  KNOWN_HOSTS_UNWRITABLE: EXIT.environment,
};

/** The exit code that an error ends a verb with. What is no expected error is a defect, and nobody knows what it did. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!isLicenseLabError(error)) return EXIT.environment;
  const code = BY_CODE[error.code];
  if (code !== undefined) return code;
  if (error instanceof ConfigError) return EXIT.usage;
  if (error instanceof LicensingError) return EXIT.refused;
  return EXIT.environment;
}

/** True for our own mistake: the person cannot repair it. */
export function isDefect(error: unknown): boolean {
  return !isLicenseLabError(error) || error instanceof DefectError;
}
