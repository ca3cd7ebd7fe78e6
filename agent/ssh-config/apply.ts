/** An inventory as an OpenSSH configuration completes it: host names, users, keys, jump hosts, known_hosts. The inventory goes first. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../../core/ports/network.ts';
import type { KnownAs } from '../drivers/ssh/host-key.ts';
import { HOPS_MAX } from '../drivers/ssh/limits.ts';
import { hopAddress } from '../drivers/ssh/way.ts';
import type { Hop } from '../drivers/ssh/way.ts';
import type { CredentialSet, Inventory, InventoryDevice } from '../inventory/index.ts';
import { completeSet, SetBook } from './credential-sets.ts';
import { problem } from './read.ts';
import type { SshConfig } from './read.ts';
import { resolveSshHost } from './resolve.ts';
import type { Jump, SshHost } from './resolve.ts';

/** Port of the CLI that counts as not stated: then `Port` of the configuration counts. It never counts for NETCONF. */
const SSH_PORT = 22;

/** A jump host that only the configuration knows: keys and the ssh-agent, as `ssh` would do it. */
const NO_SET: CredentialSet = {
  username: null,
  password: null,
  privateKey: null,
  passphrase: null,
  agent: [],
  methods: null,
  enable: null,
};

/** Looks up one name after the other. */
interface Lookup {
  readonly config: SshConfig;
  readonly inventory: Inventory;
  readonly sets: SetBook;
  /** Name of this user on this machine: OpenSSH's default user. */
  readonly localUser: string | null;
}

/**
 * Completes every switch by what the configuration says about its host. Throws `SSH_CONFIG_*` with file and line; a switch that the
 * configuration does not name stays as it is.
 */
export function withSshConfig(inventory: Inventory, config: SshConfig, localUser: string | null): Inventory {
  const sets = new SetBook(inventory.credentials);
  const lookup: Lookup = { config, inventory, sets, localUser };
  const devices = inventory.devices.map((device) => completed(device, lookup));
  return { ...inventory, devices, credentials: sets.all() };
}

function completed(device: InventoryDevice, lookup: Lookup): InventoryDevice {
  const { address } = device;
  const host = resolveSshHost(lookup.config, address.host);
  const hops =
    device.hops.length > 0 ? device.hops : hopsOf(othersThan(address.host, host.jumps), lookup, []);
  const base = lookup.inventory.credentials.get(address.credentials) ?? NO_SET;
  return {
    ...device,
    address: {
      ...address,
      host: host.hostName ?? address.host,
      sshPort: address.sshPort === SSH_PORT ? (host.port ?? SSH_PORT) : address.sshPort,
      credentials: lookup.sets.add(address.credentials, completeSet(base, host, null)),
    },
    hops,
    known: knownOf(host, lookup.config),
  };
}

/** The hops of a `ProxyJump`. The first may have a way of its own. */
function hopsOf(jumps: readonly Jump[], lookup: Lookup, passed: readonly string[]): readonly Hop[] {
  return jumps.flatMap((jump, index): readonly Hop[] => {
    const host = resolveSshHost(lookup.config, jump.host);
    const { file, line } = jump.at;
    const names = [...passed, jump.host];
    if (passed.includes(jump.host) || names.length + jumps.length - index - 1 > HOPS_MAX)
      throw problem(
        'SSH_CONFIG_HOPS',
        file,
        line,
        `the way over ${names.join(', ').slice(0, 200)} is a loop, or longer than ${HOPS_MAX} jump hosts.`,
      );
    const before = index === 0 ? hopsOf(othersThan(jump.host, host.jumps), lookup, names) : [];
    return [...before, hopOf(jump, host, lookup)];
  });
}

/** `Host *` with a `ProxyJump` counts for the jump host too, and is not meant for it. */
function othersThan(name: string, jumps: readonly Jump[]): readonly Jump[] {
  return jumps.at(-1)?.host === name ? [] : jumps;
}

function hopOf(jump: Jump, host: SshHost, { config, inventory, sets, localUser }: Lookup): Hop {
  const stated = inventory.jumpHosts.get(jump.host);
  const name = stated?.address.credentials ?? jump.host;
  const base = (stated === undefined ? undefined : inventory.credentials.get(name)) ?? NO_SET;
  const set = completeSet(base, host, jump.user);
  const address: Address = hopAddress(
    jump.host,
    stated?.address.host ?? host.hostName ?? jump.host,
    jump.port ?? (stated === undefined ? (host.port ?? SSH_PORT) : stated.address.sshPort),
    sets.add(name, set.username === null ? { ...set, username: localUser } : set),
    stated?.address.hostKey ?? null,
  );
  return { address, legacy: stated?.legacy === true, known: knownOf(host, config) };
}

/** OpenSSH's own file is read besides ours where the configuration names no other. */
function knownOf({ hostKeyAlias, knownHostsFiles }: SshHost, { home }: SshConfig): KnownAs {
  const usual = join(home, '.ssh', 'known_hosts');
  const files = knownHostsFiles.length > 0 ? knownHostsFiles : [usual];
  return { alias: hostKeyAlias, files: files.filter((file) => existsSync(file)) };
}
