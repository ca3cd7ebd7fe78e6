import type { LicenseLabError } from '../../core/errors.ts';
import type { Secret } from '../secrets/secret.ts';

/** A credential set of the inventory, resolved. Secrets stay opaque until a driver hands them to a protocol. */
export interface Credentials {
  readonly username: string;
  readonly password?: Secret;
  /** PEM or OpenSSH text of an unencrypted private key. */
  readonly privateKey?: Secret;
  /** Enable secret of the CLI; absent: the user lands in privileged mode. */
  readonly enable?: Secret;
}

/**
 * Fetches a credential set by its name, anew each time: a rotated secret counts at once. `done` is called once, at once or
 * later, with the set or with the error that says why there is none.
 */
export type CredentialSource = (name: string, done: (found: Credentials | LicenseLabError) => void) => void;
