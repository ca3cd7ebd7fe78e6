import type { Snapshot } from '../accounts/index.ts';
import { compare } from './balances.ts';

/** Days before the end at which an alarm begins. */
export const ALARM_DAYS = [0, 7, 30, 90] as const;

/** Alarm of a term: 0 means that it is over. */
export type Alarm = (typeof ALARM_DAYS)[number];

/** A purchase that ends. */
export interface Expiring {
  readonly license: string;
  readonly virtualAccount: string;
  readonly quantity: number;
  /** Last day, `2026-01-31`. */
  readonly end: string;
  /** Whole days to it; negative once it is over. */
  readonly daysLeft: number;
  readonly alarm: Alarm;
  /** How many of the licenses in use are not covered any more once it has ended. */
  readonly shortAfter: number;
}

const DAY_MS = 86_400_000;

/** Terms that end within `days`, the nearest first; those that are over come with them as long as CSSM lists them. */
export function expiringIn({ pools }: Snapshot, nowMs: number, days: number): readonly Expiring[] {
  const today = Math.floor(nowMs / DAY_MS);
  return pools
    .flatMap(({ license, virtualAccount, quantity: owned, inUse, reserved, lots }) =>
      lots.flatMap(({ end, quantity }): Expiring[] => {
        const endMs = end === null ? Number.NaN : Date.parse(`${end}T00:00:00Z`);
        if (end === null || Number.isNaN(endMs)) return [];
        const daysLeft = Math.floor(endMs / DAY_MS) - today;
        if (daysLeft > days) return [];
        const alarm = alarmOf(daysLeft);
        // A term that is over is no part of what CSSM says is owned.
        const left = daysLeft < 0 ? owned : Math.max(0, owned - quantity);
        const shortAfter = Math.max(0, inUse + reserved - left);
        return [{ license, virtualAccount, quantity, end, daysLeft, alarm, shortAfter }];
      }),
    )
    .toSorted(
      (a, b) =>
        a.daysLeft - b.daysLeft ||
        compare(a.virtualAccount, b.virtualAccount) ||
        compare(a.license, b.license),
    );
}

function alarmOf(daysLeft: number): Alarm {
  return ALARM_DAYS.find((limit) => daysLeft <= limit) ?? 90;
}
