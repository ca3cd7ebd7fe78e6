/** The seam between the verbs and the program around them: streams, signals, and what the runtime opens for them. */
import type { RolloutReport } from '../evidence/index.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import type { Digest } from '../../core/ports/digest.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Address } from '../../core/ports/network.ts';
import type { BlastRadius, Documents, LicensingMachines, Progress } from '../accounts/index.ts';
import type { Config } from '../config/index.ts';
import type { CssmClient, HttpEndpoint, OpenHttp } from '../cssm/index.ts';
import type { Findings } from '../doctor/index.ts';
import type { CredentialSource } from '../drivers/credentials.ts';
import type { DeviceFile } from '../drivers/device/license-files.ts';
import type { DeviceReport } from '../drivers/device/license-report.ts';
import type { Inventory, InventoryDevice } from '../inventory/index.ts';
import type { WebhookTarget } from '../licenses/index.ts';
import type { TextStream } from '../output/index.ts';
import type { PoolReader } from '../planning/index.ts';
import type { Rollouts, RunningEngine } from '../rollouts/contract.ts';
import type { Secret, Terminal } from '../secrets/index.ts';

/** Where verbs run. `process` gives all of it to the program; tests give their own. */
export interface CliContext {
  readonly stdin: Terminal['input'] & { readonly isTTY?: boolean | undefined };
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working directory. */
  readonly cwd: string;
  /** Who acts, for the audit: user and host. */
  readonly actor: string;
  readonly digest: Digest;
  /** Unscaled: what a person waits. */
  readonly uiClock: Clock;
  /** Calls `listener` on each SIGINT and SIGTERM until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
  /** Calls `listener` on each SIGHUP until the returned function is called; absent where there are no signals. */
  onReload?(listener: () => void): () => void;
  readonly runtime: AgentRuntime;
}

/** What the runtime opens. Rejections are expected errors; what was opened is closed by the verb. */
export interface AgentRuntime {
  openDevices(session: Session): Promise<OpenDevices>;
  /** Finds out all about one switch by reads alone; never rejects, ends by itself. */
  examine(session: Session, device: InventoryDevice): Promise<Findings>;
  /** Null: the inventory names no CSSM. */
  openCssm(session: Session): Promise<OpenCssm | null>;
  /** Accounts and licenses: the store, and CSSM and switches when they are asked. */
  openLicensing(session: Session): Promise<OpenLicensing>;
  /** Engine over the store in `session.config.data`, which acts on the switches of the inventory. */
  openEngine(session: Session): Promise<RunningEngine>;
  /** The same store without an engine: works beside one that runs, or hangs. */
  openRollouts(config: Config): Promise<OpenRollouts>;
  /** Verifies the journal's hash chain. `head`: one that was noted elsewhere and must be part of the chain. */
  verifyAudit(config: Config, head: string | null): Promise<AuditReport>;
  /** Clock of `config.time`. */
  clock(config: Config): Clock;
  /** File that the program's log goes to, or null. */
  logFile(config: Config): string | null;
}

/** What is known once settings and inventory are read. */
export interface Session {
  readonly config: Config;
  readonly inventory: Inventory;
  readonly credentials: CredentialSource;
  /** Secret of the CSSM client; null where the inventory names no CSSM. */
  readonly cssmSecret: () => Promise<Secret | null>;
  /** The way to CSSM, the proxy's password resolved. */
  readonly cssmEndpoint: () => Promise<HttpEndpoint>;
  /** Where alarms are posted, secrets resolved; null: nowhere. */
  readonly webhook: () => Promise<WebhookTarget | null>;
  /** Mode of host-key checking, the default filled in. */
  readonly hostKeys: NonNullable<Config['hostKeys']>;
  /** Asks the person yes or no; null where nobody is. For mode `ask`. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  readonly clock: Clock;
}

/** Word for how a check ended. */
export type CheckOutcome =
  | 'ok'
  | 'unreachable'
  | 'auth-failed'
  | 'identity-mismatch'
  | 'blocked'
  | 'failed'
  | 'unknown';

/** A check of one switch, as `device check --json` gives it. */
export interface DeviceCheck {
  readonly id: string;
  readonly outcome: CheckOutcome;
  readonly serials: readonly string[];
  /** Level in use, or null. */
  readonly level: string | null;
  /** Level of the next boot, or null. */
  readonly bootLevel: string | null;
  readonly message: string | null;
}

/** A host key that a switch offers now. */
export interface OfferedHostKey {
  readonly port: number;
  readonly type: string;
  readonly fingerprint: string;
  readonly base64: string;
}

/** Switches, reachable. */
export interface OpenDevices {
  readonly port: DevicePort;
  /** Connects and reads, over NETCONF alone; never rejects, ends by itself. */
  check(device: InventoryDevice): Promise<DeviceCheck>;
  /** Host keys of the NETCONF and the SSH port; no credential is sent. */
  offeredHostKeys(address: Address): Promise<readonly OfferedHostKey[]>;
  /** Puts keys on record in the data folder's known_hosts, in place of all others of that host and port. */
  trustHostKeys(address: Address, keys: readonly OfferedHostKey[]): void;
  close(): Promise<void>;
}

/** CSSM, reachable. */
export interface OpenCssm {
  readonly pools: PoolReader;
  close(): Promise<void>;
}

/** Accounts and licenses of a store, and what they are asked at. */
export interface OpenLicensing {
  readonly documents: Documents;
  /** The clock of the store: never scaled. */
  readonly storeClock: Clock;
  /** Opened at the first call. Null: the inventory names no CSSM. */
  cssm(): Promise<CssmClient | null>;
  readonly blastRadius: (account: string) => Promise<BlastRadius>;
  /** HTTP to another place than CSSM; whoever opens it closes it. */
  readonly openHttp: (endpoint: HttpEndpoint) => OpenHttp;
  readonly log: Log;
  /** Makes a switch report and follows the report; rejects when the switch could not be spoken with. */
  report(device: InventoryDevice, ackWithinMs: number): Promise<DeviceReport>;
  /** Makes a switch save its unreported usage, or import a file, at a place that it reaches. Rejects as `report`. */
  saveUsage(device: InventoryDevice, location: string): Promise<DeviceFile>;
  importFile(device: InventoryDevice, location: string): Promise<DeviceFile>;
  /**
   * Associations, transfers and synchronizations as machines: opens an engine for those kinds (default: all three) at the first
   * call, which takes what dead processes left open; `resume` of the answer waits for them. Rejects with
   * `ACCOUNT_WITHOUT_CREDENTIALS` where the inventory names no CSSM.
   */
  machines(actor: string, kinds?: readonly string[]): Promise<LicensingMachines>;
  /** How many machines of a kind have not ended. */
  openMachines(kind: string): Promise<number>;
  /** Called at every page of a retrieval of this process. */
  onProgress(listener: (account: string, progress: Progress) => void): void;
  /** Ends what CSSM is asked: calls under way come to an end. */
  endCssm(): Promise<void>;
  /** Ends conversations with switches: they fail with `INTERRUPTED`. */
  endDevices(): void;
  readonly close: () => Promise<void>;
}

/** Rollouts of a store. */
export interface OpenRollouts {
  readonly rollouts: Rollouts;
  /** Everything known of one rollout. Rejects with `ROLLOUT_UNKNOWN`. */
  report(id: string): Promise<RolloutReport>;
  close(): Promise<void>;
}

/** What `audit verify` finds. */
export interface AuditReport {
  readonly ok: boolean;
  readonly events: number;
  /** Hash of the newest link, or null for an empty journal. */
  readonly head: string | null;
  /** First record that does not fit, or null. */
  readonly firstBad: { readonly machine: string; readonly seq: number; readonly reason: string } | null;
}
