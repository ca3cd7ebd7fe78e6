import { createPrivateKey, generateKeyPair, sign } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';
import { LicenseLabError } from '../../core/errors.ts';
import type { Random } from '../../core/ports/random.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Keys shared by all simulated switches. Real switches have one each; eight show a mix-up and cost 0.3 s to make, once. */
export const POOL_SIZE = 8;
/** Size of a switch's own key. */
const KEY_BITS = 2048;
const FILE = 'fake-switch-host-keys.pem';
const LABEL = `These are the host keys of SIMULATED switches (Catalyst License Lab). They are fake: every lab of this user shares
them, and nothing real may ever trust them. Delete the file to get new ones. The last one is shown by the fault
device.other-host-key only.
`;
const PEM = /-----BEGIN RSA PRIVATE KEY-----[\s\S]+?-----END RSA PRIVATE KEY-----/g;

/** A host key ready for use. */
export interface HostKey {
  /** `SHA256:` fingerprint. */
  readonly fingerprint: string;
  /** As in a known_hosts file: `ssh-rsa AAAA...`. */
  readonly line: string;
  readonly parsed: ParsedKey;
}

/** The keys of a lab. */
export interface HostKeys {
  /** The key of a switch, chosen by the lab's seed. */
  regular(deviceId: string): HostKey;
  /** A key outside the pool. */
  readonly foreign: HostKey;
}

/** Reads the pool from `folder`, or makes it there (files 0600, folder 0700). Two labs that start at once end with the same keys. */
export async function loadHostKeys(folder: string, random: Random): Promise<HostKeys> {
  const file = join(folder, FILE);
  const pems = (await readPems(file)) ?? (await makePems(folder, file));
  const keys = pems.map(parse);
  const foreign = keys[POOL_SIZE];
  if (foreign === undefined)
    throw new LicenseLabError('HOST_KEYS', `${file} holds too few keys.`, { hint: 'Delete it.' });
  return {
    foreign,
    regular: (deviceId) => keys[random.split(deviceId).below(POOL_SIZE)] ?? foreign,
  };
}

/** The stored keys; null when there are none, or not as many as needed. */
async function readPems(file: string): Promise<readonly string[] | null> {
  try {
    await chmod(file, 0o600);
    const pems = (await readFile(file, 'utf8')).match(PEM);
    if (pems?.length === POOL_SIZE + 1) return pems;
    await rm(file);
    return null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new LicenseLabError('HOST_KEYS', `${file} could not be read.`, { cause: error });
  }
}

async function makePems(folder: string, file: string): Promise<readonly string[]> {
  const pems = await Promise.all(Array.from({ length: POOL_SIZE + 1 }, makePem));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Written aside and linked into place: nobody reads half a file, and who comes second takes the first one's keys.
  const aside = `${file}.${process.pid}`;
  await writeFile(aside, `${LABEL}\n${pems.join('\n')}\n`, { mode: 0o600 });
  try {
    await link(aside, file);
    return pems;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await readPems(file)) ?? pems;
  } finally {
    await rm(aside, { force: true });
  }
}

function makePem(): Promise<string> {
  // PKCS#1, because ssh2 does not read RSA keys in PKCS#8.
  const privateKeyEncoding = { type: 'pkcs1', format: 'pem' } as const;
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
  const options = { modulusLength: KEY_BITS, privateKeyEncoding, publicKeyEncoding };
  return new Promise((resolve, reject) => {
    generateKeyPair('rsa', options, (error, _publicKey, privateKey) => {
      if (error === null) resolve(privateKey.trim());
      else reject(error);
    });
  });
}

function parse(pem: string): HostKey {
  const parsed = ssh2.utils.parseKey(pem);
  if (parsed instanceof Error)
    throw new LicenseLabError('HOST_KEYS', `A host key is not usable: ${parsed.message}`);
  // ssh2 reads the PEM for every signature; a key object halves what a handshake costs here (0.55 to 0.29 ms).
  const key = createPrivateKey(pem);
  parsed.sign = (data, hash = 'sha1') => sign(hash, Buffer.from(data), key);
  const publicKey = parsed.getPublicSSH();
  return { fingerprint: fingerprintOf(publicKey), line: `ssh-rsa ${publicKey.toString('base64')}`, parsed };
}
