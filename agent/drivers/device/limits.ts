/** Times and counts of the device driver, each with its reason. Milliseconds on the driver's clock. */
import type { BackoffSchedule } from './backoff.ts';

/** Longest wait for the reply to a read: filtered reads take 0.1-0.2 s on a switch. */
export const READ_TIMEOUT_MS = 30_000;

/** Longest wait for a CLI line that only shows something. */
export const SHOW_TIMEOUT_MS = 30_000;

/** Between attempts to open a session: a daemon that restarts takes seconds, an AAA server less. */
export const CONNECT_BACKOFF: BackoffSchedule = { firstMs: 1_000, factor: 2, maxMs: 15_000 };

/** Sessions tried by one identification. */
export const CONNECTS_PER_EFFECT_MAX = 6;

/** Between reads of data that is not there yet, and between attempts while a daemon of the box holds a lock. */
export const RETRY_BACKOFF: BackoffSchedule = { firstMs: 1_000, factor: 1.5, maxMs: 8_000 };

/** Between looks at the boot time while a device goes down: one rpc on the session that is open. */
export const DOWN_POLL_MS = 5_000;

/** From the loss of the watched session to the question whether the device is still there: sshd stops before the rest. */
export const DOWN_PROBE_MS = 2_000;

/** Between calls while a device boots: 4 to 10 minutes, so about 15 calls, most of them refused and cheap. */
export const UP_BACKOFF: BackoffSchedule = { firstMs: 10_000, factor: 1.5, maxMs: 30_000 };

/** Between looks at whether operational data is filled after a boot. */
export const READY_BACKOFF: BackoffSchedule = { firstMs: 3_000, factor: 1.5, maxMs: 15_000 };

/** Looks at the boot time within a dwell, the first apart; a reboot in between ends the session, which is seen at once. */
export const DWELL_LOOKS = 2;

/** CLI sessions tried for a proof or a report. */
export const CLI_TRIES_MAX = 3;

/** How long a save is tried again while a daemon of the box refuses it; the rest of the deadline is for the answer. */
export const SAVE_PATIENCE_MS = 30_000;
