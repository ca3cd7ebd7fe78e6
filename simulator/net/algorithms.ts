import type { Algorithms } from 'ssh2';

/**
 * What a Catalyst 9000's SSH offers: `show netconf-yang status`, 17.12. No ed25519, no curve25519, no chacha20, no GCM; RSA host
 * keys only. The list of port 22 was not captured; the same one is assumed for it.
 */
export const SWITCH_ALGORITHMS: Algorithms = {
  serverHostKey: ['rsa-sha2-256', 'rsa-sha2-512', 'ssh-rsa'],
  cipher: ['aes128-ctr', 'aes192-ctr', 'aes256-ctr', 'aes128-cbc', 'aes256-cbc'],
  hmac: ['hmac-sha2-256', 'hmac-sha2-512', 'hmac-sha1'],
  kex: [
    'diffie-hellman-group14-sha1',
    'diffie-hellman-group14-sha256',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
  ],
  compress: ['none'],
};

/** Software name in the identification string. Known of port 22; assumed for the NETCONF port. */
export const SWITCH_IDENT = 'Cisco-1.25';
