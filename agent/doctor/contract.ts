/** What `doctor` finds out about one switch, and what it makes of it. */
import type { Failure } from '../../core/machine.ts';
import type { Level } from '../../core/model/level.ts';
import type {
  InstallSummary,
  NetconfSessionRow,
  ShowClock,
  ShowVersion,
} from '../../core/wire/ios-xe/index.ts';
import type { NetconfFindings, Told } from '../drivers/device/examine.ts';
import type { LicenseReading } from '../drivers/device/license-reading.ts';
import type { SshEvent } from '../drivers/ssh/watch.ts';
import type { InventoryDevice } from '../inventory/index.ts';

/** What the CLI said. */
export interface CliFindings {
  readonly version: Told<ShowVersion>;
  readonly startupLevel: Told<Level | null>;
  /** Lines by which running differs from startup, apart from the boot level. */
  readonly unsavedLines: Told<readonly string[]>;
  readonly clock: Told<ShowClock>;
  /** The announcement of a reload; empty: none is scheduled. */
  readonly reload: Told<string>;
  readonly install: Told<InstallSummary>;
  readonly sessions: Told<readonly NetconfSessionRow[]>;
  readonly licensing: Told<LicenseReading>;
  /** Wall clock of this machine when the switch's clock was read; null: the two cannot be compared. */
  readonly clockReadAtMs: number | null;
}

/** All that was found out. */
export interface Findings {
  readonly device: InventoryDevice;
  /** How connections were made, in the order of happening. */
  readonly events: readonly SshEvent[];
  readonly netconf: { readonly found: NetconfFindings } | { readonly failure: Failure };
  readonly cli: { readonly found: CliFindings } | { readonly failure: Failure };
}

/**
 * `ok`; `attention`: no change is stopped by it, and a person should know; `blocked`: a change would not begin; `failed`: could not be
 * done; `unknown`: the switch did not say.
 */
export type CheckStatus = 'ok' | 'attention' | 'blocked' | 'failed' | 'unknown';

/** One check. */
export interface Check {
  /** Stable name, e.g. `unsaved`. */
  readonly id: string;
  readonly status: CheckStatus;
  readonly text: string;
  /** What to do next, or null. */
  readonly next: string | null;
}

/** One SSH connection as it was made. */
export interface ConnectionSeen {
  readonly peer: string;
  readonly host: string;
  readonly port: number;
  readonly hostKey: {
    readonly type: string;
    readonly fingerprint: string;
    readonly trustedBy: string;
  } | null;
  readonly agreed: {
    readonly kex: string;
    readonly serverHostKey: string;
    readonly cipher: string;
    readonly mac: string;
  } | null;
  readonly offered: {
    readonly kex: readonly string[];
    readonly serverHostKey: readonly string[];
    readonly cipher: readonly string[];
    readonly hmac: readonly string[];
  } | null;
  /** Way of the login that was accepted, or null. */
  readonly login: string | null;
}

/** A member with its levels. */
export interface MemberSeen {
  readonly slot: number;
  readonly serial: string;
  readonly model: string;
  readonly role: string;
  readonly state: string;
  /** Level in use; null where its state says that it does not run the stack's, or nothing was said. */
  readonly level: string | null;
  /** Level of the next boot: one configuration counts for all members. */
  readonly bootLevel: string | null;
}

/** The diagnosis, as `doctor --json` gives it. */
export interface Diagnosis {
  readonly device: {
    readonly id: string;
    readonly host: string;
    readonly netconfPort: number;
    readonly sshPort: number;
    /** Jump hosts on the way. */
    readonly via: readonly string[];
  };
  /** `unreachable`: neither NETCONF nor the CLI answered. */
  readonly outcome: 'ok' | 'blocked' | 'failed' | 'unreachable';
  readonly connections: readonly ConnectionSeen[];
  readonly checks: readonly Check[];
  readonly members: readonly MemberSeen[];
  /** The change that is meant by *blocked* and by what would be sent. */
  readonly target: string;
  /** Null: nothing, because the switch runs and boots that level already, or was not reached over NETCONF. */
  readonly wouldSend: { readonly rpcs: readonly string[]; readonly cli: readonly string[] } | null;
}
