import { ConfigError, isLicenseLabError } from '../../core/errors.ts';
import { resolvedProxy, type HttpEndpoint } from '../cssm/endpoint.ts';
import type { AgentUse, Credentials, CredentialSource } from '../drivers/credentials.ts';
import type { Secret, SecretResolver } from '../secrets/index.ts';
import type { CredentialSet, Inventory } from './inventory.ts';
import { isLabSecret, refuseLabClient, refuseLabCredentials } from './lab-secrets.ts';

/**
 * The credential sets of an inventory, resolved anew each time. The lab's public ones are refused for real switches. `agentSocket`:
 * the ssh-agent of this user, or null.
 */
export function createCredentialSource(
  inventory: Inventory,
  secrets: SecretResolver,
  agentSocket: string | null = null,
): CredentialSource {
  return (name, done) => {
    resolveSet(inventory, name, secrets, agentSocket).then(done, (error: unknown) => {
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

async function resolveSet(
  inventory: Inventory,
  name: string,
  secrets: SecretResolver,
  agentSocket: string | null,
): Promise<Credentials> {
  const set = inventory.credentials.get(name);
  if (set === undefined) {
    throw new ConfigError(
      'INVENTORY_CREDENTIALS_UNKNOWN',
      `${inventory.file}: there are no credentials "${name}".`,
    );
  }
  const found = await secretsOf(set, name, secrets, agentSocket);
  const values = [found.password, found.privateKey, found.enable];
  if (values.some((secret) => secret !== undefined && isLabSecret(secret)))
    refuseLabCredentials(inventory, name);
  return found;
}

async function secretsOf(
  set: CredentialSet,
  name: string,
  secrets: SecretResolver,
  agentSocket: string | null,
): Promise<Credentials> {
  const get = async (reference: string | null, what: string): Promise<Secret | null> =>
    reference === null ? null : secrets.resolve(reference, `the ${what} of credentials "${name}"`);
  if (set.username === null) throw noUser(name);
  const password = await get(set.password, 'password');
  const privateKey = await get(set.privateKey, 'private key');
  const passphrase = await get(set.passphrase, 'passphrase of the private key');
  const enable = await get(set.enable, 'enable secret');
  const agent = agentOf(set, name, agentSocket);
  return {
    username: set.username,
    ...(password === null ? {} : { password }),
    ...(privateKey === null ? {} : { privateKey }),
    ...(passphrase === null ? {} : { passphrase }),
    ...(agent === null ? {} : { agent }),
    ...(set.methods === null ? {} : { methods: set.methods }),
    ...(enable === null ? {} : { enable }),
  };
}

/** Without an agent the other ways are left; when there is none, that is the error. */
function agentOf(set: CredentialSet, name: string, socket: string | null): AgentUse | null {
  if (set.agent === null) return null;
  if (socket !== null) return { socket, only: set.agent.length === 0 ? null : set.agent };
  if (set.password !== null || set.privateKey !== null) return null;
  throw new ConfigError(
    'SSH_AGENT_MISSING',
    `Credentials "${name}" log in with the ssh-agent, and SSH_AUTH_SOCK is not set.`,
    {
      hint: 'Start it in this shell: eval "$(ssh-agent)" && ssh-add; with sudo keep the variable (sudo -E).',
    },
  );
}

function noUser(name: string): ConfigError {
  return new ConfigError(
    'INVENTORY_USERNAME_MISSING',
    `Credentials "${name}" state no username, and the ssh config names no User.`,
    { hint: 'Add username to the credential set, or User to the Host block.' },
  );
}
