import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';
import type { Secret } from '../../secrets/secret.ts';

/**
 * Parses a private key for login. Without `legacy` it refuses to sign with SHA-1: ssh2 falls back to that for an RSA key when
 * the server does not say which signatures it takes. A text instead of a key says what is wrong. An encrypted key that was parsed
 * is kept: its passphrase costs a tenth of a second of computing, and a fleet has one key.
 */
export function usableKey(secret: Secret, passphrase: Secret | null, legacy: boolean): ParsedKey | string {
  if (passphrase === null) return parse(secret, null, legacy);
  const name = createHash('sha256')
    .update(JSON.stringify([legacy, secret.reveal(), passphrase.reveal()]))
    .digest('base64');
  const kept = decrypted.get(name) ?? parse(secret, passphrase, legacy);
  if (typeof kept !== 'string') {
    if (decrypted.size >= DECRYPTED_MAX) decrypted.clear();
    decrypted.set(name, kept);
  }
  return kept;
}

const decrypted = new Map<string, ParsedKey>();

/** Decrypted keys that are kept: one for each credential set of a large inventory. */
const DECRYPTED_MAX = 64;

function parse(secret: Secret, passphrase: Secret | null, legacy: boolean): ParsedKey | string {
  const parsed: unknown =
    passphrase === null
      ? ssh2.utils.parseKey(secret.reveal())
      : ssh2.utils.parseKey(secret.reveal(), passphrase.reveal());
  const key = Array.isArray(parsed) ? (parsed[0] as ParsedKey) : (parsed as ParsedKey | Error);
  if (key instanceof Error) return unreadable(key, passphrase !== null);
  if (!key.isPrivateKey()) return 'the file of the private key holds a public key';
  if (!legacy) refuseSha1(key);
  return key;
}

/** By ssh2's words; whatever is in the file stays out of ours. */
function unreadable({ message }: Error, hasPassphrase: boolean): string {
  if (/no passphrase given/i.test(message))
    return 'the private key is encrypted, and the credential set has no `passphrase`';
  if (hasPassphrase && /passphrase|integrity check|decrypt/i.test(message))
    return 'the private key cannot be decrypted: the passphrase is wrong';
  return 'the private key cannot be read: it must be in OpenSSH or PEM form';
}

function refuseSha1(key: ParsedKey): void {
  const sign = key.sign.bind(key);
  const refusing = (data: Buffer | string, algorithm?: string): Buffer | Error =>
    algorithm === 'sha1' ? new Error(ONLY_SHA1) : sign(data, algorithm);
  Object.defineProperty(key, 'sign', { value: refusing });
}

/** Why an RSA key did not sign. */
export const ONLY_SHA1 = 'the server takes only SHA-1 signatures (ssh-rsa)';
