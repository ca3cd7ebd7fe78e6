import { ConfigError } from '../../core/errors.ts';
import type { Service } from '../../core/ports/network.ts';

/** Ports of a switch. */
export interface SwitchPorts {
  readonly netconfPort: number;
  readonly sshPort: number;
}

/** Where one switch is reached. */
export interface Endpoint extends SwitchPorts {
  readonly host: string;
}

/** Ports that need no privilege and do not meet an sshd of the machine. */
export const LAB_PORTS: SwitchPorts = { netconfPort: 10_830, sshPort: 10_022 };
/** Ports of a real switch. */
export const STANDARD_PORTS: SwitchPorts = { netconfPort: 830, sshPort: 22 };

/** First block of 127/8 that is tried; lower ones are used by other programs (127.0.0.1, 127.0.1.1, 127.0.0.53). */
export const NET_FIRST = 16;
/** Last block: 127.255/16 holds the broadcast address. */
export const NET_LAST = 254;
/** Addresses used in a /24: .0 and .255 are left out because some clients refuse them. */
const HOSTS_PER_24 = 254;
/** Addresses of one block, 127.N.0.0/16. */
export const HOSTS_PER_NET = 256 * HOSTS_PER_24;

/** Address of the switch with that index (0 and up) in the blocks from 127.`net`.0.0/16 on: 127.16.0.1, 127.16.0.2, ... */
export function addressOf(net: number, index: number): string {
  const block = net + Math.floor(index / HOSTS_PER_NET);
  const inBlock = index % HOSTS_PER_NET;
  return `127.${block}.${Math.floor(inBlock / HOSTS_PER_24)}.${(inBlock % HOSTS_PER_24) + 1}`;
}

/** Index of the switch at an address of {@link addressOf}; null when it is none. */
export function indexOf(net: number, address: string): number | null {
  const parts = address.split('.').map(Number);
  const [first, block = 0, third = 0, last = 0] = parts;
  if (parts.length !== 4 || first !== 127 || block < net || last < 1 || last > HOSTS_PER_24) return null;
  return (block - net) * HOSTS_PER_NET + third * HOSTS_PER_24 + last - 1;
}

/** Block chosen by `LICLAB_NET`, or null; `LICLAB_NET` (the error) when it is no usable number. */
export function netOf(environment: Readonly<Record<string, string | undefined>>): number | null {
  const text = environment['LICLAB_NET'];
  if (text === undefined || text === '') return null;
  const net = Number(text);
  if (Number.isInteger(net) && net >= 1 && net <= NET_LAST) return net;
  throw new ConfigError('LICLAB_NET', `LICLAB_NET is a number from 1 to ${NET_LAST}, got "${text}".`);
}

/** Refuses a lab that does not fit behind its first block; `LAB_TOO_BIG`. */
export function checkFits(net: number, count: number): void {
  const free = (NET_LAST - net + 1) * HOSTS_PER_NET;
  if (count <= free) return;
  throw new ConfigError(
    'LAB_TOO_BIG',
    `${count} switches do not fit into 127.${net}.0.0/16 and the blocks after it (${free}).`,
  );
}

/** Who is where. */
export interface AddressBook {
  readonly endpoints: readonly Endpoint[];
  /** Index and service behind an address and port; null when nobody is there. */
  find(host: string, port: number): { readonly index: number; readonly service: Service } | null;
}

/** Makes the book of the given endpoints; index is the position. */
export function createAddressBook(endpoints: readonly Endpoint[]): AddressBook {
  let byPort: Map<string, { index: number; service: Service }> | null = null;

  /** Made when first asked: real sockets find their switch without it. */
  function made(): Map<string, { index: number; service: Service }> {
    const found = new Map<string, { index: number; service: Service }>();
    for (const [index, { host, netconfPort, sshPort }] of endpoints.entries()) {
      found.set(`${host}:${netconfPort}`, { index, service: 'netconf' });
      found.set(`${host}:${sshPort}`, { index, service: 'cli' });
    }
    return found;
  }

  return { endpoints, find: (host, port) => (byPort ??= made()).get(`${host}:${port}`) ?? null };
}
