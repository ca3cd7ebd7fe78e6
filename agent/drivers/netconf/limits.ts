/** Limits of a NETCONF session, each with its reason. Times are milliseconds on the clock the session was made with. */
import { DEFAULT_LIMITS } from '../../../core/wire/netconf/index.ts';
import type { NetconfLimits } from '../../../core/wire/netconf/index.ts';

/** From the open channel to the peer's complete hello, however the bytes drip: 92 KB at 50 kbit/s take 15 s. */
export const HELLO_TIMEOUT_MS = 30_000;

/** From close-session to the end of the channel. */
export const CLOSE_TIMEOUT_MS = 2_000;

/** Rpcs written and not answered. */
export const RPCS_MAX = 1_000;

/** Replies to nobody before the session is ended: a device that answers late does so a few times. */
export const STRAY_REPLIES_MAX = 100;

/** Bytes taken since the last reply that was waited for (or since the hello): two of the largest messages. */
export const IDLE_BYTES_MAX = 1024 * 1024;

/**
 * Every read of ours is filtered to a few KB; a whole inventory of 500 parts would be 300 KB. A check sends five reads at once, and five
 * replies of the largest size that are made to hurt (attributes of 5 bytes each) must stay below 128 MiB of memory together.
 */
export const SESSION_LIMITS: NetconfLimits = {
  ...DEFAULT_LIMITS,
  messageBytesMax: 512 * 1024,
  elementsMax: 20_000,
  attributesMax: 8,
};
