/** A lab as a scenario states it: the lab file of the simulator without seed and time, which belong to the run. */

/** Licenses bought for a Virtual Account. */
export interface PoolSpec {
  /** CSSM's name, e.g. `C9300 Network Advantage`. */
  readonly license: string;
  readonly quantity: number;
  /** Default: `TERM` for DNA and software subscriptions, else `PERPETUAL`. */
  readonly type?: 'PERPETUAL' | 'TERM' | 'DEMO';
  /** First and last day, `2026-01-31`. */
  readonly start?: string;
  readonly end?: string;
  /** The last day, counted from the start of the lab. */
  readonly endsInDays?: number;
}

/** A Virtual Account and what it owns. */
export interface VirtualAccountSpec {
  readonly name: string;
  /** Default: the first one. */
  readonly default?: boolean;
  readonly pools: readonly PoolSpec[];
}

/** A Smart Account of the simulated CSSM. */
export interface AccountSpec {
  readonly name: string;
  readonly domain: string;
  /** The agent's default Smart Account. */
  readonly default?: boolean;
  /** Name of an SSM On-Prem that mirrors it. */
  readonly onPrem?: string;
  readonly virtualAccounts: readonly VirtualAccountSpec[];
}

/** Switches that are alike. */
export interface GroupSpec {
  readonly count: number;
  /** Ids are `PREFIX-0001`, `PREFIX-0002`, ... in the order of the groups. Default `sw`. */
  readonly prefix?: string;
  /** E.g. `C9300-24T`; of every member when `members` is a number. */
  readonly platform?: string;
  /** IOS XE release, e.g. `17.9.4`. */
  readonly release?: string;
  /** Number of stack members, or their platforms for a mixed stack. Default 1. */
  readonly members?: number | readonly string[];
  readonly level?: 'network-essentials' | 'network-advantage';
  readonly addon?: 'dna-essentials' | 'dna-advantage';
  readonly site?: string;
  /** Candidate datastore: `off` (default), `on` beside writable running, or the `only` way to write. */
  readonly candidate?: 'off' | 'on' | 'only';
  /** Domain of the Smart Account they sync with (`none`: they trust none), and the Virtual Account in it. */
  readonly account?: string;
  readonly virtualAccount?: string;
}

/** The world a scenario begins in. */
export interface LabSpec {
  readonly accounts: readonly AccountSpec[];
  readonly groups: readonly GroupSpec[];
}

/** Number of switches of a lab. */
export function switchesOf(lab: LabSpec): number {
  return lab.groups.reduce((sum, group) => sum + group.count, 0);
}
