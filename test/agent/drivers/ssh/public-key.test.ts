import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AuthContext } from 'ssh2';
import { usableKey } from '../../../../agent/drivers/ssh/private-key.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import { testNetwork } from '../support/network.ts';
import { openChannel } from '../support/open.ts';
import { addressOf, rsaHostKey, startSshServer } from '../support/ssh-server.ts';

const clientKey = rsaHostKey();

describe('login with a private key', () => {
  test('signs with SHA-2 and is let in', async () => {
    const algorithms: string[] = [];
    const auth = (context: AuthContext): void => {
      if (context.method !== 'publickey') return context.reject(['publickey']);
      if (context.hashAlgo !== undefined) algorithms.push(context.hashAlgo);
      return context.accept();
    };
    await using server = await startSshServer({ hostKeys: [rsaHostKey()], auth });
    const seen = openChannel(
      testNetwork({
        credentials: (_name, done) => done({ username: 'admin', privateKey: new Secret(clientKey) }),
      }),
      addressOf(server),
    );
    await seen.opened;
    expect([...new Set(algorithms)]).toEqual(['sha256']);
    seen.channel.destroy();
  });

  test('an unreadable key is said without showing it', async () => {
    await using server = await startSshServer({ hostKeys: [rsaHostKey()] });
    const error = await openChannel(
      testNetwork({
        credentials: (_name, done) => done({ username: 'admin', privateKey: new Secret('not a key') }),
      }),
      addressOf(server),
    ).closed;
    expect(error?.code).toBe('AUTH_FAILED');
    expect(error?.message).toContain('private key cannot be read');
    expect(JSON.stringify(error)).not.toContain('not a key');
  });
});

describe('a private key', () => {
  test('is refused when it is encrypted or a public one', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const encrypted = privateKey
      .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
      .toString();
    expect(usableKey(new Secret(encrypted), null, false)).toContain('is encrypted');
    expect(usableKey(new Secret(opensshPublicKey()), null, false)).toContain('public key');
  });

  test('does not sign with SHA-1 unless old algorithms are allowed', () => {
    const data = Buffer.from('data');
    const modern = usableKey(new Secret(clientKey), null, false);
    const legacy = usableKey(new Secret(clientKey), null, true);
    if (typeof modern === 'string' || typeof legacy === 'string') throw new Error('not parsed');
    expect(modern.sign(data, 'sha1')).toBeInstanceOf(Error);
    expect(modern.sign(data, 'sha256')).toBeInstanceOf(Buffer);
    expect(legacy.sign(data, 'sha1')).toBeInstanceOf(Buffer);
  });
});

/** A public key as OpenSSH writes it. */
function opensshPublicKey(): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const part = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return `ssh-ed25519 ${Buffer.concat([part(Buffer.from('ssh-ed25519')), part(raw)]).toString('base64')} me`;
}
