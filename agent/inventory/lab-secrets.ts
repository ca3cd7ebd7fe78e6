/** The lab's credentials are printed in the documentation: on anything but simulated switches they are an open door. */
import { ConfigError } from '../../core/errors.ts';
import { Secret } from '../secrets/index.ts';
import { isLoopback } from './host.ts';
import type { Inventory } from './inventory.ts';

const LAB_PASSWORD = new Secret('Lab-Only-Passw0rd');
const LAB_CLIENT_SECRET = new Secret('lab-only-secret');

/** True for the password every simulated switch accepts, whoever the user is. */
export function isLabSecret(secret: Secret): boolean {
  return secret.equals(LAB_PASSWORD);
}

/** Throws `LAB_CREDENTIALS_OUTSIDE_LAB` when a switch with these credentials is not on this machine, except in the lab. */
export function refuseLabCredentials(inventory: Inventory, name: string): void {
  if (inventory.lab) return;
  const places = inventory.devices.flatMap(({ address, hops, line }) => [
    { address, line },
    ...hops.map((hop) => ({ address: hop.address, line })),
  ]);
  const outside = places.find(({ address }) => address.credentials === name && !isLoopback(address.host));
  if (outside === undefined) return;
  throw new ConfigError(
    'LAB_CREDENTIALS_OUTSIDE_LAB',
    `${inventory.file}:${outside.line}: credentials "${name}" hold the lab's public password, and ${outside.address.host} is not on this machine.`,
    {
      context: { file: inventory.file, line: outside.line, deviceId: outside.address.deviceId },
      hint: 'Give real switches a password of their own; the lab uses the inventory that the simulator writes.',
    },
  );
}

/** The same for the client of the lab's CSSM. */
export function refuseLabClient(inventory: Inventory, secret: Secret): void {
  if (inventory.lab || inventory.cssm === null || !secret.equals(LAB_CLIENT_SECRET)) return;
  const { hostname } = new URL(inventory.cssm.url);
  const token = new URL(inventory.cssm.tokenUrl).hostname;
  const outside = [hostname, token].find((host) => !isLoopback(host.replace(/^\[|\]$/g, '')));
  if (outside === undefined) return;
  throw new ConfigError(
    'LAB_CREDENTIALS_OUTSIDE_LAB',
    `${inventory.file}: the secret of the CSSM client is the lab's public one, and ${outside} is not on this machine.`,
    { context: { file: inventory.file }, hint: 'Use the secret of your own API client.' },
  );
}
