/** Whether an account is in compliance, and why not: each finding with its evidence and the next step. */
import type { DeviceView, Snapshot } from '../accounts/index.ts';
import { deviceFinding } from './compliance-devices.ts';
import { poolFindings } from './compliance-pools.ts';
import { command, FINDING_CODES } from './finding.ts';
import type { Finding } from './finding.ts';
import type { SyncToken } from './sync-token.ts';

/** What an account is judged by. */
export interface ComplianceFacts {
  readonly account: string;
  /** Why CSSM says that the account is gone; null: it is there. */
  readonly gone: string | null;
  readonly snapshot: Snapshot | null;
  /** All switches that are known, of every account. */
  readonly devices: readonly DeviceView[];
  /** Null: no SSM On-Prem. */
  readonly syncToken: SyncToken | null;
  readonly nowMs: number;
  /** Days without contact after which a switch is silent. */
  readonly silentDays: number;
}

/** Findings of an account with its switches, the gravest first. */
export function findingsOf(facts: ComplianceFacts): readonly Finding[] {
  const { account, gone, snapshot, devices, syncToken, nowMs } = facts;
  const own = devices.filter((device) => device.account?.toLowerCase() === account);
  const instances = Map.groupBy(snapshot?.instances ?? [], ({ serial }) => serial.toUpperCase());
  const judge = { ...facts, instances };
  const findings = [
    ...(gone === null ? [] : [accountGone(account, gone, own.length)]),
    ...(syncToken?.isOverdue === true ? [syncOverdue(account, syncToken)] : []),
    ...(snapshot === null ? [] : poolFindings(snapshot, nowMs)),
    ...own.flatMap((device) => deviceFinding(device, judge)),
  ];
  return findings.toSorted((a, b) => FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code));
}

function accountGone(account: string, reason: string, switches: number): Finding {
  return {
    code: 'ACCOUNT_GONE',
    subject: account,
    text: `The Smart Account is gone; ${switches} of our switches belong to it.`,
    evidence: reason,
    facts: { account, switches, said: reason },
    advice: null,
    next: `${command('account', 'associate', '--select', `account=${account}`)} --account DOMAIN`,
  };
}

function syncOverdue(account: string, { signedIn, ends, daysLeft }: SyncToken): Finding {
  return {
    code: 'ON_PREM_SYNC_OVERDUE',
    subject: account,
    text: `For ${-daysLeft === 1 ? '1 day' : `${-daysLeft} days`} the SSM On-Prem cannot synchronize with Cisco by itself.`,
    evidence: `somebody signed in on ${signedIn}; the token ended on ${ends}`,
    facts: { account, signedIn, ends, daysLeft },
    advice:
      'Sign in on the SSM On-Prem and synchronize it; then write that day into cssm.signedIn of the inventory.',
    next: command('account', 'sync', account),
  };
}
