import type { FaultName } from '../words/faults.ts';
import type { AccountTruth, DeviceTruth, GroundEntry, InstanceTruth, JournalQuery } from './truth.ts';

/** A fault to come. Scripted faults are consumed in order; then behaviour is normal again. */
export interface FaultSpec {
  readonly fault: FaultName;
  /** `ID`, `site:X`, `cssm:ACCOUNT`, or `*` for all. */
  readonly target: string;
  /** How often it happens. Default once. */
  readonly times?: number;
  /** Chance in (0, 1] that a matching moment counts; drawn from the seed. Default 1. */
  readonly probability?: number;
  /** Only at this protocol moment; with `chunk` after that chunk of the reply. */
  readonly after?: {
    readonly rpc?: string;
    readonly cli?: string;
    readonly http?: string;
    readonly chunk?: number;
  };
  /** Parameters of the fault, units in their names. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Licenses that arrive. */
export interface Deposit {
  /** Domain of the Smart Account. */
  readonly account: string;
  readonly virtualAccount: string;
  /** CSSM's name, e.g. `C9300 Network Advantage`. */
  readonly license: string;
  readonly quantity: number;
}

/** CSSM, as its operators see it. */
export interface LabCssm {
  accounts(): Promise<readonly AccountTruth[]>;
  /** Deletes a Smart Account at Cisco, behind the agent's back. */
  deleteAccount(domain: string): Promise<void>;
  /** Product instances of all accounts. */
  instances(): Promise<readonly InstanceTruth[]>;
  /**
   * Does what a person could do at CSSM, by a name of the control API (`POST cssm/NAME`) and its body, e.g. `account-status`. What
   * CSSM does not do is an error.
   */
  act(name: string, body: Readonly<Record<string, unknown>>): Promise<AccountTruth>;
  /** Bought licenses arrive in a Virtual Account. */
  deposit(deposit: Deposit): Promise<void>;
}

/**
 * The lab of a scenario: ground truth and what the world does to it. Nothing here goes through the agent, so that its
 * claims can be compared with it.
 */
export interface Lab {
  /** Ids of all switches, in the order of the lab's groups. */
  readonly ids: readonly string[];
  /** Ground truth of one switch; an unknown id is an error that names the nearest. */
  device(id: string): Promise<DeviceTruth>;
  devices(): Promise<readonly DeviceTruth[]>;
  /** The simulator's own record, oldest first. */
  journal(query?: JournalQuery): Promise<readonly GroundEntry[]>;
  /** Prepares a fault. A binding that cannot make it ends the scenario as skipped, with that reason. */
  fault(fault: FaultSpec): Promise<void>;
  /** Types configuration lines as another operator would: running changes, startup does not. */
  configure(id: string, lines: readonly string[]): Promise<void>;
  /** Pulls the plug, or puts it back. */
  power(id: string, on: boolean): Promise<void>;
  /** Skips the scenario where time passes while the agent's processes start; `why` says what must happen meanwhile. */
  needVirtualTime(why: string): void;
  /** Lets scenario time pass. */
  advance(ms: number): Promise<void>;
  readonly cssm: LabCssm;
}
