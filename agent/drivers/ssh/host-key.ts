/** Host keys: their fingerprint, their type, and what is decided about one. */
import { createHash } from 'node:crypto';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address } from '../../../core/ports/network.ts';

/** A host key as a server offers it (RFC 4253 section 6.6). */
export interface OfferedKey {
  /** E.g. `ssh-rsa`; empty when the blob is not readable. */
  readonly type: string;
  /** Standard base64 of the key blob, as known_hosts holds it. */
  readonly base64: string;
  /** `SHA256:` and the unpadded base64 of the digest, as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** Longest key type name that is read from a blob; the longest registered one has 41 characters. */
const KEY_TYPE_BYTES_MAX = 64;

/** Reads a key blob. */
export function offeredKey(blob: Uint8Array): OfferedKey {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  return { type: keyType(bytes), base64: bytes.toString('base64'), fingerprint: fingerprintOf(bytes) };
}

/** `SHA256:...` of a key blob. */
export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** Type name at the start of a key blob; empty when the blob is no key. */
export function keyType(blob: Uint8Array): string {
  if (blob.length < 4) return '';
  const length = new DataView(blob.buffer, blob.byteOffset, 4).getUint32(0);
  if (length === 0 || length > KEY_TYPE_BYTES_MAX || blob.length < 4 + length) return '';
  const name = Buffer.from(blob.buffer, blob.byteOffset + 4, length).toString('latin1');
  return /^[!-~]+$/.test(name) ? name : '';
}

/** A host key to be judged. */
export interface HostKeyQuestion {
  readonly address: Address;
  readonly port: number;
  readonly key: OfferedKey;
  /** Where known_hosts is asked; absent: host and port of the address, and the files of the program. */
  readonly known?: KnownAs;
}

/** Another place in known_hosts than host and port: OpenSSH's `HostKeyAlias` and `UserKnownHostsFile`. */
export interface KnownAs {
  /** Name without port, or null: host and port of the address. */
  readonly alias: string | null;
  /** Files that are read besides the program's own. */
  readonly files: readonly string[];
}

/**
 * What is decided. With `publicKeyOnly` no password may be sent: OpenSSH's meaning of `StrictHostKeyChecking no` for a changed
 * key. `remember`, when not null, puts the key on record; it is called once the server has proved that it holds the key, not
 * before. `trustedBy` says in words why it is accepted. A refusal carries the error for the caller.
 */
export type HostKeyVerdict =
  | {
      readonly accept: true;
      readonly publicKeyOnly: boolean;
      readonly remember: (() => void) | null;
      readonly trustedBy: string;
    }
  | { readonly accept: false; readonly error: LicenseLabError };

/** Decides about host keys, before any credential is sent. */
export interface HostKeyPolicy {
  /** Key types on record for that host: they are negotiated first, so that a known host does not look changed. */
  knownTypes(address: Address, port: number, known?: KnownAs): readonly string[];
  /** `done` is called once, at once or later (a person may be asked). */
  check(question: HostKeyQuestion, done: (verdict: HostKeyVerdict) => void): void;
}
