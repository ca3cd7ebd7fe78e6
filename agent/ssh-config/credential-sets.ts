/** Credential sets as the configuration completes them. Each has a name made of its content, so that a plan names the same one again. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fingerprintOf } from '../drivers/ssh/host-key.ts';
import type { CredentialSet } from '../inventory/index.ts';
import type { SshHost } from './resolve.ts';

/** Largest public key file that is read. */
const PUBLIC_KEY_BYTES_MAX = 65_536;

/** A set with what the configuration says where it is silent. `user` goes before both: it stands in `ProxyJump`. */
export function completeSet(
  base: CredentialSet,
  { user: configured, identityFiles, identitiesOnly }: SshHost,
  user: string | null,
): CredentialSet {
  // A public key there names a key that only the agent holds.
  const file = identityFiles.find((path) => existsSync(path) && blobIn(path) === null) ?? null;
  const takesFile = base.privateKey === null && file !== null;
  const isAnyAgentKey = base.agent !== null && base.agent.length === 0;
  return {
    ...base,
    username: user ?? base.username ?? configured,
    privateKey: takesFile ? `file:${file}` : base.privateKey,
    agent: isAnyAgentKey && identitiesOnly ? identityFiles.flatMap(publicKeyOf) : base.agent,
  };
}

/** The fingerprint of the key beside a private key, `FILE.pub`, or of `FILE` when it is a public key itself. */
function publicKeyOf(file: string): readonly string[] {
  const blob = blobIn(`${file}.pub`) ?? blobIn(file);
  return blob === null ? [] : [fingerprintOf(blob)];
}

/** The key in a public key file; null when there is none. */
function blobIn(path: string): Buffer | null {
  if (!existsSync(path) || statSync(path).size > PUBLIC_KEY_BYTES_MAX) return null;
  const text = /^(?:ssh|ecdsa|sk)-\S+\s+([A-Za-z0-9+/]+=*)/.exec(readFileSync(path, 'utf8'))?.[1];
  return text === undefined ? null : Buffer.from(text, 'base64');
}

/** Sets by name. */
export class SetBook {
  readonly #sets: Map<string, CredentialSet>;

  constructor(sets: ReadonlyMap<string, CredentialSet>) {
    this.#sets = new Map(sets);
  }

  /** The name of `set`: `base` when it is the same as that, else a name of its own. */
  add(base: string, set: CredentialSet): string {
    const known = this.#sets.get(base);
    const text = JSON.stringify(set);
    if (known !== undefined && JSON.stringify(known) === text) return base;
    const name = `${base}:ssh-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
    this.#sets.set(name, set);
    return name;
  }

  all(): ReadonlyMap<string, CredentialSet> {
    return this.#sets;
  }
}
