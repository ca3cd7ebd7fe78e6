/** The report of an account: compliance, upcoming expiry, unused licenses, switches that do not report. */
import type { AlarmRule } from '../../core/model/expiry-alarms.ts';
import type { AccountView, DeviceView } from '../accounts/index.ts';
import { rfc3339 } from '../planning/index.ts';
import { balancesOf } from './balances.ts';
import type { PoolBalance } from './balances.ts';
import { findingsOf } from './compliance.ts';
import type { ComplianceFacts } from './compliance.ts';
import type { CsvValue } from './csv.ts';
import { expiringIn } from './expiring.ts';
import type { Expiring } from './expiring.ts';
import type { Finding } from './finding.ts';
import type { SyncToken } from './sync-token.ts';
import { unusedIn } from './unused.ts';
import type { Unused } from './unused.ts';

/** What a report says. */
export interface LicenseReport {
  readonly madeAt: string;
  readonly account: AccountView;
  readonly syncToken: SyncToken | null;
  /** Null: there is no data, nobody can say. */
  readonly compliant: boolean | null;
  readonly licenses: readonly PoolBalance[];
  readonly compliance: readonly Finding[];
  readonly expiring: readonly Expiring[];
  readonly unused: readonly Unused[];
  readonly notReporting: readonly DeviceView[];
}

/** Days ahead that the report looks for terms that end. */
const EXPIRING_DAYS = 90;

/** Puts a report together. */
export function makeReport(
  facts: ComplianceFacts,
  view: AccountView,
  rules: readonly AlarmRule[],
): LicenseReport {
  const { snapshot, devices, nowMs, silentDays, account, syncToken } = facts;
  const compliance = findingsOf(facts);
  return {
    madeAt: rfc3339(nowMs),
    account: view,
    syncToken,
    compliant: snapshot === null ? null : compliance.length === 0,
    licenses: snapshot === null ? [] : balancesOf(snapshot, nowMs),
    compliance,
    expiring: snapshot === null ? [] : expiringIn(snapshot, nowMs, EXPIRING_DAYS, rules),
    unused: snapshot === null ? [] : unusedIn(snapshot, devices, nowMs, silentDays),
    notReporting: devices.filter(
      (device) => device.account?.toLowerCase() === account && device.lastSync.result !== 'ok',
    ),
  };
}

/** A table of the report, the same in every format. */
export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

/** The tables of a report. */
export function sectionsOf(report: LicenseReport): readonly Section[] {
  return [
    {
      title: 'Compliance',
      columns: ['code', 'subject', 'finding', 'evidence', 'advice', 'next step'],
      rows: report.compliance.map((row) => [
        row.code,
        row.subject,
        row.text,
        row.evidence,
        row.advice,
        row.next,
      ]),
    },
    {
      title: 'Licenses',
      columns: ['virtual account', 'license', 'owned', 'in use', 'available', 'short', 'expires'],
      rows: report.licenses.map((row) => [
        row.virtualAccount,
        row.license,
        row.quantity,
        row.inUse,
        row.available,
        row.short,
        row.expires,
      ]),
    },
    {
      title: 'Upcoming expiry',
      columns: [
        'last day',
        'days left',
        'virtual account',
        'license',
        'quantity',
        'short after',
        'subscription',
      ],
      rows: report.expiring.map((row) => [
        row.end,
        row.daysLeft,
        row.virtualAccount,
        row.license,
        row.quantity,
        row.shortAfter,
        row.subscription,
      ]),
    },
    {
      title: 'Unused',
      columns: ['kind', 'virtual account', 'license', 'quantity', 'holder', 'evidence', 'next step'],
      rows: report.unused.map((row) => [
        row.kind,
        row.virtualAccount,
        row.license,
        row.quantity,
        row.holder,
        row.evidence,
        row.next,
      ]),
    },
    {
      title: 'Switches that do not report',
      columns: ['switch', 'association', 'virtual account', 'last synchronization', 'result', 'reason'],
      rows: report.notReporting.map(({ id, association, virtualAccount, lastSync }) => [
        id,
        association,
        virtualAccount,
        lastSync.at,
        lastSync.result ?? 'never tried',
        lastSync.reason,
      ]),
    },
  ];
}
