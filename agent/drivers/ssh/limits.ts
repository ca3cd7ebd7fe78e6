/** Limits of the SSH client, each with its reason. Times are milliseconds on the clock the network was made with. */

/** TCP connections being made at once: 500 rebooting switches that do not answer must not block the rest; each is one descriptor. */
export const CONNECTS_MAX = 1_024;

/** Handshakes computing at once: each costs 2-3 ms of the event loop, and eight keep its delay under 50 ms. */
export const HANDSHAKES_MAX = 8;

/** A handshake that has waited this long for its peer costs nothing, so its slot goes to the next one. */
export const HANDSHAKE_SLOT_MS = 500;

/** Sessions in all, from the established connection on: 500 at about 60 KB. */
export const SESSIONS_MAX = 500;

/** Opens waiting for a slot: the largest fleet twice over. */
export const WAITING_MAX = 20_000;

/** From the call of connect to an established connection: three SYN retries. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** From the established connection to a finished key exchange; a person's time to answer about a host key is not counted. */
export const HANDSHAKE_TIMEOUT_MS = 20_000;

/** From the end of the key exchange to an accepted login: AAA servers are asked one after the other, 5 s each by default. */
export const AUTH_TIMEOUT_MS = 30_000;

/** From the login to a started subsystem or shell. */
export const SERVICE_TIMEOUT_MS = 10_000;

/** Silence after which the kernel asks whether the peer is still there: a switch that lost power says nothing. */
export const KEEPALIVE_MS = 30_000;

/** From an orderly end to the destruction of what is left. */
export const LINGER_MS = 2_000;

/** Bytes taken before the login: identification, greeting lines, key exchange, banner. A normal one takes under 5 KB. */
export const PRE_AUTH_BYTES_MAX = 64 * 1024;

/** Bytes taken before the identification line: RFC 4253 allows greeting lines, and 16 KiB are more than a page of them. */
export const PRE_IDENT_BYTES_MAX = 16 * 1024;

/** After a refused login the same secret is not sent to the same device again for this long: AAA servers lock accounts (F2). */
export const AUTH_RETRY_AFTER_MS = 60_000;

/** Refused logins remembered. */
export const AUTH_FAILURES_MAX = 20_000;

/** Keys of an ssh-agent that are offered to one server: OpenSSH ends a connection after six attempts (MaxAuthTries). */
export const AGENT_KEYS_MAX = 5;

/** Jump hosts on one way: a management network, a site, a rack; more is a mistake or a loop. */
export const HOPS_MAX = 4;

/** Connections to jump hosts at once; each serves every switch behind it. */
export const HOP_CONNECTIONS_MAX = 64;

/** How long a connection to a jump host outlives its last tunnel: from one session of a task to the next. */
export const HOP_IDLE_MS = 2_000;
