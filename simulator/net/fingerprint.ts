import { createHash } from 'node:crypto';

/** OpenSSH's form of a host key's fingerprint, e.g. `SHA256:uNiVztksCsDhcc0u9e8BrqXVxrXM...`: base64 without padding. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;
}

/** Fingerprint of the key that a switch shows in memory: there is no key, only a name in the form of one. */
export function memoryHostKey(deviceId: string, key: 'regular' | 'foreign'): string {
  return fingerprintOf(Buffer.from(`${key} host key of ${deviceId}`));
}
