import type { Lab } from 'catalyst-license-lab/simulator';

/** Environment variables that hold the lab's secrets, by credential set. */
export interface LabSecrets {
  readonly inventory: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Anything: in memory every URL leads to the lab's CSSM. */
const CSSM = 'https://127.0.0.1';

/**
 * The inventory of a lab in memory, as a file for the agent (JSON is YAML), with the secrets as environment variables. The
 * simulator writes its own only when it listens on sockets.
 */
export function memoryInventory(
  lab: Lab,
  client: { readonly id: string; readonly secret: string },
): LabSecrets {
  const env: Record<string, string> = { CSSM_SECRET: client.secret, NO_COLOR: '1' };
  const credentials: Record<string, unknown> = {};
  for (const { credentials: name, username, password, enable } of lab.devices) {
    if (Object.hasOwn(credentials, name)) continue;
    const variable = `LAB_${Object.keys(credentials).length + 1}`;
    env[`${variable}_PASSWORD`] = password;
    env[`${variable}_ENABLE`] = enable;
    credentials[name] = { username, password: `env:${variable}_PASSWORD`, enable: `env:${variable}_ENABLE` };
  }
  const inventory = {
    lab: true,
    credentials,
    cssm: {
      url: `${CSSM}/services/api/smart-accounts-and-licensing`,
      tokenUrl: `${CSSM}/oauth2/default/v1/token`,
      clientId: client.id,
      clientSecret: 'env:CSSM_SECRET',
      allowPrivate: true,
      accounts: lab.file.accounts.map(({ domain, default: isDefault }) => ({
        name: domain,
        default: isDefault === true,
      })),
    },
    devices: lab.devices.map(
      ({
        id,
        host,
        netconfPort,
        sshPort,
        credentials: set,
        hostKey,
        serials,
        site,
        account,
        virtualAccount,
      }) => ({
        id,
        host,
        netconfPort,
        sshPort,
        hostKey,
        serials,
        site,
        credentials: set,
        ...(account === null ? {} : { account }),
        ...(virtualAccount === null ? {} : { virtualAccount }),
      }),
    ),
  };
  return { inventory: JSON.stringify(inventory), env };
}
