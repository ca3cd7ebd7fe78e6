/** What a switch is to be, and what is missing to it. Pure: the desired-state file and the readings come from outside. */
import type { Level } from './level.ts';
import { formatLevel, isSameLevel } from './level.ts';

/** What is wanted of a switch. At least one of level and account is not null. */
export interface Desired {
  readonly level: Level | null;
  /** Domain of the Smart Account, lower case; null: where it is. */
  readonly account: string | null;
  /** Null with an account: any of it. */
  readonly virtualAccount: string | null;
  /** Maintenance windows as they were written; empty: any time. */
  readonly windows: readonly string[];
  /** True: this entry approves the plans that are made from it. */
  readonly autoApply: boolean;
}

/** What was seen of a switch; null: it did not say. */
export interface Actual {
  /** Boot level in running-config. */
  readonly configured: Level | null;
  /** Boot level in startup-config, where it was read. */
  readonly startup: Level | null;
  /** Level in use. */
  readonly running: Level | null;
  readonly account: string | null;
  readonly virtualAccount: string | null;
  readonly isOrphaned: boolean;
  /** Unsaved configuration of somebody else. */
  readonly isDirty: boolean;
  /** What forbids a change now, in words. */
  readonly blockers: readonly string[];
}

/** A difference, and whether it can be ended now. */
export type Difference = 'none' | 'association' | 'level';

/** Why something waits: a stable code and a sentence. */
export interface Waiting {
  readonly code: string;
  readonly text: string;
  /** What to do. */
  readonly next: string;
}

/** True when the switch belongs where it is to belong. */
export function isAssociatedAsDesired(
  desired: Desired,
  actual: Pick<Actual, 'account' | 'virtualAccount' | 'isOrphaned'>,
): boolean {
  if (desired.account === null) return true;
  const isThere = actual.account?.toLowerCase() === desired.account && !actual.isOrphaned;
  const isInVirtualAccount =
    desired.virtualAccount === null ||
    actual.virtualAccount?.toLowerCase() === desired.virtualAccount.toLowerCase();
  return isThere && isInVirtualAccount;
}

/** True when the level is in use and configured, and nothing unsaved could hide another one. */
export function isAtDesiredLevel(desired: Desired, actual: Actual): boolean {
  const { level } = desired;
  if (level === null) return true;
  const isRunning = actual.running !== null && isSameLevel(actual.running, level);
  const isConfigured = actual.configured !== null && isSameLevel(actual.configured, level);
  return isRunning && isConfigured && !actual.isDirty;
}

/** The first difference to be ended: the account comes before the level, because a plan is pinned to its account. */
export function differenceOf(desired: Desired, actual: Actual): Difference {
  if (!isAssociatedAsDesired(desired, actual)) return 'association';
  return isAtDesiredLevel(desired, actual) ? 'none' : 'level';
}

/** What of the switch itself keeps its level from being changed now; null: nothing does. */
export function waitsForSwitch(actual: Actual): Waiting | null {
  if (actual.running === null && actual.configured === null) {
    const text = 'The switch states neither a level in use nor a boot level.';
    return { code: 'LEVEL_UNKNOWN', text, next: 'Look at it: liclab device show ID' };
  }
  if (actual.isOrphaned) {
    const text = 'Its Smart Account is gone, or CSSM does not know it any more.';
    return {
      code: 'ORPHANED',
      text,
      next: 'Name an account for it in the desired state, or: liclab account associate',
    };
  }
  const [blocker] = actual.blockers;
  if (blocker !== undefined)
    return { code: 'DEVICE_BUSY', text: blocker, next: 'It is looked at again; end what keeps it busy.' };
  if (!actual.isDirty) return null;
  const text = 'It has unsaved configuration of somebody else.';
  return { code: 'FOREIGN_UNSAVED', text, next: 'Save or undo it on the switch.' };
}

/** Two wishes for one switch as one; null when they want different things. */
export function mergedDesired(a: Desired, b: Desired): Desired | null {
  const isSamePolicy = a.autoApply === b.autoApply && a.windows.join('\n') === b.windows.join('\n');
  const levels = a.level === null || b.level === null || isSameLevel(a.level, b.level);
  const accounts = a.account === null || b.account === null || a.account === b.account;
  const virtualAccounts =
    a.virtualAccount === null ||
    b.virtualAccount === null ||
    a.virtualAccount.toLowerCase() === b.virtualAccount.toLowerCase();
  if (!isSamePolicy || !levels || !accounts || !virtualAccounts) return null;
  return {
    ...a,
    level: a.level ?? b.level,
    account: a.account ?? b.account,
    virtualAccount: a.virtualAccount ?? b.virtualAccount,
  };
}

/** A wish in words, for messages: `network-advantage, example.com / Branch`. */
export function formatDesired({ level, account, virtualAccount, windows, autoApply }: Desired): string {
  const place =
    account === null ? null : `${account}${virtualAccount === null ? '' : ` / ${virtualAccount}`}`;
  const parts = [
    level === null ? null : formatLevel(level),
    place,
    windows.length === 0 ? null : `in ${windows.join(' or ')}`,
    autoApply ? 'autoApply' : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
