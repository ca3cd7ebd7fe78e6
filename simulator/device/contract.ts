/**
 * The seam between a simulated switch and the world around it: the network (real SSH or memory) brings sessions in, the
 * world gives clock, randomness, faults, journal and CSSM. A device knows no socket and reads no clock of its own.
 */
import type { Clock } from '../../core/ports/clock.ts';
import type { Service } from '../../core/ports/network.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Level } from '../../core/model/level.ts';
import type { LicenseUsage, Member } from '../../core/model/device.ts';
import type { CandidateMode } from './model/candidate.ts';
import type { NvramStore } from './model/nvram.ts';
import type { ContactFailure } from './model/contact.ts';
import type { LicensePolicy } from './model/license-policy.ts';
import type { Faults } from '../faults/contract.ts';
import type { GroundJournal } from '../journal/journal.ts';

/** What a device is, as a lab file's group says it, expanded. Plain data. */
export interface DeviceSpec {
  readonly id: string;
  /** Hostname, e.g. `sw-0001`. */
  readonly hostname: string;
  /** Platform of each member, e.g. `['C9300-24T', 'C9300-48T']`; one for a device that stands alone, two for two supervisors. */
  readonly members: readonly string[];
  /** Serial of each member, same order; of a modular chassis one, however many supervisors it has. */
  readonly serials: readonly string[];
  /** Release, e.g. `17.9.4`. */
  readonly release: string;
  readonly level: Level;
  readonly site: string;
  /** Smart Account domain and Virtual Account it trusts, or null: no trust yet. */
  readonly account: string | null;
  readonly virtualAccount: string | null;
  readonly username: string;
  readonly password: string;
  readonly enable: string;
  /** Candidate datastore; absent: off, as on a switch out of the box. */
  readonly candidate?: CandidateMode;
  /**
   * Whether the daemon that copies what was typed into the NETCONF datastore holds the lock meanwhile, as on real switches; absent: on.
   */
  readonly daemonLocks?: 'on' | 'off';
  /** Whether the smart agent sends messages by itself; absent: only when asked. */
  readonly reporting?: 'automatic' | 'manual';
}

/** What the server side may do with a session's connection. */
export interface ServerChannel {
  write(bytes: Uint8Array): void;
  /** Orderly end: exit status 0, end of stream. */
  end(): void;
  /** The connection is reset at once. */
  reset(): void;
  /** Bytes written that the peer has not taken yet; absent where that is not known. */
  waiting?(): number;
}

/** What the device does with what a session brings. */
export interface ServerSession {
  receive(bytes: Uint8Array): void;
  /** A terminal's size changed or was given: rows and columns. CLI only. */
  resize(rows: number, columns: number): void;
  /** The peer closed, or the connection is gone. */
  ended(): void;
}

/** Usage as a device reports it to CSSM. The body is our own shape: Cisco's is not public. */
export interface UsageReport {
  readonly account: string;
  readonly virtualAccount: string;
  readonly hostname: string;
  readonly release: string;
  readonly members: readonly Pick<Member, 'serial' | 'model'>[];
  readonly usage: readonly LicenseUsage[];
}

/** CSSM's answer to a device: accepted with the time until the ACK, or a failure in the device's own vocabulary. */
export type DeviceReply =
  | {
      readonly status: 'OK';
      /** Milliseconds; null: no acknowledgement will come. */
      readonly ackAfterMs: number | null;
      readonly instance: string;
      /** Number of the report, by which it can be asked for. Absent: there is no asking. */
      readonly report?: number;
      /** Policy that comes with the acknowledgement; absent: Cisco's default. */
      readonly policy?: LicensePolicy;
      /** Whether the Virtual Account has what is used; a legacy device shows it. Absent: it has. */
      readonly isCompliant?: boolean;
    }
  | ContactFailure;

/** How a device asks for trust: what it would report, and whether what is there is to be replaced. */
export type TrustRequest = Omit<UsageReport, 'account' | 'virtualAccount'> & { readonly isForced?: boolean };

/** The way from a device to CSSM; `done` comes later, on the clock, and exactly once. */
export interface CssmLink {
  /** Trusts an account with a token; the reply names account and Virtual Account of the token. */
  trust(device: string, token: string, request: TrustRequest, done: (reply: TrustReply) => void): void;
  report(device: string, report: UsageReport, done: (reply: DeviceReply) => void): void;
  /** Ends a registration (legacy): CSSM forgets the product instance, if it hears of it. */
  deregister(device: string, from: Pick<UsageReport, 'account' | 'members'>): void;
}

/** CSSM's answer to a trust request. */
export type TrustReply =
  | {
      readonly status: 'OK';
      readonly account: string;
      readonly virtualAccount: string;
      readonly instance: string;
    }
  | ContactFailure;

/** Everything a device gets from the world. */
export interface DeviceWorld {
  readonly clock: Clock;
  /** Split per device, so that one more device does not shift the others. */
  readonly random: Random;
  readonly faults: Faults;
  readonly journal: GroundJournal;
  readonly cssm: CssmLink;
  /**
   * Seconds of the switch that pass in one second of a person: idle time-outs are stretched by it, because people do not type
   * faster in a lab of scaled time. Default 1.
   */
  readonly timeScale?: number;
  /** Where startup and trust outlive the process; absent: nowhere. */
  readonly nvram?: NvramStore;
}

/** Ground truth of a device, as the control API gives it. */
export interface DeviceTruth {
  readonly id: string;
  readonly hostname: string;
  readonly site: string;
  readonly release: string;
  readonly serials: readonly string[];
  /** Running and startup configuration, as text. */
  readonly running: string;
  readonly startup: string;
  /** Boot level in startup: what the next boot takes. */
  readonly bootLevel: string;
  /** Level in use now. */
  readonly runningLevel: string;
  readonly bootCount: number;
  readonly bootTime: string;
  readonly members: readonly Member[];
  readonly trust: {
    readonly installed: boolean;
    readonly account: string | null;
    readonly virtualAccount: string | null;
  };
  readonly usage: readonly LicenseUsage[];
  readonly power: 'on' | 'off' | 'booting';
}

/** A simulated switch. Building one is cheap: state is made when first touched. */
export interface SimulatedDevice {
  readonly spec: DeviceSpec;
  /** Whether that service accepts connections now (NETCONF comes up later than SSH after a boot). */
  listens(service: Service): boolean;
  /** `regular`, or `foreign` while a fault makes it present another host key. */
  hostKey(): 'regular' | 'foreign';
  authenticate(service: Service, username: string, password: string): boolean;
  /** Starts a session for an authenticated user. */
  open(service: Service, username: string, channel: ServerChannel): ServerSession;
  truth(): DeviceTruth;
  /** Configuration lines as another operator would type them; running changes, startup does not. */
  configure(lines: readonly string[]): void;
  power(on: boolean): void;
  /** What its console showed, oldest first: boots and log messages, at most 500 lines. */
  console(): readonly string[];
  /** The few small files on its flash: what licensing writes and reads. */
  readonly files: DeviceFlash;
  /** Usage as the switch saves it to a file for CSSM. */
  savedUsage(): string;
  /** Takes the acknowledgement of such a file; `LICENSE_FILE` when it is none, or another device's. */
  importFile(text: string): void;
}

/** A file on the flash of a device. */
export interface FlashFile {
  readonly name: string;
  readonly text: string;
}

/** The flash of a device, as somebody with a USB stick has it. */
export interface DeviceFlash {
  list(): readonly FlashFile[];
  /** Null when there is no such file. */
  read(name: string): FlashFile | null;
  /** Why it cannot be written, or null. */
  write(name: string, text: string): 'path' | 'full' | null;
}
