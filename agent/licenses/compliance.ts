/** Why an account is out of compliance, or will be: each finding with its evidence and the next step. */
import type { ProductInstance } from '../../core/wire/cssm/index.ts';
import type { DeviceView, ShownAccount } from '../accounts/index.ts';
import { balancesOf } from './balances.ts';
import type { PoolBalance } from './balances.ts';
import { expiringIn } from './expiring.ts';

/** What can be wrong. */
export type FindingCode =
  | 'ACCOUNT_GONE'
  | 'SHORT_AVAILABLE_ELSEWHERE'
  | 'SHORT'
  | 'EXPIRED'
  | 'TRUST_MISSING'
  | 'REPORT_NOT_ACKNOWLEDGED'
  | 'REPORT_MISSING'
  | 'SILENT'
  | 'OUT_OF_COMPLIANCE';

/** One thing that is wrong. */
export interface Finding {
  readonly code: FindingCode;
  /** What it is about: a license in a Virtual Account, a switch, the account. */
  readonly subject: string;
  readonly text: string;
  readonly evidence: string;
  readonly next: string;
}

/** Days without contact after which a switch counts as silent: Cisco's default policy reports every 30, some days of grace. */
export const SILENT_DAYS = 35;

const DAY_MS = 86_400_000;

/** Findings of an account with its switches, the gravest first. */
export function findingsOf(
  { view, snapshot }: ShownAccount,
  isGone: boolean,
  devices: readonly DeviceView[],
  nowMs: number,
): readonly Finding[] {
  const own = devices.filter(({ account }) => account?.toLowerCase() === view.name);
  const rows =
    snapshot === null ? null : Map.groupBy(snapshot.instances, ({ serial }) => serial.toUpperCase());
  return [
    ...(isGone ? [accountGone(view.name, view.reason, own.length)] : []),
    ...(snapshot === null ? [] : [...shortages(balancesOf(snapshot)), ...ended(snapshot, nowMs)]),
    ...own.flatMap((device) => reporting(device, rows, nowMs)),
  ];
}

function accountGone(name: string, reason: string | null, switches: number): Finding {
  return {
    code: 'ACCOUNT_GONE',
    subject: name,
    text: `The Smart Account is gone; ${switches} of our switches belong to it.`,
    evidence: reason ?? '',
    next: `liclab account associate --select account=${name} --account DOMAIN`,
  };
}

function shortages(balances: readonly PoolBalance[]): readonly Finding[] {
  return balances.flatMap((pool): Finding[] => {
    const { license, virtualAccount, quantity, inUse, reserved, short } = pool;
    const subject = `${license} in ${virtualAccount}`;
    const evidence = `${quantity} owned, ${inUse} in use, ${reserved} reserved`;
    if (short === 0) {
      if (pool.compliant) return [];
      const text = 'CSSM says that it is out of compliance, although its figures do not show a shortage.';
      return [
        { code: 'OUT_OF_COMPLIANCE', subject, text, evidence, next: 'Look at the Virtual Account in CSSM.' },
      ];
    }
    const elsewhere = balances.filter((other) => other.license === license && other.available > 0);
    const free = elsewhere.map((other) => `${other.available} in ${other.virtualAccount}`).join(', ');
    if (elsewhere.length > 0) {
      const text = `${short} too few here, and available elsewhere: ${free}.`;
      return [{ code: 'SHORT_AVAILABLE_ELSEWHERE', subject, text, evidence, next: 'liclab license reapply' }];
    }
    const text = `${short} too few, and none is left in another Virtual Account.`;
    return [{ code: 'SHORT', subject, text, evidence, next: 'Buy or deposit licenses, or lower levels.' }];
  });
}

function ended(snapshot: NonNullable<ShownAccount['snapshot']>, nowMs: number): readonly Finding[] {
  return expiringIn(snapshot, nowMs, 0)
    .filter(({ daysLeft }) => daysLeft < 0)
    .map(({ license, virtualAccount, quantity, end, shortAfter }) => ({
      code: 'EXPIRED',
      subject: `${license} in ${virtualAccount}`,
      text: `A term of ${quantity} is over.`,
      evidence: `last day ${end}; ${shortAfter} in use are not covered`,
      next: 'Renew it, or lower the levels of the switches that use it.',
    }));
}

function reporting(
  { id, serials, lastSync }: DeviceView,
  listed: ReadonlyMap<string, readonly ProductInstance[]> | null,
  nowMs: number,
): readonly Finding[] {
  const evidence =
    lastSync.at === null ? 'never synchronized from here' : `${lastSync.at}: ${lastSync.reason ?? 'ok'}`;
  const found = (code: FindingCode, text: string, next: string): Finding[] => [
    { code, subject: id, text, evidence, next },
  ];
  if (lastSync.result === 'silent') {
    return found(
      'TRUST_MISSING',
      'The switch sends nothing to CSSM.',
      'Associate it: liclab account associate',
    );
  }
  if (lastSync.result === 'unacknowledged') {
    return found(
      'REPORT_NOT_ACKNOWLEDGED',
      'CSSM has not acknowledged its report.',
      `liclab device sync ${id}`,
    );
  }
  if (lastSync.result !== null && lastSync.result !== 'ok') {
    return found(
      'REPORT_MISSING',
      `Its last synchronization ended ${lastSync.result}.`,
      `liclab device sync ${id}`,
    );
  }
  if (listed === null || serials.length === 0) return [];
  const rows = serials.flatMap((serial) => listed.get(serial.toUpperCase()) ?? []);
  if (rows.length === 0) {
    return found('REPORT_MISSING', 'CSSM does not list it in this account.', `liclab device sync ${id}`);
  }
  const contact = rows.map(({ lastContact }) => Date.parse(lastContact)).filter((at) => !Number.isNaN(at));
  const days = contact.length === 0 ? 0 : Math.floor((nowMs - Math.max(...contact)) / DAY_MS);
  if (days < SILENT_DAYS) return [];
  return found('SILENT', `CSSM has not heard of it for ${days} days.`, `liclab device sync ${id}`);
}
