import type { Level } from '../../../core/model/level.ts';
import type { Member, MemberState } from '../../../core/model/device.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Release } from '../platforms/release.ts';
import { type CandidateMode, type CandidateState, isCandidateOn } from './candidate.ts';
import type { Config } from './config.ts';
import type { LicensingState } from './licensing.ts';
import type { Lock } from './lock.ts';
import type { PartialLock } from './partial-lock.ts';
import type { ScheduledReload } from './scheduled-reload.ts';

/**
 * Where a device is between power and normal operation.
 *
 *     off --power--> loading --> starting --> cli-up --> syncing --> ready
 *                       ^                        (SSH)    (NETCONF)     |
 *                       +----------------- reload ---------------------+
 *
 * `loading` is the boot loader and, in a stack, the discovery of the others; `dead` is a device that never comes back.
 */
export type Phase = 'off' | 'loading' | 'starting' | 'cli-up' | 'syncing' | 'ready' | 'dead';

/** Way by which a reload was asked for, or why a boot happened. */
export type ReloadVia = 'netconf' | 'cli' | 'power' | 'crash';

/** Durations of one boot in milliseconds, phase by phase. */
export interface BootPlan {
  readonly loadingMs: number;
  readonly startingMs: number;
  readonly netconfMs: number;
  readonly syncMs: number;
  /** What goes wrong in this boot; absent parts go well. */
  readonly trouble: BootTrouble;
}

/** What faults make of a boot. */
export interface BootTrouble {
  /** The device stays dark. */
  readonly neverReturns?: boolean;
  /** Comes back with the level it had before, whatever startup says. */
  readonly oldLevel?: boolean;
  /** Another box answers: these serials, in slot order. */
  readonly serials?: readonly string[];
  readonly foreignHostKey?: boolean;
  /** A member that does not come back as it should; with `returnsMs` it does so that much later. */
  readonly member?: { readonly slot: number; readonly state: MemberState; readonly returnsMs: number | null };
  /** It crashes this many times more, each time so long after SSH is up. */
  readonly crashes?: number;
  readonly crashAfterMs?: number;
}

/** The running boot: which one it is and how it came about. */
export interface Boot {
  /** 1 for the boot before the simulation began. */
  readonly count: number;
  /** When the control processor started, wall-clock milliseconds: `boot-time`. */
  readonly bootTimeMs: number;
  /** `Last reload reason`. */
  readonly reason: string;
  readonly via: ReloadVia;
  readonly plan: BootPlan;
  /** Clock time at which power or reload began it. */
  readonly beganMs: number;
}

/** A reload that was accepted; the device goes down in a moment. */
export interface PendingReload {
  readonly reason: string;
  readonly via: ReloadVia;
  /** What this reload's boot will be like. */
  readonly plan: BootPlan;
}

export type { Lock } from './lock.ts';

/** What never changes about a device. */
export interface DeviceFacts {
  readonly id: string;
  readonly site: string;
  readonly platforms: readonly Platform[];
  readonly serials: readonly string[];
  readonly release: Release;
  readonly username: string;
  /** Whether running may be written only through the candidate while that is on. */
  readonly isCandidateOnly: boolean;
}

/** A device as a value. Nothing in it is a socket, a timer or a clock. */
export interface DeviceState {
  readonly facts: DeviceFacts;
  readonly phase: Phase;
  readonly boot: Boot;
  readonly reload: PendingReload | null;
  readonly scheduled: ScheduledReload | null;
  readonly running: Config;
  readonly startup: Config;
  /**
   * Whether a reload would ask to save: set by a change, cleared by a save. As the model of `unsaved-config` says, it can
   * be true although nothing differs (a change that was taken back).
   */
  readonly isUnsaved: boolean;
  /** Level in use, taken from startup at boot. Null when startup named none. */
  readonly level: Level | null;
  readonly members: readonly Member[];
  readonly hasForeignHostKey: boolean;
  readonly lock: Lock | null;
  readonly candidate: CandidateState;
  /** Locks of parts of running, RFC 5717. */
  readonly partialLocks: readonly PartialLock[];
  readonly licensing: LicensingState;
  /** When running last changed, and by whom: shown in `show running-config`. */
  readonly lastChange: { readonly ms: number; readonly user: string } | null;
  readonly lastSaveMs: number | null;
}

/** What the NETCONF server offers of the candidate datastore now. */
export function candidateMode({ facts, running }: DeviceState): CandidateMode {
  if (!isCandidateOn(running)) return 'off';
  return facts.isCandidateOnly ? 'only' : 'on';
}

/** True while the CLI (SSH) accepts connections. */
export function isCliUp(state: DeviceState): boolean {
  return state.phase === 'cli-up' || isNetconfUp(state);
}

/** True while NETCONF accepts connections. */
export function isNetconfUp(state: DeviceState): boolean {
  return state.phase === 'syncing' || state.phase === 'ready';
}
