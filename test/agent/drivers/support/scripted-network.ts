import type { LicenseLabError } from '../../../../core/errors.ts';
import type { Address, Channel, ChannelHandlers, Network, Service } from '../../../../core/ports/network.ts';

/** The far end of one channel, played by a test. */
export interface Peer {
  readonly address: Address;
  readonly service: Service;
  /** Everything written to it so far. */
  written(): string;
  /** What was written since the last call. */
  take(): string;
  open(hostKey?: string): void;
  send(bytes: string | Uint8Array): void;
  close(error: LicenseLabError | null): void;
  /** Whether what is written leaves the process at once; turning it on again says so to the near end. */
  setDrained(drained: boolean): void;
  readonly state: 'waiting' | 'open' | 'ended' | 'destroyed' | 'closed';
}

/** A network whose peers are played by a test; nothing happens by itself. */
export interface ScriptedNetwork extends Network {
  readonly peers: Peer[];
  /** The last peer that was called. */
  last(): Peer;
}

/** Makes such a network. `called` is told of each new peer, after `open` has returned is the test's own business. */
export function scriptedNetwork(): ScriptedNetwork {
  const peers: Peer[] = [];
  return {
    peers,
    last() {
      const peer = peers.at(-1);
      if (peer === undefined) throw new Error('nobody was called');
      return peer;
    },
    open(address, service, handlers) {
      const { peer, channel } = makePeer(address, service, handlers);
      peers.push(peer);
      return channel;
    },
  };
}

function makePeer(
  address: Address,
  service: Service,
  handlers: ChannelHandlers,
): { readonly peer: Peer; readonly channel: Channel } {
  let state: Peer['state'] = 'waiting';
  let text = '';
  let taken = 0;
  let drained = true;
  const isOpen = (): boolean => state === 'open' || state === 'ended';
  const peer: Peer = {
    address,
    service,
    written: () => text,
    take() {
      const fresh = text.slice(taken);
      taken = text.length;
      return fresh;
    },
    open(hostKey = 'SHA256:test') {
      state = 'open';
      handlers.opened({ hostKey });
    },
    send(bytes) {
      if (isOpen()) handlers.data(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    },
    close(error) {
      if (state === 'destroyed' || state === 'closed') return;
      state = 'closed';
      handlers.closed(error);
    },
    setDrained(value) {
      drained = value;
      if (value && isOpen()) handlers.drained();
    },
    get state() {
      return state;
    },
  };
  const channel: Channel = {
    write(bytes) {
      if (state !== 'open') return false;
      text += Buffer.from(bytes).toString();
      return drained;
    },
    isDrained: () => state === 'open' && drained,
    end() {
      if (state === 'open') state = 'ended';
    },
    destroy() {
      if (state !== 'closed') state = 'destroyed';
    },
  };
  return { peer, channel };
}
