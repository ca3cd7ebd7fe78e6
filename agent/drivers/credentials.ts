import type { LicenseLabError } from '../../core/errors.ts';
import type { Secret } from '../secrets/secret.ts';

/** Ways to log in. `agent` is SSH's public key method with a key that the ssh-agent holds. */
export const LOGIN_METHODS = ['publickey', 'agent', 'password', 'keyboard-interactive'] as const;

/** One of {@link LOGIN_METHODS}. */
export type LoginMethod = (typeof LOGIN_METHODS)[number];

/** Which ssh-agent is asked to sign, and with which keys. */
export interface AgentUse {
  /** Path of its socket: `SSH_AUTH_SOCK`. */
  readonly socket: string;
  /** `SHA256:` fingerprints of the keys that may be offered; null: all it holds. */
  readonly only: readonly string[] | null;
}

/** A credential set of the inventory, resolved. Secrets stay opaque until a driver hands them to a protocol. */
export interface Credentials {
  readonly username: string;
  readonly password?: Secret;
  /** OpenSSH or PEM text of a private key. */
  readonly privateKey?: Secret;
  /** Passphrase of that key; absent: it is not encrypted. */
  readonly passphrase?: Secret;
  readonly agent?: AgentUse;
  /** Ways to log in, in the order in which they are tried; absent: all, in the order of {@link LOGIN_METHODS}. */
  readonly methods?: readonly LoginMethod[];
  /** Enable secret of the CLI; absent: the user lands in privileged mode. */
  readonly enable?: Secret;
}

/**
 * Fetches a credential set by its name, anew each time: a rotated secret counts at once. `done` is called once, at once or
 * later, with the set or with the error that says why there is none.
 */
export type CredentialSource = (name: string, done: (found: Credentials | LicenseLabError) => void) => void;
