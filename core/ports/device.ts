import type { Identity, Look, Preflight, Verification } from '../model/device.ts';
import type { Level } from '../model/level.ts';
import type { Effect, Outcome } from '../machine.ts';
import type { Address } from './network.ts';

/** How the level is verified after the reboot. */
export type VerifyBy = 'netconf' | 'cli';

/** Arguments every effect on a device carries: no connection is part of a machine's state. */
interface OnDevice {
  readonly address: Address;
  /** Milliseconds from the start of the effect to its end, whatever the peer does. */
  readonly deadlineMs: number;
}

/** An effect on the session named by `sessionEpoch`; when that session is gone the outcome is *not sent*. */
interface OnSession extends OnDevice {
  readonly sessionEpoch: string;
}

/**
 * What a level change may ask of a switch. One effect is one purpose and ends in exactly one outcome; polls, back-off and
 * the requests it needs stay inside it.
 */
export type DeviceEffect =
  /** Opens a NETCONF session and reads who answers. Bounded retries with back-off inside `deadlineMs`. */
  | (Effect<'identify', 'read'> & OnDevice)
  /** Reads levels, usage, unsaved configuration, members, blockers; with `diff` also the difference when unsaved (CLI). */
  | (Effect<'preflight', 'read'> & OnSession & { readonly diff: boolean })
  /** Locks running (and candidate); a daemon's lock is waited for; then looks. A lock ends with its session. */
  | (Effect<'lock', 'mutation'> & OnSession & { readonly patienceMs: number })
  /** Writes the boot level and reads it back. */
  | (Effect<'edit', 'mutation'> & OnSession & { readonly level: Level; readonly patienceMs: number })
  /** Reads running, unsaved, boot time; with `startup` also startup and the difference (one CLI session). `quietMs` is waited first. */
  | (Effect<'look', 'read'> & OnSession & { readonly startup: boolean; readonly quietMs: number })
  /** Saves running to startup and looks. */
  | (Effect<'save', 'mutation'> & OnSession)
  /** Asks for a reload, without `force`; `reason` names the change. */
  | (Effect<'reload', 'at-most-once'> & OnSession & { readonly reason: string })
  /** The same over the CLI dialogue, after a definite refusal of the NETCONF form. */
  | (Effect<'cli-reload', 'at-most-once'> & OnDevice & { readonly reason: string })
  /** Watches until the device is gone or its boot time differs; two equal boot times `quietMs` apart at the deadline say it never went. */
  | (Effect<'await-down', 'read'> & OnDevice & { readonly bootTimeBefore: string; readonly quietMs: number })
  /** Waits until the device answers on its CLI port. */
  | (Effect<'await-up', 'read'> & OnDevice)
  /** Waits for a NETCONF hello, operational data, no sync in progress, and every one of `serials` present and ready. */
  | (Effect<'await-ready', 'read'> & OnDevice & { readonly serials: readonly string[] })
  /** Reads the level of every member, then watches the boot time for `dwellMs`. */
  | (Effect<'verify', 'read'> & OnSession & { readonly dwellMs: number; readonly by: VerifyBy })
  /** Makes the switch report: `license smart sync all` (legacy: renew auth). Harmless to repeat. */
  | (Effect<'report', 'mutation'> & OnDevice);

/** Name of an effect on a device. */
export type DeviceOp = DeviceEffect['op'];

/** What a good outcome of each effect carries. */
export interface DeviceValues {
  readonly identify: Identity;
  readonly preflight: Preflight;
  readonly lock: Look;
  readonly edit: Look;
  readonly look: Look;
  readonly save: Look & { readonly text: string };
  readonly reload: { readonly text: string };
  readonly 'cli-reload': { readonly text: string };
  readonly 'await-down': { readonly seen: 'down' | 'rebooted' | 'still-up'; readonly bootTime: string };
  readonly 'await-up': { readonly afterMs: number };
  readonly 'await-ready': { readonly afterMs: number; readonly missing: readonly string[] };
  readonly verify: Verification;
  readonly report: { readonly text: string };
}

/** One call of the port. */
export interface DeviceCall {
  /** Machine on whose behalf; its sessions are released together. */
  readonly owner: string;
  readonly effect: DeviceEffect;
  /** Asked in the same tick before every mutating write: lease fresh, fence valid. False makes the outcome *not sent*. */
  readonly mayWrite: () => boolean;
}

/**
 * Performs effects on switches. `done` is called exactly once per call, never in the same tick.
 *
 * - ok: the effect did what it says and `value` holds what was read.
 * - refused: the switch answered that it did not do it (an rpc-error); `error` says why. For `edit` the look that follows a
 *   refusal travels in `look` of the error's outcome, because a daemon's lock error may come after the edit was applied.
 * - not sent: certainly nothing reached the switch (session gone, lease lost, unreachable).
 * - unknown: it may have been done.
 */
export interface DevicePort {
  perform(call: DeviceCall, done: (outcome: Outcome) => void): void;
  /** Closes the sessions of one machine in an orderly way (locks end with them). */
  release(owner: string): void;
  /** Destroys the sessions of one machine at once: ownership was lost. */
  abandon(owner: string): void;
}
