/** Which algorithms are offered. A switch's NETCONF daemon offers RSA host keys, nistp curves, aes-ctr and hmac-sha2 (17.12 capture). */

/** Kinds of algorithm as `ssh2` names them. */
export interface Algorithms {
  readonly kex: readonly string[];
  readonly serverHostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly hmac: readonly string[];
  readonly compress: readonly string[];
}

/**
 * Offered to every device. No SHA-1, no CBC (safety T18); no group exchange, whose server-chosen primes cost unbounded time;
 * no compression, whose bombs need no size. RSA host keys come first because a pinned fingerprint is that of the switch's RSA
 * key. There is no post-quantum key exchange in ssh2.
 */
const MODERN: Algorithms = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group15-sha512',
    'diffie-hellman-group16-sha512',
  ],
  serverHostKey: [
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'ssh-ed25519',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
};

/** Appended for a device whose inventory entry asks for legacy algorithms: what old IOS images need, still no DES, MD5, group1. */
const LEGACY: Algorithms = {
  kex: ['diffie-hellman-group14-sha1'],
  serverHostKey: ['ssh-rsa'],
  cipher: ['aes128-cbc', 'aes192-cbc', 'aes256-cbc'],
  hmac: ['hmac-sha1'],
  compress: [],
};

/**
 * What to offer. `knownTypes` are the key types on record for the host; they move to the front, so that a host with several
 * keys shows the one that is known.
 */
export function algorithmsFor(legacy: boolean, knownTypes: readonly string[]): Algorithms {
  const base = legacy ? both(MODERN, LEGACY) : MODERN;
  if (knownTypes.length === 0) return base;
  const isKnown = (name: string): boolean => knownTypes.includes(keyTypeOf(name));
  const serverHostKey = [
    ...base.serverHostKey.filter(isKnown),
    ...base.serverHostKey.filter((name) => !isKnown(name)),
  ];
  return { ...base, serverHostKey };
}

function both(a: Algorithms, b: Algorithms): Algorithms {
  return {
    kex: [...a.kex, ...b.kex],
    serverHostKey: [...a.serverHostKey, ...b.serverHostKey],
    cipher: [...a.cipher, ...b.cipher],
    hmac: [...a.hmac, ...b.hmac],
    compress: [...a.compress, ...b.compress],
  };
}

/** Key type that a signature algorithm belongs to (RFC 8332: `rsa-sha2-*` sign with an `ssh-rsa` key). */
function keyTypeOf(signature: string): string {
  return signature.startsWith('rsa-sha2-') ? 'ssh-rsa' : signature;
}

/** What two sides agreed on, as ssh2 reports it. */
export interface Negotiated {
  readonly kex: string;
  readonly serverHostKey: string;
  readonly cs: { readonly cipher: string; readonly mac: string };
  readonly sc: { readonly cipher: string; readonly mac: string };
}

/** The old algorithms among those agreed on. */
export function legacyIn(agreed: Negotiated): readonly string[] {
  const { kex, serverHostKey, cs, sc } = agreed;
  const old = [...LEGACY.kex, ...LEGACY.serverHostKey, ...LEGACY.cipher, ...LEGACY.hmac];
  return [...new Set([kex, serverHostKey, cs.cipher, sc.cipher, cs.mac, sc.mac])].filter((name) =>
    old.includes(name),
  );
}
