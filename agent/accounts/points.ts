/** Daily points of consumption: what an account owned and used, license by license. */
import type { LicensePool } from '../../core/wire/cssm/index.ts';
import type { Documents } from './documents.ts';

/** One license of an account on one day. */
export interface Point {
  /** `2026-01-31`, UTC. */
  readonly day: string;
  readonly license: string;
  readonly quantity: number;
  readonly inUse: number;
}

/** Days that are kept: two years. */
const DAYS_MAX = 731;

const POINTS = 'account-points';

/** Points of an account, the oldest first. */
export async function readPoints(documents: Documents, account: string): Promise<readonly Point[]> {
  return (await documents.get<{ points: readonly Point[] }>(POINTS, account))?.body.points ?? [];
}

/** Puts the points of a day in place of those that the day had before. */
export async function keepPoint(
  documents: Documents,
  account: string,
  nowMs: number,
  pools: readonly LicensePool[],
): Promise<void> {
  const day = new Date(nowMs).toISOString().slice(0, 10);
  const before = (await readPoints(documents, account)).filter((point) => point.day !== day);
  const days = [...new Set([...before.map((point) => point.day), day])].toSorted();
  const kept = new Set(days.slice(-DAYS_MAX));
  const points = [...before.filter((point) => kept.has(point.day)), ...pointsOf(day, pools)];
  await documents.put(POINTS, account, { points });
}

/** Deletes the points of an account. */
export function forgetPoints(documents: Documents, account: string): Promise<void> {
  return documents.remove(POINTS, account);
}

/** Pools of one license in all Virtual Accounts are added up. */
function pointsOf(day: string, pools: readonly LicensePool[]): readonly Point[] {
  const points = new Map<string, Point>();
  for (const { license, quantity, inUse } of pools) {
    const same = points.get(license) ?? { day, license, quantity: 0, inUse: 0 };
    points.set(license, { ...same, quantity: same.quantity + quantity, inUse: same.inUse + inUse });
  }
  return [...points.values()];
}
