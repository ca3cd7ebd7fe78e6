import { ConfigError, isLicenseLabError } from '../../core/errors.ts';
import { resolvedProxy, type HttpEndpoint } from '../cssm/endpoint.ts';
import type { Credentials, CredentialSource } from '../drivers/credentials.ts';
import type { Secret, SecretResolver } from '../secrets/index.ts';
import type { CredentialSet, Inventory } from './inventory.ts';
import { isLabSecret, refuseLabClient, refuseLabCredentials } from './lab-secrets.ts';

/** The credential sets of an inventory, resolved anew each time. The lab's public ones are refused for real switches. */
export function createCredentialSource(inventory: Inventory, secrets: SecretResolver): CredentialSource {
  return (name, done) => {
    resolveSet(inventory, name, secrets).then(done, (error: unknown) => {
      // What is not an expected error is a defect and must not be taken for an answer.
      if (!isLicenseLabError(error)) throw error;
      done(error);
    });
  };
}

/** The secret of the CSSM client, or null where the inventory names no CSSM. Rejects with `LAB_CREDENTIALS_OUTSIDE_LAB`. */
export async function cssmSecret(inventory: Inventory, secrets: SecretResolver): Promise<Secret | null> {
  if (inventory.cssm === null) return null;
  const secret = await secrets.resolve(inventory.cssm.clientSecret, 'the client secret of CSSM');
  refuseLabClient(inventory, secret);
  return secret;
}

/** The way to CSSM; without CSSM in the inventory nothing but the system's CAs. */
export async function cssmEndpoint({ cssm }: Inventory, secrets: SecretResolver): Promise<HttpEndpoint> {
  const { caFile = null, allowPrivate = false, proxy = null } = cssm ?? {};
  return { caFile, allowPrivate, proxy: await resolvedProxy(proxy, secrets, 'CSSM') };
}

async function resolveSet(inventory: Inventory, name: string, secrets: SecretResolver): Promise<Credentials> {
  const set = inventory.credentials.get(name);
  if (set === undefined) {
    throw new ConfigError(
      'INVENTORY_CREDENTIALS_UNKNOWN',
      `${inventory.file}: there are no credentials "${name}".`,
    );
  }
  const found = await secretsOf(set, name, secrets);
  const values = [found.password, found.privateKey, found.enable];
  if (values.some((secret) => secret !== undefined && isLabSecret(secret)))
    refuseLabCredentials(inventory, name);
  return found;
}

async function secretsOf(set: CredentialSet, name: string, secrets: SecretResolver): Promise<Credentials> {
  const get = async (reference: string | null, what: string): Promise<Secret | null> =>
    reference === null ? null : secrets.resolve(reference, `the ${what} of credentials "${name}"`);
  const password = await get(set.password, 'password');
  const privateKey = await get(set.privateKey, 'private key');
  const enable = await get(set.enable, 'enable secret');
  return {
    username: set.username,
    ...(password === null ? {} : { password }),
    ...(privateKey === null ? {} : { privateKey }),
    ...(enable === null ? {} : { enable }),
  };
}
