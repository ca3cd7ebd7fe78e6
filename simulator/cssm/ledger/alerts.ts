import { ALERTS } from './alert-kinds.ts';
import type { AlertName } from './alert-kinds.ts';
import { balances, isCurrent } from './balances.ts';
import { addDays, dayOf } from './days.ts';
import { standingOf } from './standing.ts';
import type { LedgerState, SmartAccountState, VirtualAccountState } from './state.ts';

const DAY_MS = 86_400_000;
/** Days before the last day on which a license is said to expire; the portal preselects 90 of 90, 60, 30 [D]. */
const EXPIRING_DAYS = 90;
/** Days without synchronization after which On-Prem is warned and removed [D, S29]. */
const SYNC_WARNED_DAYS = 30;
const SYNC_OVERDUE_DAYS = 60;
const SYNC_REMOVED_DAYS = 90;

/** An alert as the portal lists it. */
export interface Alert {
  /** Of a raised one: its id, by which it can be cleared; null for derived ones. */
  readonly id: string | null;
  readonly severity: 'Major' | 'Minor' | 'Informational';
  readonly name: string;
  /** Virtual Account, product instance or license it is about. */
  readonly source: string;
}

/** Every alert of an account at a moment: derived ones first, in the order of the list, then raised ones. */
export function alertsOf(state: LedgerState, account: SmartAccountState, at: number): readonly Alert[] {
  const found: { readonly name: AlertName; readonly source: string }[] = [];
  const today = dayOf(at);
  for (const virtualAccount of account.virtualAccounts.values()) {
    found.push(...poolAlerts(virtualAccount, today), ...instanceAlerts(state, virtualAccount, at));
  }
  found.push(...onPremAlerts(account, at));
  const rank = (name: string): number => ALERTS.findIndex((alert) => alert.name === name);
  const derived = found.toSorted((a, b) => rank(a.name) - rank(b.name));
  return [
    ...derived.map((alert) => ({ id: null, severity: severityOf(alert.name), ...alert })),
    ...[...account.alerts.values()].map(({ id, name, source }) => ({
      id,
      severity: severityOf(name),
      name,
      source,
    })),
  ];
}

function* poolAlerts(virtualAccount: VirtualAccountState, today: string) {
  const limit = addDays(today, EXPIRING_DAYS);
  for (const { license, isCompliant, lots, reserved, quantity } of balances(virtualAccount, today)) {
    const source = `${virtualAccount.name}: ${license}`;
    const hasEnded = lots.some((lot) => lot.end !== null && lot.end < today);
    if (!isCompliant) yield { name: 'Insufficient Licenses', source } as const;
    if (hasEnded) yield { name: 'Licenses Expired', source } as const;
    if (hasEnded && reserved > quantity) yield { name: 'Reserved License Expired', source } as const;
    if (lots.some((lot) => lot.end !== null && isCurrent(lot, today) && lot.end <= limit)) {
      yield { name: 'Licenses Expiring', source } as const;
    }
  }
}

function* instanceAlerts(state: LedgerState, virtualAccount: VirtualAccountState, at: number) {
  for (const uuid of virtualAccount.instances) {
    const instance = state.instances.get(uuid);
    if (instance === undefined) continue;
    const source = `${virtualAccount.name}: ${instance.hostname}`;
    const { isStale, isLapsed, isDuplicate } = standingOf(state, instance, at);
    if (isLapsed) yield { name: 'Product Instance Failed to Renew', source } as const;
    else if (isStale) yield { name: 'Product Instance Failed to Connect', source } as const;
    if (isDuplicate) yield { name: 'Duplicate Licenses', source } as const;
    if (instance.acknowledgedAt === null && instance.waiting.length > 0) {
      yield { name: 'Authorization Pending', source } as const;
    }
  }
}

function* onPremAlerts({ onPrem }: SmartAccountState, at: number) {
  if (onPrem === null) return;
  const silentDays = (at - onPrem.synchronizedAt) / DAY_MS;
  const source = onPrem.name;
  if (silentDays > SYNC_REMOVED_DAYS) {
    yield { name: 'Satellite expired and removed (90 Days of no sync)', source } as const;
  } else if (silentDays > SYNC_OVERDUE_DAYS) {
    yield { name: 'Synchronization Overdue', source } as const;
    yield { name: 'Upcoming Satellite Sync Deadline (30 Day)', source } as const;
  } else if (silentDays > SYNC_WARNED_DAYS) yield { name: 'Synchronization Overdue', source } as const;
}

function severityOf(name: string): Alert['severity'] {
  return ALERTS.find((alert) => alert.name === name)?.severity ?? 'Informational';
}
