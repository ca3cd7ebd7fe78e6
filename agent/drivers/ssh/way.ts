/** The way to a switch: the jump hosts in between, and what OpenSSH's configuration says besides the address. */
import type { Address, Service } from '../../../core/ports/network.ts';
import type { KnownAs } from './host-key.ts';

/** One SSH server on a way. A jump host has an address like a switch: its id is its name, both ports are its SSH port. */
export interface Hop {
  readonly address: Address;
  /** True when old algorithms (SHA-1, CBC) are offered too. */
  readonly legacy: boolean;
  readonly known?: KnownAs;
}

/** How a switch is reached. */
export interface Way extends Omit<Hop, 'address'> {
  /** Jump hosts from here on, at most {@link HOPS_MAX}; empty: directly. */
  readonly hops: readonly Hop[];
}

/** Tells the way to a switch. */
export type WayOf = (address: Address, service: Service) => Way;

/** Directly, with modern algorithms. */
export const DIRECT: Way = { hops: [], legacy: false };

/** The address of a jump host. */
export function hopAddress(
  name: string,
  host: string,
  port: number,
  credentials: string,
  hostKey: string | null,
): Address {
  return { deviceId: name, host, netconfPort: port, sshPort: port, credentials, hostKey };
}
