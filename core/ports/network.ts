import type { LicenseLabError } from '../errors.ts';

/** What is asked of a switch: the NETCONF subsystem or a shell. */
export type Service = 'netconf' | 'cli';

/** Where a switch is and how its identity is checked. Plain data: effects carry it. */
export interface Address {
  /** Inventory id, for messages. */
  readonly deviceId: string;
  /** Name or address. */
  readonly host: string;
  /** TCP port of the NETCONF subsystem; 830 on a switch. */
  readonly netconfPort: number;
  /** TCP port of the CLI; 22 on a switch. */
  readonly sshPort: number;
  /** Name of a credential set of the inventory; never the secret itself. */
  readonly credentials: string;
  /** Pinned `SHA256:` fingerprint, or null: known_hosts decides. */
  readonly hostKey: string | null;
}

/** What is known once a channel is open. */
export interface Opened {
  /** `SHA256:` fingerprint of the host key that was accepted. */
  readonly hostKey: string;
}

/**
 * What happens on a channel, in this order: `opened` once, then `data` and `drained`, then `closed` once. When opening
 * fails, only `closed` is called. `closed(null)` is an orderly end by the peer.
 */
export interface ChannelHandlers {
  opened(opened: Opened): void;
  data(bytes: Uint8Array): void;
  drained(): void;
  closed(error: LicenseLabError | null): void;
}

/** An authenticated byte channel. */
export interface Channel {
  /**
   * Hands bytes to the transport. False means: wait for `drained` before writing more (the bytes were taken).
   * On a channel that is closed nothing is taken and false is returned.
   */
  write(bytes: Uint8Array): boolean;
  /** True when every byte written so far has left this process's buffers. */
  isDrained(): boolean;
  /** Orderly end. */
  end(): void;
  /** Ends at once, nothing more is sent; `closed` is not called any more. */
  destroy(): void;
}

/**
 * Opens authenticated channels to switches. Error codes given to `closed` before `opened`:
 * `UNREACHABLE`, `CONNECT_TIMEOUT`, `HANDSHAKE_FAILED`, `HOST_KEY_UNKNOWN`, `HOST_KEY_CHANGED`, `HOST_KEY_REVOKED`,
 * `AUTH_FAILED`, `SUBSYSTEM_REFUSED`, `PEER_TOO_LOUD`; afterwards `CONNECTION_LOST`. Before `opened` all are definite.
 */
export interface Network {
  open(address: Address, service: Service, handlers: ChannelHandlers): Channel;
}
