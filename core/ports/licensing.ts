import type { Effect, Outcome } from '../machine.ts';
import type { Address } from './network.ts';

/** Where a switch is to belong. */
export interface TrustTarget {
  /** Names under which a switch may show the Smart Account: its domain, its name. */
  readonly accounts: readonly string[];
  readonly virtualAccount: string;
}

/** A switch's counters of its attempts to trust; zeros before 17.3.2. */
export interface TrustCounters {
  readonly success: number;
  readonly fail: number;
  readonly ongoingUnanswered: number;
}

/** What a look at a switch shows of its trust. */
export interface TrustLooked {
  /** It trusts the target: it shows both names, and a trust code (legacy: a registration) is installed. */
  readonly belongs: boolean;
  readonly scheme: 'policy' | 'legacy' | null;
  /** Chassis serials of all members, sorted, upper case. */
  readonly serials: readonly string[];
  readonly counters: TrustCounters;
  /** How the counters moved since `before`; null where none were given. */
  readonly moved: 'none' | 'good' | 'rejected' | 'unanswered' | null;
  /** The switch's own words on a rejection; empty when there are none. */
  readonly words: string;
}

/** A product instance, as far as its removal names it. */
export interface InstanceName {
  readonly serial: string;
  readonly pid: string;
  readonly productTag: string;
}

/** How a report went; the word is that of the switch driver (`acknowledged`, `accepted`, `rejected` ...). */
export interface ReportSaid {
  readonly result: string;
  readonly words: string;
  /** CSSM refused because it does not know the product instance of the switch any more. */
  readonly isForgotten: boolean;
}

/** What a Virtual Account owns of one license. */
export interface Owned {
  /** All of its pools, prepaid. */
  readonly quantity: number;
  /** Of the type that is moved. */
  readonly typed: number;
  /** Neither in use nor reserved; not below 0. */
  readonly free: number;
}

/** Both sides of a transfer. */
export interface BothBalances {
  readonly from: Owned;
  readonly to: Owned;
}

/** What a complete pull says of itself; the snapshot is staged under the run's id. */
export interface Pulled {
  /** Agent's clock, milliseconds since 1970-01-01 UTC. */
  readonly startedMs: number;
  readonly endedMs: number;
  /** When it began, on the store's clock. */
  readonly storeMs: number;
  readonly pages: number;
  readonly pools: number;
  readonly instances: number;
  /** Hash of the staged text. */
  readonly hash: string;
}

/** Types of license that can be moved (`reference/cssm.md` 1.5). */
export type MovableType = 'PERPETUAL' | 'TERM';

/** What the machines about accounts may ask of switches, of CSSM and of the store. */
export type LicensingEffect =
  /** Reads trust, serials and counters; with `before` it polls until something moved or `quietMs` are over. */
  | (Effect<'trust-look', 'read'> & {
      readonly address: Address;
      readonly target: TrustTarget;
      readonly before: TrustCounters | null;
      readonly quietMs: number;
      readonly deadlineMs: number;
    })
  /** Makes a registration token. It is kept in the memory of this process alone, for all switches of the target. */
  | (Effect<'token', 'at-most-once'> & { readonly account: string; readonly virtualAccount: string })
  /** Sends `license smart trust idtoken ... all` (legacy: `register`) with that token, and follows the counters. */
  | (Effect<'trust', 'at-most-once'> & {
      readonly address: Address;
      readonly account: string;
      readonly target: TrustTarget;
      /** True: also when the switch shows that it belongs there already. */
      readonly isAnew: boolean;
      readonly deadlineMs: number;
    })
  /** Keeps where the switch belongs, makes it report, keeps how that went. Harmless to repeat. */
  | (Effect<'usage-report', 'mutation'> & {
      readonly address: Address;
      readonly account: string;
      readonly virtualAccount: string;
      readonly ackWithinMs: number;
    })
  /** Product instances of these serials in one Virtual Account. */
  | (Effect<'instances', 'read'> & {
      readonly account: string;
      readonly virtualAccount: string;
      readonly serials: readonly string[];
    })
  /** Removes exactly these. Repeated only after a look. */
  | (Effect<'remove-instances', 'mutation'> & {
      readonly account: string;
      readonly virtualAccount: string;
      readonly instances: readonly InstanceName[];
    })
  /** Reads both sides, after `quietMs`. */
  | (Effect<'balances', 'read'> & {
      readonly account: string;
      readonly license: string;
      readonly type: MovableType;
      readonly from: string;
      readonly to: string;
      readonly quietMs: number;
    })
  /** Moves a quantity: one call, at most {@link TRANSFER_MAX}. */
  | (Effect<'transfer', 'at-most-once'> & {
      readonly account: string;
      readonly license: string;
      readonly type: MovableType;
      readonly from: string;
      readonly to: string;
      readonly quantity: number;
    })
  /** Reads everything of an account and stages it under `run`; nothing that is shown changes. */
  | (Effect<'pull', 'read'> & { readonly account: string; readonly run: string })
  /** Keeps a run in the history, and the day's points after a good one. Repeating it adds nothing. */
  | (Effect<'keep-run', 'mutation'> & {
      readonly account: string;
      readonly run: Pulled;
      readonly failure: {
        readonly code: string;
        readonly level: string | null;
        readonly text: string;
      } | null;
    });

/** Largest quantity of one transfer call (`reference/cssm.md` 1.5; a vendor's tool splits at 998). */
export const TRANSFER_MAX = 999;

/** Name of such an effect. */
export type LicensingOp = LicensingEffect['op'];

/** What a good outcome of each effect carries. No token, no secret. */
export interface LicensingValues {
  readonly 'trust-look': TrustLooked;
  readonly token: { readonly daysLeft: number };
  readonly trust: {
    readonly result: 'trusted' | 'already' | 'rejected' | 'unanswered' | 'unheard' | 'refused';
    readonly words: string;
  };
  readonly 'usage-report': ReportSaid;
  readonly instances: { readonly instances: readonly InstanceName[] };
  readonly 'remove-instances': { readonly removed: number };
  readonly balances: BothBalances;
  readonly transfer: Record<string, never>;
  readonly pull: Pulled;
  readonly 'keep-run': Record<string, never>;
}

/** One call of the port. */
export interface LicensingCall {
  readonly effect: LicensingEffect;
  /** Asked in the same tick before every write: lease fresh, fence valid. False makes the outcome *not sent*. */
  readonly mayWrite: () => boolean;
}

/** Performs these effects; `done` is called exactly once per call, never in the same tick. */
export interface LicensingPort {
  /** Names of the effects that go here. */
  readonly ops: ReadonlySet<string>;
  perform(call: LicensingCall, done: (outcome: Outcome) => void): void;
}
