import type { WindowInstant } from '../machine.ts';
import type { VerifyBy } from '../ports/device.ts';
import type { Address } from '../ports/network.ts';
import type { Member } from './device.ts';
import type { Level } from './level.ts';

/** Deadlines of one change, in milliseconds. Stored in the plan, so that a later version keeps what was approved. */
export interface Deadlines {
  /** Connecting and reading identity, retries included. */
  readonly identifyMs: number;
  /** Any other request or short sequence of requests. */
  readonly requestMs: number;
  /** How long a daemon's lock is waited for. */
  readonly lockPatienceMs: number;
  /** From the reload to the loss of the device (T_down). */
  readonly downMs: number;
  /** From the loss to an answering CLI port (T_up). */
  readonly upMs: number;
  /** From an answering CLI port to NETCONF with operational data (T_ready). */
  readonly readyMs: number;
  /** How long the boot time must stay the same before the verdict. */
  readonly dwellMs: number;
  /** Longest life of a command whose reply was lost; also the quiet period before a claim. */
  readonly quietMs: number;
  /** From the verdict to CSSM's usage (T_report). */
  readonly reportMs: number;
}

/** Defaults of safety contract 3.1: T_down 3 min, T_up 20 min, T_ready 10 min, dwell 60 s, command life 60 s, T_report 15 min. */
export const DEADLINES: Deadlines = {
  identifyMs: 120_000,
  requestMs: 60_000,
  lockPatienceMs: 120_000,
  downMs: 180_000,
  upMs: 1_200_000,
  readyMs: 600_000,
  dwellMs: 60_000,
  quietMs: 60_000,
  reportMs: 900_000,
};

/** What was approved besides the devices. */
export interface PlanOptions {
  readonly deadlines: Deadlines;
  /** Save another operator's unsaved lines together with ours. */
  readonly saveForeign: boolean;
  /** What an abort does to a device whose edit was made and whose reload was not asked for. */
  readonly onAbort: 'revert' | 'keep';
  readonly verify: VerifyBy;
  /** False: the switch is not asked to report and the CLI is not used for it. */
  readonly report: boolean;
  /** Try the CLI reload after a definite refusal of the NETCONF form. */
  readonly cliReload: boolean;
  readonly withoutBalance: boolean;
  readonly allowOveruse: boolean;
  readonly acceptFeatureLoss: boolean;
  readonly strict: boolean;
  /** Approved maintenance windows; empty means any time. */
  readonly windows: readonly (WindowInstant & { readonly text: string })[];
}

/** A rollout that a plan goes on from. */
export interface Follows {
  readonly rollout: string;
  /** `retry`: what did not end well, to the same level. `revert`: what was changed, back to the level before. */
  readonly as: 'retry' | 'revert';
}

/** One device of a plan. Stored as one plan row. */
export interface PlanDevice {
  readonly index: number;
  readonly address: Address;
  /** Serials that must answer, sorted. */
  readonly serials: readonly string[];
  readonly members: readonly Pick<Member, 'slot' | 'serial' | 'model'>[];
  readonly from: Level;
  readonly site: string | null;
  /** Failure domain, or null. */
  readonly domain: string | null;
  readonly account: string | null;
  readonly virtualAccount: string | null;
  /** License names CSSM must show in use afterwards, with quantities. */
  readonly licenses: readonly { readonly license: string; readonly quantity: number }[];
  /** Those of them that it does not use yet: reserved when it is admitted. Absent in plans of earlier releases: all of them. */
  readonly added?: readonly { readonly license: string; readonly quantity: number }[];
  /** Ended change whose claims pass to the change of this device; absent where there is none. */
  readonly takesOver?: string;
}

/** Entitlements of one license before and after the whole plan, against its pool. */
export interface BalanceRow {
  readonly account: string;
  readonly virtualAccount: string;
  readonly license: string;
  readonly quantity: number;
  readonly inUseBefore: number;
  readonly inUseAfter: number;
  readonly reserved: number;
  /** Those of `reserved` that rollouts of this store had been promised. */
  readonly promised?: number;
  /** How many are missing after the change; 0 when enough. */
  readonly short: number;
}

/** What will be sent, once per distinct text, so that a person approves each change once. */
export interface PlannedMessages {
  readonly devices: readonly string[];
  /** Complete `<rpc>` documents, in order. */
  readonly rpcs: readonly string[];
  /** CLI lines, in order. */
  readonly cli: readonly string[];
}

/** When a wave that is over needs a person before the next one opens. */
export interface VerdictRule {
  /** Most bad ends; null: the failure budget alone decides. */
  readonly badMax: number | null;
  /** Most switches that were not changed for another reason, in per cent of the wave. */
  readonly skippedPercentMax: number;
  /** Most switches that CSSM was not seen to know, in per cent of the wave. */
  readonly unreportedPercentMax: number;
}

/** Rules of the first wave, which is the canary, and of those after it. The last wave has no verdict: nothing follows. */
export interface Verdicts {
  readonly canary: VerdictRule;
  readonly later: VerdictRule;
}

/** The canary says *go* only when every switch of it ended well; later, a fifth may be without a result. */
export const VERDICTS: Verdicts = {
  canary: { badMax: 0, skippedPercentMax: 0, unreportedPercentMax: 0 },
  later: { badMax: null, skippedPercentMax: 20, unreportedPercentMax: 20 },
};

/** Most switches of one failure domain in flight or bad, where the plan names no number. */
export const MAX_UNAVAILABLE = 1;

/** What makes a failure domain: the inventory's `domain`, or its `site`. */
export type DomainBy = 'inventory' | 'site';

/** A plan: what would be done, to whom, in which order. Approval binds to `hash`. */
export interface Plan {
  readonly schema: 'liclab.plan/1';
  readonly target: Level;
  readonly select: readonly string[];
  /** The rollout that it retries or reverts; absent in any other plan. */
  readonly follows?: Follows;
  readonly options: PlanOptions;
  /** The expression that the waves came from; absent in plans of earlier releases. */
  readonly wavesText?: string;
  /** Devices per wave; the sum is the number of devices. */
  readonly waves: readonly number[];
  /** Largest number of switches in flight or bad at any instant. */
  readonly exposure: number;
  /** No admission once this many are bad. */
  readonly failureBudget: number;
  /** Most switches of one failure domain in flight or bad, over all rollouts of the store; absent in plans of earlier releases: no limit. */
  readonly maxUnavailable?: number;
  /** What a failure domain is; absent in plans of earlier releases: what the inventory says. */
  readonly domainBy?: DomainBy;
  /** Absent in plans of earlier releases: a wave that is over opens the next. */
  readonly verdicts?: Verdicts;
  readonly devices: readonly PlanDevice[];
  readonly balance: readonly BalanceRow[];
  readonly messages: readonly PlannedMessages[];
  /** When the balance and devices were read: RFC 3339. */
  readonly madeAt: string;
  /** When reading the balance began, on the store's clock; absent in plans of earlier releases and without balance. */
  readonly balanceAtMs?: number;
  /** SHA-256 over the canonical JSON of everything else. */
  readonly hash: string;
}

/**
 * Exposure where the plan names none: the canary's size for one wave; later waves may use min(wave, max(10, 5 % of the
 * fleet), 500). One number is stored, that of the largest wave, because the waves themselves hold back the rest.
 */
export function defaultExposure(waves: readonly number[]): number {
  const fleet = waves.reduce((sum, wave) => sum + wave, 0);
  const largest = Math.max(1, ...waves);
  return Math.min(largest, Math.max(10, Math.ceil(fleet * 0.05)), 500);
}

/** Failure budget where the plan names none: max(1, min(3, 2 % of the devices, rounded down)). */
export function defaultFailureBudget(devices: number): number {
  return Math.max(1, Math.min(3, Math.floor(devices * 0.02)));
}
