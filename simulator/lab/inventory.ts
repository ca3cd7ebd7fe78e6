import type { LabAccount } from '../lab-file/index.ts';
import type { CredentialSets } from './credentials.ts';
import type { LabDevice } from './lab.ts';

/** How the agent reaches the lab's CSSM. */
export interface CssmReach {
  readonly url: string;
  readonly caFile: string;
  readonly clientId: string;
  readonly accounts: readonly LabAccountName[];
}

/** A Smart Account as an inventory names it. */
export interface LabAccountName {
  readonly name: string;
  readonly default: boolean;
}

/** A lab's Smart Accounts as an inventory names them: by domain. */
export function accountNames(accounts: readonly LabAccount[]): readonly LabAccountName[] {
  return accounts.map(({ domain, default: isDefault }) => ({ name: domain, default: isDefault === true }));
}

/** Path of the file that holds a secret: `lab.password`, `lab.enable`, `cssm.secret`. */
export type SecretFile = (name: string) => string;

/** The inventory of a lab as YAML: host keys pinned, secrets by reference, `lab: true`. */
export function inventoryText(
  devices: readonly LabDevice[],
  sets: CredentialSets,
  cssm: CssmReach,
  control: string,
  secretFile: SecretFile,
): string {
  const reference = (name: string): string => `file:${secretFile(name)}`;
  const lines = [
    '# Inventory of simulated switches, written by the simulator; it is written anew at every start.',
    'lab: true',
    `control: ${flow(control)}`,
    'credentials:',
    ...sets.all.map(({ name, username }) => {
      const set = { username, password: reference(`${name}.password`), enable: reference(`${name}.enable`) };
      return `  ${name}: ${flow(set)}`;
    }),
    'cssm:',
    `  url: ${flow(`${cssm.url}/services/api/smart-accounts-and-licensing`)}`,
    `  tokenUrl: ${flow(`${cssm.url}/oauth2/default/v1/token`)}`,
    `  clientId: ${flow(cssm.clientId)}`,
    `  clientSecret: ${flow(reference('cssm.secret'))}`,
    '  allowPrivate: true',
    ...(cssm.accounts.length === 0 ? [] : [`  accounts: ${flow(cssm.accounts)}`]),
    `  caFile: ${flow(cssm.caFile)}`,
    'devices:',
    ...devices.map((device) => `  - ${flow(entryOf(device))}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** A value on one line. JSON is YAML, and ten thousand switches are written in a moment. */
function flow(value: unknown): string {
  return JSON.stringify(value);
}

function entryOf(device: LabDevice): Readonly<Record<string, unknown>> {
  const { id, host, netconfPort, sshPort, credentials, hostKey, serials, site } = device;
  return {
    id,
    host,
    netconfPort,
    sshPort,
    credentials,
    hostKey,
    serials,
    site,
    ...(device.account === null ? {} : { account: device.account }),
    ...(device.virtualAccount === null ? {} : { virtualAccount: device.virtualAccount }),
  };
}

/** The known_hosts file of a lab: both ports of every switch. */
export function knownHostsText(devices: readonly LabDevice[]): string {
  const lines = devices.map(({ host, netconfPort, sshPort, hostKeyLine }) => {
    const names = [netconfPort, sshPort].map((port) => (port === 22 ? host : `[${host}]:${port}`));
    return `${names.join(',')} ${hostKeyLine ?? ''}`;
  });
  return `# Host keys of simulated switches: fake, shared by every lab of this user.\n${lines.join('\n')}\n`;
}
