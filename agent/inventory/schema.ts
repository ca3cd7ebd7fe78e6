import { z } from 'zod';
import { described, httpsUrl, proxySchema } from '../config/index.ts';
import { HOPS_MAX } from '../drivers/ssh/limits.ts';
import { credentialSet, jumpHost } from './schema-login.ts';
import { about, FINGERPRINT, host, name, port, secret } from './schema-words.ts';

/** Most switches in one inventory: design goal 10,000, with room; each costs about 300 bytes of file and 1 KiB of memory. */
export const DEVICES_MAX = 50_000;

const label = described(z.string().regex(/^[^\p{C}]{1,128}$/u), {
  expected: 'text of at most 128 characters on one line',
});

const serial = described(z.string().regex(/^\s*[A-Za-z0-9._-]{4,32}\s*$/), {
  expected: 'a serial number such as FCW2129L0AB',
});

const path = described(z.string().min(1).max(4_096), { expected: 'a path' });

const device = z.strictObject({
  id: about(name, 'Name of the switch in this program; unique.'),
  host: about(host, 'Name or address of its management interface.'),
  netconfPort: about(port, 'TCP port of the NETCONF subsystem.').default(830),
  sshPort: about(port, 'TCP port of the CLI.').default(22),
  credentials: about(name, 'Name under `credentials`; may be left out where there is only one.').optional(),
  hostKey: about(
    described(z.string().regex(FINGERPRINT), {
      expected: 'a fingerprint such as SHA256: and 43 characters, as ssh-keygen -l prints it',
    }),
    'Pinned host key; else known_hosts decides.',
  ).optional(),
  via: about(
    z.array(name).min(1).max(HOPS_MAX),
    'Jump hosts on the way, names under `jumpHosts`, in the order from here.',
  ).optional(),
  serials: about(
    z.array(serial).min(1).max(16),
    'Serial numbers of all members; when stated, they must match.',
  ).optional(),
  site: about(label, 'Site, for selections and failure domains.').optional(),
  tags: about(z.array(label).max(64), 'Words for selections.').default([]),
  domain: about(label, 'Failure domain: switches that must not be down together.').optional(),
  account: about(label, 'Domain of the Smart Account, e.g. example.com.').optional(),
  virtualAccount: about(label, 'Virtual Account.').optional(),
  legacyAlgorithms: about(
    z.boolean(),
    'Offers SHA-1 and CBC to this switch; they are weak, and old images know nothing else.',
  ).default(false),
});

/** Domain of a Smart Account. */
export const ACCOUNT_NAME = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/** Most Smart Accounts of one inventory. */
export const ACCOUNTS_MAX = 1_000;

const account = z.strictObject({
  name: about(
    described(z.string().regex(ACCOUNT_NAME), {
      expected: 'the domain of a Smart Account, e.g. example.com',
    }),
    'Domain of the Smart Account.',
  ),
  default: about(z.boolean(), 'True for the account that views show when none is named.').default(false),
  localName: about(label, 'Name of its local account at an SSM On-Prem; absent: the domain.').optional(),
});

const day = described(z.iso.date(), { expected: 'a day such as 2026-01-31' });

const cssm = z.strictObject({
  mode: about(
    z.enum(['direct', 'on-prem']),
    'direct: CSSM itself; on-prem: an SSM On-Prem, which has an API and access tokens of its own.',
  ).default('direct'),
  url: about(httpsUrl, 'Base of the CSSM API; of an SSM On-Prem: https://HOST:8443.'),
  tokenUrl: about(httpsUrl, 'OAuth 2.0 token endpoint; an SSM On-Prem has it below its own URL.').optional(),
  clientId: about(label, 'OAuth client.'),
  clientSecret: about(secret, 'Its secret.'),
  allowPrivate: about(
    z.boolean(),
    'The URLs may name addresses inside your network; default: only those of an SSM On-Prem.',
  ).optional(),
  signedIn: about(
    day,
    'Day on which somebody last signed in to Cisco on the SSM On-Prem: it synchronizes by itself for 180 days.',
  ).optional(),
  proxy: about(proxySchema, 'HTTP proxy on the way; names are resolved there.').optional(),
  accounts: about(
    z.array(account).max(ACCOUNTS_MAX),
    'Smart Accounts that this client works with; those that switches name are known besides.',
  ).default([]),
  caFile: about(
    path,
    'CA certificates (PEM) that CSSM is checked with; absent: those of the system.',
  ).optional(),
});

/** What an inventory file holds. */
export const inventorySchema = z.strictObject({
  lab: about(
    described(z.literal(true), { expected: 'true, written by the simulator; leave it out' }),
    'Written by the simulator only: the switches are simulated.',
  ).optional(),
  control: about(
    described(z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }), {
      expected: 'a URL that begins with http://127.0.0.1',
    }),
    'Control API of the lab that wrote this file: the agent asks it how fast time runs.',
  ).optional(),
  credentials: about(
    described(z.record(name, credentialSet), { expected: 'names of letters, digits and . _ : -' }),
    'Credential sets by name.',
  ).default({}),
  jumpHosts: about(
    described(z.record(name, jumpHost), { expected: 'names of letters, digits and . _ : -' }),
    'Hosts that switches are reached over, by name.',
  ).default({}),
  sshConfig: about(
    path,
    'An OpenSSH client configuration that is read for hosts, users, keys and jump hosts, e.g. ~/.ssh/config; absent: none.',
  ).optional(),
  devices: about(z.array(device).max(DEVICES_MAX), 'The switches.'),
  cssm: about(cssm, 'How CSSM is reached.').optional(),
});

/** An inventory file's values, checked by the schema alone. */
export type InventoryValues = z.output<typeof inventorySchema>;

/** One switch of the file. */
export type DeviceValues = InventoryValues['devices'][number];
