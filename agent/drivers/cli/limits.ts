/** Limits of a CLI session, each with its reason. Times are milliseconds on the clock the session was made with. */

/** From the open channel to a privileged prompt with paging off: AAA servers are asked for enable, too. */
export const LOGIN_TIMEOUT_MS = 30_000;

/** Silence after which a prompt is believed: a table heading can look like one while its line is not complete. */
export const SETTLE_MS = 30;

/** Pages asked for within one output: 8 MiB at 24 lines of 40 characters. */
export const PAGES_MAX = 10_000;

/** Questions answered within one reload dialogue: Save?, Proceed?, and one about SIMPLEX mode were seen. */
export const RELOAD_QUESTIONS_MAX = 3;
