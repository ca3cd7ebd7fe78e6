/** The driver's NETCONF sessions: whose they are, how effects name them, how they end. */
import { DeviceError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Address } from '../../../core/ports/network.ts';
import { CAPABILITIES, hasCapability } from '../../../core/wire/netconf/index.ts';
import { openNetconfSession } from '../netconf/session.ts';
import type { NetconfSession, NetconfWorld } from '../netconf/contract.ts';

/** One session of one machine. */
export interface Held {
  readonly owner: string;
  readonly address: Address;
  readonly netconf: NetconfSession;
  /** Running may be written only through the candidate datastore. */
  readonly candidate: boolean;
  /** Name under which effects use it; empty until the device was identified on it. */
  epoch: string;
  /** This session holds the locks. */
  isLocked: boolean;
  readonly isOpen: boolean;
  /** Called once when the session ends by itself. The returned function takes it back. */
  onClosed(act: (error: LicenseLabError | null) => void): () => void;
  close(): void;
  destroy(): void;
}

/** What happens when a session is opened: one of them, once. */
export interface OpenEvents {
  ready(held: Held): void;
  failed(error: LicenseLabError): void;
}

/** All sessions of a driver. */
export interface Sessions {
  /** Opens a session. The returned function gives up. */
  open(owner: string, address: Address, events: OpenEvents): () => void;
  /** Names a session, so that effects can use it. */
  name(held: Held): string;
  /** The open session of that owner and name; null when it is gone. */
  find(owner: string, epoch: string): Held | null;
  /** An open session of that owner to that address. */
  any(owner: string, address: Address): Held | null;
  /** One that no effect was ever given the name of: nothing was changed on it. */
  unnamed(owner: string, address: Address): Held | null;
  of(owner: string): readonly Held[];
  readonly size: number;
}

/** Makes an empty table. `prefix` makes names unique among the starts of this program. */
export function createSessions(world: NetconfWorld, prefix: string): Sessions {
  const owners = new Map<string, Set<Held>>();
  let names = 0;
  let size = 0;

  const remove = (held: Held): void => {
    const own = owners.get(held.owner);
    if (own?.delete(held) !== true) return;
    size -= 1;
    if (own.size === 0) owners.delete(held.owner);
  };
  const add = (held: Held): void => {
    const own = owners.get(held.owner) ?? new Set();
    owners.set(held.owner, own.add(held));
    size += 1;
  };
  const of = (owner: string): readonly Held[] => [...(owners.get(owner) ?? [])];

  return {
    open(owner, address, events) {
      const listeners = new Set<(error: LicenseLabError | null) => void>();
      let held: Held | null = null;
      return openNetconfSession(world, address, {
        ready(netconf) {
          held = hold(owner, address, netconf, listeners, remove);
          add(held);
          events.ready(held);
        },
        closed(error) {
          if (held === null) return events.failed(error ?? neverReady());
          remove(held);
          for (const listener of listeners) listener(error);
          return undefined;
        },
      });
    },
    name(held) {
      names += 1;
      held.epoch = `${prefix}.${names}`;
      return held.epoch;
    },
    find: (owner, epoch) => of(owner).find((held) => held.epoch === epoch && held.isOpen) ?? null,
    any: (owner, address) => of(owner).find((held) => isTo(held, address)) ?? null,
    unnamed: (owner, address) => of(owner).find((held) => held.epoch === '' && isTo(held, address)) ?? null,
    of,
    get size() {
      return size;
    },
  };
}

function isTo({ isOpen, address }: Held, { host, netconfPort }: Address): boolean {
  return isOpen && address.host === host && address.netconfPort === netconfPort;
}

function hold(
  owner: string,
  address: Address,
  netconf: NetconfSession,
  listeners: Set<(error: LicenseLabError | null) => void>,
  remove: (held: Held) => void,
): Held {
  let isOpen = true;
  const held: Held = {
    owner,
    address,
    netconf,
    candidate: hasCapability(netconf.capabilities, CAPABILITIES.candidate),
    epoch: '',
    isLocked: false,
    get isOpen() {
      return isOpen;
    },
    onClosed(act) {
      listeners.add(act);
      return () => listeners.delete(act);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      remove(held);
      netconf.close();
    },
    destroy() {
      if (!isOpen) return;
      isOpen = false;
      remove(held);
      netconf.destroy();
    },
  };
  listeners.add(() => {
    isOpen = false;
  });
  return held;
}

function neverReady(): LicenseLabError {
  return new DeviceError('SESSION_LOST', 'The session ended before it was ready.', {
    definite: true,
    retry: 'new-session',
  });
}
