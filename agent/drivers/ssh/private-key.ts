import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';
import type { Secret } from '../../secrets/secret.ts';

/**
 * Parses a private key for login. Without `legacy` it refuses to sign with SHA-1: ssh2 falls back to that for an RSA key when
 * the server does not say which signatures it takes. A text instead of a key says what is wrong.
 */
export function usableKey(secret: Secret, legacy: boolean): ParsedKey | string {
  const parsed: unknown = ssh2.utils.parseKey(secret.reveal());
  const key = Array.isArray(parsed) ? (parsed[0] as ParsedKey) : (parsed as ParsedKey | Error);
  if (key instanceof Error) return 'the private key cannot be read (it must not be encrypted)';
  if (!key.isPrivateKey()) return 'the file of the private key holds a public key';
  if (!legacy) refuseSha1(key);
  return key;
}

function refuseSha1(key: ParsedKey): void {
  const sign = key.sign.bind(key);
  const refusing = (data: Buffer | string, algorithm?: string): Buffer | Error =>
    algorithm === 'sha1'
      ? new Error('the server takes only SHA-1 signatures (ssh-rsa)')
      : sign(data, algorithm);
  Object.defineProperty(key, 'sign', { value: refusing });
}
