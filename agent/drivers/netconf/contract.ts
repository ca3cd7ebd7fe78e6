import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Network } from '../../../core/ports/network.ts';
import type { BaseVersion, HelloCache, NetconfLimits, XmlElement } from '../../../core/wire/netconf/index.ts';
import type { RpcDone } from './outstanding.ts';

/** What a session is made of. */
export interface NetconfWorld {
  readonly network: Network;
  readonly clock: Clock;
  readonly log: Log;
  /** Hellos parsed before; shared by all sessions of a process. */
  readonly hellos: HelloCache;
  /** Milliseconds from the open channel to the complete hello; 1-60,000, default 30,000. */
  readonly helloTimeoutMs?: number;
  readonly limits?: NetconfLimits;
}

/** An open session. */
export interface NetconfSession {
  readonly hostKey: string;
  readonly capabilities: readonly string[];
  readonly sessionId: number;
  readonly base: BaseVersion;
  /** True when a mutating rpc may be written now: open, everything before it has left this process. */
  isDrained(): boolean;
  /**
   * Sends an rpc; `name` is for messages, `deadlineMs` counts from the writing. With `urgent` it is written in this tick or ends as
   * *not sent*; without, it may wait (until the first reply has shown that the peer repeats message-ids). `done` is called
   * once and never in this tick, except for *not sent*.
   */
  request(name: string, operation: XmlElement, options: RpcOptions, done: RpcDone): void;
  /** Ends with close-session; locks end with it. Rpcs without reply end as *lost*. */
  close(): void;
  /** Ends at once; rpcs without reply end as *lost*, `closed` is not called. */
  destroy(): void;
  /** What was dropped so far. */
  readonly dropped: Readonly<Dropped>;
}

/** How an rpc is sent. */
export interface RpcOptions {
  readonly deadlineMs: number;
  readonly urgent: boolean;
}

/** Messages of the peer that had no taker. */
export interface Dropped {
  /** Replies with a message-id that nobody waits for: late, doubled or invented. */
  strayReplies: number;
  /** Replies without message-id that cannot be told apart. */
  ambiguousReplies: number;
  notifications: number;
}

/** How a session begins and ends: `ready` at most once, then `closed` once (also without `ready`). */
export interface NetconfEvents {
  ready(session: NetconfSession): void;
  closed(error: LicenseLabError | null): void;
}
