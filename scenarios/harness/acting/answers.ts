/** The `--json` objects of the agent's verbs, as far as scenarios read them. `interface.md` fixes the names. */
import type { Plan } from 'catalyst-license-lab/core';

/** `plan`: what would be done, or why not. */
export interface PlanJson {
  /** Null when refused, and when no switch needs the change. */
  readonly plan: Plan | null;
  readonly refusals: readonly { readonly code: string; readonly text: string }[];
  /** Switches that belong to the selection, as far as they could be read. */
  readonly selected: number;
  readonly leftOut: readonly { readonly device: string; readonly code: string; readonly text: string }[];
}

/** One switch of a rollout. */
export interface RolloutDeviceJson {
  readonly id: string;
  readonly change: string | null;
  readonly state: string;
  readonly class: string | null;
  readonly reason: { readonly code: string; readonly text: string } | null;
  readonly levelBefore: string;
  readonly bootLevel: string | null;
  readonly runningLevel: string | null;
  readonly members: readonly { readonly slot: number; readonly serial: string; readonly state: string }[];
  readonly bootTimeBefore: string | null;
  readonly bootTimeAfter: string | null;
  readonly reloadsSent: number;
  readonly report: string | null;
}

/** A rollout in one line. */
export interface RolloutSummaryJson {
  readonly id: string;
  readonly planHash: string;
  readonly state: 'running' | 'paused' | 'stopped' | 'aborted' | 'finished';
  /** Why it is paused or stopped, or null. */
  readonly reason: string | null;
  readonly credit: { readonly exposure: number; readonly held: number };
  readonly counts: Readonly<Record<string, number>>;
}

/** `rollout show`. */
export interface RolloutJson extends RolloutSummaryJson {
  readonly devices: readonly RolloutDeviceJson[];
}

/** `apply`: the rollout when the verb ended. */
export interface ApplyJson extends RolloutJson {
  /** True when the plan went on with a rollout that it had begun before. */
  readonly resumed: boolean;
}

/** `rollout retry` and `rollout revert`: the new rollout when the verb ended, or why there is none. */
export type FollowJson = ApplyJson & Partial<PlanJson>;

/** `rollout release`: switches that no ended change holds any more. */
export interface ReleaseJson {
  readonly released: readonly { readonly id: string; readonly change: string; readonly state: string }[];
}

/** `rollout export`: the file that was written, and how many events it holds. */
export interface ExportJson {
  readonly file: string;
  readonly events: number;
}

/** `rollout ls`. */
export interface RolloutsJson {
  readonly rollouts: readonly RolloutSummaryJson[];
}

/** `device ls`. */
export interface DevicesJson {
  readonly devices: readonly {
    readonly id: string;
    readonly level: string | null;
    readonly bootLevel: string | null;
    readonly association: 'associated' | 'orphaned' | 'none';
    readonly account: string | null;
    readonly virtualAccount: string | null;
    readonly lastSync: {
      readonly at: string | null;
      readonly result: string;
      readonly reason: string | null;
    } | null;
  }[];
}

/** `device check`, `device sync` and `account associate`. */
export interface DeviceChecksJson {
  readonly devices: readonly { readonly id: string; readonly outcome: string; readonly message: string }[];
}

/** `account ls`. */
export interface AccountsJson {
  readonly accounts: readonly {
    readonly name: string;
    readonly default: boolean;
    readonly state: 'idle' | 'retrieving' | 'ok' | 'stale' | 'failed';
    readonly snapshotAt: string | null;
    readonly pagesDone: number;
    readonly pagesTotal: number | null;
    readonly etaMs: number | null;
    readonly reason: string | null;
  }[];
}

/** `account sync`: the account after the retrieval. */
export interface AccountSyncJson {
  readonly account: AccountsJson['accounts'][number];
}

/** `account history`: retrievals, the oldest first. */
export interface AccountHistoryJson {
  readonly runs: readonly {
    readonly account: string;
    readonly result: string;
    readonly code: string | null;
    readonly pages: number;
    readonly durationMs: number;
  }[];
}

/** `license ls`: quantities per pool, labelled with the account they belong to and the age of the view. */
export interface LicensesJson {
  readonly account: string | null;
  readonly state: string;
  readonly snapshotAt: string | null;
  /** Of an SSM On-Prem whose last sign-in is known; else null. */
  readonly syncToken: SyncTokenJson | null;
  readonly licenses: readonly {
    readonly license: string;
    readonly virtualAccount: string;
    readonly quantity: number;
    readonly inUse: number;
  }[];
}

/** How the token stands with which an SSM On-Prem synchronizes by itself. */
export interface SyncTokenJson {
  readonly signedIn: string;
  readonly ends: string;
  readonly daysLeft: number;
  readonly isOverdue: boolean;
}

/** `license compliance`: in or out, and why. */
export interface ComplianceJson {
  readonly account: string;
  readonly state: string;
  readonly snapshotAt: string | null;
  /** Null: there is no data to judge by. */
  readonly compliant: boolean | null;
  readonly syncToken: SyncTokenJson | null;
  readonly findings: readonly {
    readonly code: string;
    readonly subject: string;
    readonly text: string;
    readonly evidence: string;
    readonly facts: Readonly<Record<string, string | number | null>>;
    readonly advice: string | null;
    readonly next: string;
  }[];
}

/** `license expiring`: terms for which a rule raises an alarm. */
export interface ExpiringJson {
  readonly account: string;
  readonly expiring: readonly {
    readonly license: string;
    readonly virtualAccount: string;
    readonly quantity: number;
    readonly end: string;
    readonly daysLeft: number;
    readonly shortAfter: number;
    /** Threshold in days that was reached. */
    readonly alarm: number | null;
  }[];
  /** With `--notify`: alarms that were new. */
  readonly notified?: { readonly logged: number; readonly posted: number };
}

/** `license unused`: what is paid for and does nothing. */
export interface UnusedJson {
  readonly account: string;
  readonly unused: readonly {
    readonly kind: string;
    readonly license: string;
    readonly virtualAccount: string;
    readonly quantity: number;
    readonly next: string;
  }[];
}

/** `license reapply`: the moves, and what became of them. */
export interface ReapplyJson {
  readonly account: string;
  readonly moves: readonly {
    readonly license: string;
    readonly from: string;
    readonly to: string;
    readonly quantity: number;
  }[];
  readonly uncovered: number;
  readonly isFewest: boolean;
  readonly executed: boolean;
  /** Absent when nothing was executed. */
  readonly transfers?: readonly { readonly from: string; readonly to: string; readonly state: string }[];
}

/** `audit verify`. */
export interface AuditJson {
  readonly ok: boolean;
  readonly events: number;
  readonly head: string | null;
  readonly firstBad: unknown;
}

/** `reconcile`: desired against configured, running and entitled. */
export interface ReconcileJson {
  readonly devices: readonly {
    readonly id: string;
    readonly state: 'as-desired' | 'plan' | 'associate' | 'waiting';
    readonly reason: { readonly code: string; readonly text: string } | null;
  }[];
}

/** Verbs with a known answer. Any other verb may be run too; its answer is `unknown`. */
export interface VerbAnswers {
  plan: PlanJson;
  apply: ApplyJson;
  'rollout show': RolloutJson;
  'rollout ls': RolloutsJson;
  'rollout pause': unknown;
  'rollout resume': unknown;
  'rollout abort': unknown;
  'rollout retry': FollowJson;
  'rollout revert': FollowJson;
  'rollout release': ReleaseJson;
  'rollout export': ExportJson;
  'device ls': DevicesJson;
  'device check': DeviceChecksJson;
  'device sync': DeviceChecksJson;
  'account ls': AccountsJson;
  'account default': unknown;
  'account associate': DeviceChecksJson;
  'account sync': AccountSyncJson;
  'account history': AccountHistoryJson;
  'license ls': LicensesJson;
  'license compliance': ComplianceJson;
  'license expiring': ExpiringJson;
  'license unused': UnusedJson;
  'license reapply': ReapplyJson;
  'audit verify': AuditJson;
  reconcile: ReconcileJson;
  serve: unknown;
}

/** A verb of the agent: its words, e.g. `rollout show`. */
export type VerbName = keyof VerbAnswers;

/** The verbs as a list, for messages; a test compares it with the program's own. */
export const VERB_NAMES = [
  'plan',
  'apply',
  'rollout show',
  'rollout ls',
  'rollout pause',
  'rollout resume',
  'rollout abort',
  'rollout retry',
  'rollout revert',
  'rollout release',
  'rollout export',
  'device ls',
  'device check',
  'device sync',
  'account ls',
  'account default',
  'account associate',
  'account sync',
  'account history',
  'license ls',
  'license compliance',
  'license expiring',
  'license unused',
  'license reapply',
  'audit verify',
  'reconcile',
  'serve',
] as const satisfies readonly VerbName[];
