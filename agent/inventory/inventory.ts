import type { ProxyAccess } from '../config/index.ts';
import type { Address } from '../../core/ports/network.ts';
import type { LoginMethod } from '../drivers/credentials.ts';
import type { KnownAs } from '../drivers/ssh/host-key.ts';
import type { Hop } from '../drivers/ssh/way.ts';

/** A credential set: the user, and references to its secrets (never the secrets). */
export interface CredentialSet {
  /** Null: not stated; the ssh config must name one. */
  readonly username: string | null;
  readonly password: string | null;
  readonly privateKey: string | null;
  readonly passphrase: string | null;
  /** Keys of the ssh-agent: `SHA256:` fingerprints, empty for all it holds; null: the agent is not asked. */
  readonly agent: readonly string[] | null;
  /** Order of the ways to log in; null: the default. */
  readonly methods: readonly LoginMethod[] | null;
  readonly enable: string | null;
}

/** One switch. */
export interface InventoryDevice {
  readonly address: Address;
  /** Serials that must answer, sorted, upper case; empty: whoever answers. */
  readonly serials: readonly string[];
  readonly site: string | null;
  readonly tags: readonly string[];
  /** Failure domain, or null. */
  readonly domain: string | null;
  /** Smart Account domain and Virtual Account; both or none. */
  readonly account: string | null;
  readonly virtualAccount: string | null;
  /** Whether SHA-1 and CBC are offered to it. */
  readonly legacyAlgorithms: boolean;
  /** Jump hosts on the way, in the order from here; empty: directly. */
  readonly hops: readonly Hop[];
  /** Where known_hosts is asked, when the ssh config says so. */
  readonly known: KnownAs | null;
  /** Line of the file, for messages. */
  readonly line: number;
}

/** A Smart Account that the inventory names. */
export interface InventoryAccount {
  /** Domain, lower case. */
  readonly name: string;
  readonly default: boolean;
  /** Name of its local account at an SSM On-Prem. */
  readonly localName: string;
}

/** How CSSM is reached. */
export interface CssmAccess {
  readonly mode: 'direct' | 'on-prem';
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  /** A reference, never the secret. */
  readonly clientSecret: string;
  /** True: the URLs may name addresses inside the own network (an SSM On-Prem, the lab). */
  readonly allowPrivate: boolean;
  readonly accounts: readonly InventoryAccount[];
  /** Day on which somebody last signed in to Cisco on the SSM On-Prem, `2026-01-31`; null: not said, or no On-Prem. */
  readonly signedIn: string | null;
  readonly proxy: ProxyAccess | null;
  /** Absolute path of CA certificates, or null: those of the system. */
  readonly caFile: string | null;
}

/** An inventory file, checked. */
export interface Inventory {
  readonly file: string;
  /** Folder that relative paths of the file count from; absolute. */
  readonly folder: string;
  /** True: the simulator wrote it, its switches are simulated. */
  readonly lab: boolean;
  /** Control API of that simulator, or null. */
  readonly control: string | null;
  readonly credentials: ReadonlyMap<string, CredentialSet>;
  /** By name. */
  readonly jumpHosts: ReadonlyMap<string, Hop>;
  readonly devices: readonly InventoryDevice[];
  /** Path of the ssh config that the file asks for, as written, or null. */
  readonly sshConfig: string | null;
  readonly cssm: CssmAccess | null;
}
