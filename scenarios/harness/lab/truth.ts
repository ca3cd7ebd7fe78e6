/** What the simulator itself knows: the shapes of its control API, as `interface.md` fixes them. */

/** One member of a stack, or the switch itself. */
export interface MemberTruth {
  readonly slot: number;
  readonly serial: string;
  readonly model: string;
  readonly state: string;
}

/** Ground truth of a switch at this moment. */
export interface DeviceTruth {
  readonly id: string;
  readonly site: string;
  readonly serials: readonly string[];
  /** Running and startup configuration, as text. */
  readonly running: string;
  readonly startup: string;
  /** Level the next boot takes, e.g. `network-advantage`. */
  readonly bootLevel: string;
  /** Level in use now. */
  readonly runningLevel: string;
  readonly bootCount: number;
  readonly bootTime: string;
  readonly members: readonly MemberTruth[];
  readonly trust: {
    readonly installed: boolean;
    readonly account: string | null;
    readonly virtualAccount: string | null;
  };
  readonly power: 'on' | 'off' | 'booting';
}

/** What the simulator notes. *reload-received* and *reload-executed* are two things. */
export type GroundOp =
  | 'connect'
  | 'auth'
  | 'rpc'
  | 'cli'
  | 'edit'
  | 'save'
  | 'reload-received'
  | 'reload-executed'
  | 'boot'
  | 'ready'
  | 'power'
  | 'http'
  | 'unmatched';

/** One line of the simulator's record. */
export interface GroundEntry {
  readonly seq: number;
  /** Milliseconds of scenario time, since the lab began. */
  readonly at: number;
  /** Device id, or `cssm`. */
  readonly device: string;
  readonly op: GroundOp;
  /** Session number on that device; null where there is none. */
  readonly session: number | null;
  readonly user: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Narrows the simulator's record; everything given must match. */
export interface JournalQuery {
  readonly device?: string;
  readonly op?: GroundOp;
}

/** A Smart Account of the simulated CSSM, as it is now. */
export interface AccountTruth {
  readonly name: string;
  readonly domain: string;
  readonly status: string;
  readonly virtualAccounts: readonly {
    readonly name: string;
    readonly pools: readonly {
      readonly license: string;
      readonly quantity: number;
      readonly inUse: number;
      readonly available: number;
    }[];
  }[];
}

/** A product instance as CSSM has it now. */
export interface InstanceTruth {
  readonly uuid: string;
  /** Domain of its Smart Account. */
  readonly account: string;
  readonly virtualAccount: string;
  readonly serials: readonly string[];
  readonly usage: readonly { readonly license: string; readonly quantity: number }[];
  /** Reports that are not acknowledged yet. */
  readonly waiting: number;
}
